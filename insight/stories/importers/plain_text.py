"""Stories from a plain text file: one, or several with a line of dashes or stars, or a new page, between them."""

import re
from collections.abc import Iterator
from pathlib import Path

from insight.stories.importers.batch import Found
from insight.stories.importers.content import decoded_lines

_BETWEEN = re.compile(r"(?:[ \t]*(?:-[ \t]*){3,}|[ \t]*(?:\*[ \t]*){3,})\r?\n?")
_NEW_PAGE = "\f"


def rows(path: Path) -> Iterator[Found]:
    """Each story, numbered in order; what is empty between two lines of dashes is no story."""
    lines = decoded_lines(path.read_bytes())
    told = (text for text in _stretches(lines) if text.strip())
    for number, text in enumerate(told, start=1):
        yield Found(number, text.strip("\r\n"), ref=str(number))


def _stretches(lines: Iterator[str]) -> Iterator[str]:
    """The text between separators."""
    taken: list[str] = []
    for line in lines:
        if _BETWEEN.fullmatch(line):
            yield "".join(taken)
            taken = []
            continue
        *ended, rest = line.split(_NEW_PAGE)
        for piece in ended:
            yield "".join([*taken, piece])
            taken = []
        taken.append(rest)
    yield "".join(taken)
