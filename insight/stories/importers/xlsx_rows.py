"""Stories from an Excel workbook: the first sheet with a column `text`, one row one story, by openpyxl."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from insight.errors import BadInput
from insight.stories.importers.batch import Found, story_of
from insight.stories.importers.columns import Columns, Headings, columns_of, has_text, questions, wordy
from insight.stories.importers.content import check_archive
from insight.stories.importers.refusals import refusal

MAX_COLUMNS = 256
"""A sheet may claim 16,384 columns in every one of a million rows; no table of stories has this many."""


def headings(path: Path) -> Headings:
    """The first row with anything in it, of the sheet that `rows` reads; raises `BadInput` where no sheet has one."""
    sheet, place, names = _sheet(path)
    below = sheet.iter_rows(min_row=place + 1, max_col=len(names), values_only=True)
    return Headings(tuple(names), wordy([_written(cell) for cell in cells] for cells in below))


def rows(path: Path, columns: Columns | None = None) -> Iterator[Found]:
    """Every row below the header. Formulas are read as the values last seen in them and never worked out."""
    sheet, place, names = _sheet(path)
    columns, asked = columns or columns_of(names), questions(names)
    below = sheet.iter_rows(min_row=place + 1, max_col=len(names), values_only=True)
    for number, cells in enumerate(below, start=1):
        # Empty rows count, so that the numbers are those seen in Excel.
        if any(cell is not None for cell in cells):
            yield story_of(number, [_written(cell) for cell in cells], columns, asked)


def _sheet(path: Path) -> tuple[Any, int, list[str]]:
    """The first sheet with a column `text`, else the first with anything in it; where its headings stand, and they.

    A formula that no program has worked out yet has no value: it is an empty cell.
    """
    check_archive(path, "xlsx")
    # openpyxl only asks numpy for the names of its number types; without it the child stays 120 MB smaller.
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
    from openpyxl import load_workbook

    # As bytes: openpyxl refuses a path that does not end in .xlsx, and an upload lies in memory without a name.
    book = load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True, keep_links=False)
    found = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        place, names = _header(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS))
        if has_text(names):
            return sheet, place, names
        if names:
            found.append((sheet, place, names))
    if not found:
        raise BadInput(refusal("There is nothing in this workbook", "Is it the right one?"))
    return found[0]


def _header(lines: Iterable[Sequence[Any]]) -> tuple[int, list[str]]:
    """Which row is the first with anything in it, counted from 1, and its cells up to the last name."""
    for place, cells in enumerate(lines, start=1):
        filled = [column for column, cell in enumerate(cells, start=1) if cell is not None]
        if filled:
            return place, [_written(cell) for cell in cells[: filled[-1]]]
    return 0, []


def _written(cell: Any) -> str:
    """A cell as a person would write it: 4.0 is 4, a date is ISO, Excel's escaped line end is left out."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("_x000D_", "")
