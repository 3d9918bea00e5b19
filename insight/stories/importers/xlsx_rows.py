"""Stories from an Excel workbook: the first sheet with a column `text`, one row one story, by openpyxl."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from insight.errors import BadInput
from insight.stories.importers.batch import Found, columns_of, story_of
from insight.stories.importers.content import check_archive

MAX_COLUMNS = 256
"""A sheet may claim 16,384 columns in every one of a million rows; no table of stories has this many."""


def rows(path: Path) -> Iterator[Found]:
    """Every row below the header. Formulas are read as the values last seen in them and never worked out."""
    check_archive(path, "xlsx")
    # openpyxl only asks numpy for the names of its number types; without it the child stays 120 MB smaller.
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    refusals: list[BadInput] = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        place, names = _header(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS))
        try:
            columns = columns_of(names)
        except BadInput as refusal:
            refusals.append(refusal)
            continue
        below = sheet.iter_rows(min_row=place + 1, max_col=len(names), values_only=True)
        yield from _stories(below, columns)
        return
    raise refusals[0] if refusals else BadInput("There is no sheet in this workbook. Nothing was brought in.")


def _header(lines: Iterable[Sequence[Any]]) -> tuple[int, list[str]]:
    """Which row is the first with anything in it, counted from 1, and its cells up to the last name."""
    for place, cells in enumerate(lines, start=1):
        filled = [column for column, cell in enumerate(cells, start=1) if cell is not None]
        if filled:
            return place, [_written(cell) for cell in cells[: filled[-1]]]
    return 0, []


def _stories(lines: Iterable[Sequence[Any]], columns: dict[str, int]) -> Iterator[Found]:
    """Each row that is not empty; empty ones count, so that the numbers are those seen in Excel.

    A formula that no program has worked out yet has no value: it is an empty cell.
    """
    for number, cells in enumerate(lines, start=1):
        if not any(cell is not None for cell in cells):
            continue
        yield story_of(number, [_written(cell) for cell in cells], columns)


def _written(cell: Any) -> str:
    """A cell as a person would write it: 4.0 is 4, a date is ISO, Excel's escaped line end is left out."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("_x000D_", "")
