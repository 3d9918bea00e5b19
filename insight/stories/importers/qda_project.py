"""Stories from a REFI-QDA project (.qdpx) of a program for qualitative research: each text source one story.

In memory: pyrefiqda, the library for this format, unpacks every source onto the disk in the clear.
Format: REFI-QDA standard 1.5, project exchange, https://www.qdasoftware.org.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from insight.stories.importers.batch import Found
from insight.stories.importers.content import check_archive, decoded_lines, xml_root

_INTERNAL = "internal://"
_FOLDERS = ("sources/", "Sources/", "")


def rows(path: Path) -> Iterator[Found]:
    """Each source of the project in order, numbered; its name is left behind, since it often is somebody's."""
    check_archive(path, "qdpx")
    with ZipFile(path) as archive:
        project = xml_root(archive.read("project.qde"))
        sources = [source for element in project if _local(element) == "Sources" for source in element]
        for number, source in enumerate(sources, start=1):
            yield _story(number, source, archive)


def _story(number: int, source: Any, archive: ZipFile) -> Found:
    """One source; where it is a PDF or a recording, the first text that stands for it."""
    for element in source.iter():
        inside = next((child.text for child in element if _local(child) == "PlainTextContent"), None)
        if inside:
            return Found(number, inside, ref=str(number))
        place = element.get("plainTextPath")
        if place is not None:
            return _kept(number, place, archive)
    return Found(number, ref=str(number), fault="there is no plain text for it in the project")


def _kept(number: int, place: str, archive: ZipFile) -> Found:
    """A text kept as a file beside the project."""
    parts = set(archive.namelist())
    name = place.removeprefix(_INTERNAL)
    member = next((folder + name for folder in _FOLDERS if folder + name in parts), None)
    if not place.startswith(_INTERNAL) or member is None:
        return Found(number, ref=str(number), fault="its text is not in this file; export the project with its sources")
    return Found(number, "".join(decoded_lines(archive.read(member))), ref=str(number))


def _local(element: Any) -> str:
    """An element's name without its namespace: programs disagree on it."""
    return str(element.tag).rpartition("}")[2]
