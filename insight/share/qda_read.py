"""Reads codes, coded stretches and what else is there from a REFI-QDA project (.qdpx) or codebook (.qdc).

In the child that reads files from outside; in memory: pyrefiqda, which writes this format for us, unpacks every source
onto the disk, and refuses what is not quite the standard (Taguette's codebooks are not).
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from insight.errors import BadInput
from insight.stories.importers.content import check_archive, decoded_lines, xml_root
from insight.stories.importers.refusals import refusal

MOST_CODES, MOST_STRETCHES = 5_000, 100_000
_INTERNAL = "internal://"
_FOLDERS = ("sources/", "Sources/", "")
# What else a project may hold, and what it is called to a person.
_UNREAD = {
    "PictureSource": "pictures", "PDFSource": "PDF files", "AudioSource": "recordings", "VideoSource": "films",
    "Case": "cases", "Variable": "variables", "Set": "sets", "Link": "links", "Graph": "maps", "Note": "notes",
}  # fmt: skip
NO_TEXT, WHOLE, NO_CODE = "texts that are not in the file", "codes on a whole text", "marked stretches without a code"


def project(path: Path) -> Iterator[dict[str, object]]:
    """The lines for `insight.research.elsewhere` out of a project: codes, texts with their stretches, and the rest."""
    check_archive(path, "qdpx")
    unread: Counter[str] = Counter()
    with ZipFile(path) as archive:
        root = xml_root(archive.read("project.qde"))
        yield from _codes(root)
        left = MOST_STRETCHES
        for element in root.iter():
            name = _local(element)
            if name == "TextSource":
                text = _text(element, archive)
                if text is None:
                    unread[NO_TEXT] += 1
                    continue
                unread[WHOLE] += sum(_local(child) == "Coding" for child in element)
                stretches, bare = _stretches(element)
                unread[NO_CODE] += bare
                left -= len(stretches)
                if left < 0:
                    raise BadInput(
                        refusal("There are too many coded stretches in this file", "Cut it into smaller ones.")
                    )
                told = {"guid": element.get("guid"), "name": element.get("name") or "", "text": text}
                yield {"text": {**told, "stretches": stretches}}
            elif name in _UNREAD:
                unread[_UNREAD[name]] += 1
    for what, number in unread.items():
        if number:
            yield {"unread": [what, number]}


def codebook(path: Path) -> Iterator[dict[str, object]]:
    """The same out of a codebook."""
    root = xml_root(path.read_bytes())
    if _local(root) != "CodeBook":
        raise BadInput(refusal("This file is named .qdc, but it is not a codebook", "Try another copy."))
    yield from _codes(root)
    sets = sum(_local(element) == "Set" for element in root.iter())
    if sets:
        yield {"unread": [_UNREAD["Set"], sets]}


def _codes(root: Any) -> Iterator[dict[str, object]]:
    """Every code, those above before those below."""
    top = next((element for element in root.iter() if _local(element) == "Codes"), None)
    waiting: list[tuple[str | None, Any]] = [(None, child) for child in reversed(top)] if top is not None else []
    number = 0
    while waiting:
        parent, element = waiting.pop()
        if _local(element) != "Code":
            continue
        number += 1
        if number > MOST_CODES:
            raise BadInput(refusal(f"There are more than {MOST_CODES:,} codes in this file", "Take out some."))
        guid = element.get("guid") or f"without a name {number}"
        said = next((child.text for child in element if _local(child) == "Description"), None)
        named = {"key": _key(guid), "parent": parent, "name": element.get("name") or "", "guid": element.get("guid")}
        yield {"code": {**named, "description": said or ""}}
        waiting += [(_key(guid), child) for child in reversed(element)]


def _stretches(source: Any) -> tuple[list[tuple[int, int, str]], int]:
    """The coded stretches of a text, and how many are marked without a code."""
    found: list[tuple[int, int, str]] = []
    bare = 0
    for selection in source:
        if _local(selection) != "PlainTextSelection":
            continue
        start, end = int(selection.get("startPosition", "-1")), int(selection.get("endPosition", "-1"))
        codes = {
            _key(ref.get("targetGUID") or "")
            for coding in selection
            if _local(coding) == "Coding"
            for ref in coding
            if _local(ref) == "CodeRef"
        }
        bare += not codes
        found += [(start, end, code) for code in sorted(codes)]
    return found, bare


def _text(source: Any, archive: ZipFile) -> str | None:
    """The words of a text, from within the project or from the file beside it; `None` when they are in neither."""
    within = next((child.text for child in source if _local(child) == "PlainTextContent"), None)
    if within:
        return str(within)
    place = source.get("plainTextPath") or ""
    parts = set(archive.namelist())
    name = place.removeprefix(_INTERNAL)
    part = next((folder + name for folder in _FOLDERS if folder + name in parts), None)
    if not place.startswith(_INTERNAL) or part is None:
        return None
    return "".join(decoded_lines(archive.read(part)))


def _key(guid: str) -> str:
    """Programs write one GUID in two ways: with braces and without, in small letters and capitals."""
    return guid.strip().strip("{}").upper()


def _local(element: Any) -> str:
    """An element's name without its namespace: programs disagree on it."""
    return str(element.tag).rpartition("}")[2]
