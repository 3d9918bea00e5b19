"""Stories from a table saved as text: one row one story, columns found by their names."""

import csv
from collections import deque
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from insight.errors import BadInput
from insight.stories.importers.batch import Found, story_of
from insight.stories.importers.columns import Columns, Headings, columns_of, questions, wordy
from insight.stories.importers.content import MAX_FILE_BYTES, decoded_lines
from insight.stories.importers.refusals import refusal

DELIMITERS = (",", ";", "\t", "|")
"""In this order: where the first line has only one column, it is read as commas."""

LONGEST_HEADING = 20
"""Lines: questions of a form may have several; a mark that is never closed must not take the whole file."""


def headings(path: Path) -> Headings:
    """The first line as headings; raises `BadInput` where there is none."""
    lines, delimiter, names = _opened(path)
    return Headings(tuple(names), wordy(cells or () for cells in _records(lines, delimiter, len(names))))


def rows(path: Path, columns: Columns | None = None) -> Iterator[Found]:
    """Every row below the header; a row that cannot be read is a fault of its own and the next one is read again."""
    lines, delimiter, names = _opened(path)
    columns, asked = columns or columns_of(names), questions(names)
    for number, cells in enumerate(_records(lines, delimiter, len(names)), start=1):
        if cells is None:
            yield Found(number, fault="its quotation marks do not match; put two where one is part of the text")
        elif len(names) == 1 and any(cells):
            yield story_of(number, [delimiter.join(cells)], columns, asked)
        elif any(cell.strip() for cell in cells[len(names) :]):
            yield Found(number, fault="it has more cells than there are columns; put the text in quotation marks")
        elif any(cell.strip() for cell in cells):
            yield story_of(number, cells, columns, asked)


class Lines:
    """Lines of a file that can be given back, so that reading can start again after a broken row."""

    def __init__(self, source: Iterator[str]) -> None:
        """Nothing is read yet."""
        self._source = source
        self._returned: deque[str] = deque()
        self._taken: list[str] = []

    def __iter__(self) -> "Lines":
        """Lines are their own iterator."""
        return self

    def __next__(self) -> str:
        """The next line, remembered until `mark`."""
        line = self._returned.popleft() if self._returned else next(self._source)
        self._taken.append(line)
        return line

    def quotation_marks(self) -> int:
        """How many there are in the lines taken since the mark."""
        return sum(line.count('"') for line in self._taken)

    def mark(self) -> None:
        """Forget the lines taken: a record ended here."""
        self._taken.clear()

    def skip_one(self) -> None:
        """Give back all lines taken since the mark but the first."""
        self._returned.extendleft(reversed(self._taken[1:]))
        self._taken.clear()


def _opened(path: Path) -> tuple[Lines, str, list[str]]:
    """The lines below the header, the delimiter, and the names of the columns."""
    csv.field_size_limit(MAX_FILE_BYTES)
    lines = Lines(decoded_lines(path.read_bytes()))
    return lines, *_header(lines)


def _header(lines: Lines) -> tuple[str, list[str]]:
    """The delimiter and the names of the columns, from the first line with words, cut where it gives a `text`."""
    line = _first(lines)
    if line is None:
        raise BadInput(refusal("This file is empty", "Is it the right one?"))
    cut = {delimiter: next(csv.reader(StringIO(line, newline=""), delimiter=delimiter), []) for delimiter in DELIMITERS}
    with_text = [d for d in DELIMITERS if "text" in {name.strip().lower() for name in cut[d]}]
    chosen = max(with_text or DELIMITERS, key=lambda delimiter: len(cut[delimiter]))
    return chosen, cut[chosen]


def _first(lines: Lines) -> str | None:
    """The first line with words; with those after it while a quotation mark is open, as in questions of two lines."""
    for line in lines:
        if line.strip():
            break
        lines.mark()
    else:
        return None
    whole = line
    for _ in range(LONGEST_HEADING):
        if whole.count('"') % 2 == 0:
            lines.mark()
            return whole
        whole += next(lines, "")
    lines.skip_one()
    return line


def _records(lines: Lines, delimiter: str, width: int) -> Iterator[list[str] | None]:
    """Each record as cells, or None for a broken one.

    Lenient csv swallows the rest of a file after one unmatched quotation mark, or changes the text, so it is read
    strictly. After a broken record, lines that lack a column or a quotation mark are taken for the rest of it.
    """
    broken = False
    while True:
        try:
            for cells in csv.reader(lines, delimiter=delimiter, strict=True):
                rest = broken and (len(cells) < width or lines.quotation_marks() % 2 == 1)
                lines.mark()
                if rest:
                    continue
                broken = False
                yield cells
            return
        except csv.Error:
            lines.skip_one()
            if not broken:
                yield None
            broken = True
