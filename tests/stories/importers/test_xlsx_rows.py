"""Workbooks: the sheet with a text column, cells of every kind, formulas as values."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from insight.errors import BadInput
from insight.stories.importers import read


def save(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    book.save(path)
    return path


def test_every_kind_of_cell_is_read_as_a_person_would_write_it(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.xlsx",
        one=[
            ["Text", "REF", "date", "feeling", "teller"],
            ["I was heard.\nTwice.", 12, datetime(2025, 3, 4), 4, "Nurse"],
            [None, None, None, None, None],
            [2025, 1.5, date(2025, 3, 5), "5", None],
            [None, "x", None, None, None],
        ],
    )
    batch = read(path)
    assert [(row.row, row.text.reveal(), row.ref, row.told_on, row.feeling) for row in batch.rows] == [
        (1, "I was heard.\nTwice.", "12", date(2025, 3, 4), "better"),
        (3, "2025", "1.5", date(2025, 3, 5), "much_better"),
    ]
    assert [(refused.row, refused.ref) for refused in batch.refused] == [(4, "x")]


def test_the_first_sheet_with_a_text_column_is_taken(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", cover=[["About this file"]], empty=[], told=[[], ["text"], ["I was heard."]])
    assert [row.text.reveal() for row in read(path).rows] == ["I was heard."]


def test_a_row_at_the_far_end_of_the_sheet_does_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["XFD20000"] = "text", "I was heard.", "far"
    book.save(tmp_path / "a.xlsx")
    assert [row.row for row in read(tmp_path / "a.xlsx").rows] == [1]


def test_no_text_column_in_any_sheet(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="The columns are: story, when"):
        read(save(tmp_path / "a.xlsx", one=[["Story", "When"], ["a", "b"]], two=[]))


def test_a_formula_is_never_worked_out(tmp_path: Path) -> None:
    call = '=WEBSERVICE("http://example.org")'
    path = save(tmp_path / "a.xlsx", one=[["ref", "text"], ["a", call], ["b", "=1+1"], ["c", "I was heard."]])
    batch = read(path)
    assert [row.text.reveal() for row in batch.rows] == ["I was heard."]
    assert [refused.row for refused in batch.refused] == [1, 2]
