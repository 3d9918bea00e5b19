"""A collection as a workbook and as csv: every cell is text, and nothing in it is worked out."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import openpyxl
import pytest

from insight.research.parcel import Parcel, inside, outside
from insight.research.study import Memo
from insight.share.study_sheets import CUT, LONGEST_CELL, codebook_table, quotes_table, study_workbook
from tests.research.made import AT, TODAY, a_code, a_story, a_study, noted

EVIL = '=HYPERLINK("http://evil.example","x")'
FIRST = ("=", "+", "-", "@", "\t", "\r")


def a_parcel(words: str = "They kept ringing.") -> Parcel:
    study = a_study(
        a_story(words), quotes=(("a", 0, len(words)),), codes=(a_code("Trust"), a_code(EVIL, parent="Trust")),
        codings=((EVIL, "a", 0, len(words)),), memos=(Memo("m", None, "a", EVIL, "kit", AT),), name=EVIL,
    )  # fmt: skip
    return inside(replace(noted(study, EVIL), people={"kit": EVIL, "ines": "Ines"}), TODAY)


def sheets(made: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(BytesIO(made))
    return {one.title: [[cell.value for cell in row] for row in one.iter_rows()] for one in book.worksheets}


def rows(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(made.decode("utf-8-sig"), newline="")))


def test_the_workbook_says_what_it_is_and_holds_quotes_codes_and_memos() -> None:
    study = a_study(
        a_story("She came. 😀"), quotes=(("a", 0, 9),), codes=(a_code("Trust"),), codings=(("Trust", "a", 0, 9),)
    )
    made = sheets(study_workbook(inside(replace(study, left_out=3), TODAY)))
    assert [row[0] for row in made["About this file"]][1:] == [
        "For work inside the alliance.",
        "It stays inside the alliance. Keep it where only you can read it, and delete it when you are done.",
        "Made on 15 June 2026. People may change their mind: make it again before you use it later.",
        "Why it was made: To show the council.", "What was left out:", "3 stories are not open to you.",
    ]  # fmt: skip
    assert made["Quotes"][1][:5] == [
        "Story 1",
        "Someone using services, summer 2026",
        "She came.",
        "their words",
        "Trust",
    ]
    assert made["Quotes"][1][6:8] == [0, 9]
    assert made["Codes"][1] == ["Trust", "", 1, ""]


@pytest.mark.parametrize("words", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", "＝1"])
def test_no_cell_begins_like_a_formula(words: str) -> None:
    parcel = a_parcel(words)
    for sheet in sheets(study_workbook(parcel)).values():
        assert not [cell for row in sheet for cell in row if str(cell).startswith(FIRST)]
    book = openpyxl.load_workbook(BytesIO(study_workbook(parcel)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}  # text and numbers; no formula, no link
    assert not [sheet for sheet in book if sheet._hyperlinks]
    for made in (quotes_table(parcel), codebook_table(parcel)):
        for row in rows(made):
            assert not [cell for cell in row.values() if cell.startswith(FIRST)]
    assert rows(quotes_table(parcel))[0]["words"] == f"'{words}"


def test_a_cell_too_long_for_excel_says_that_it_goes_on() -> None:
    cell = sheets(study_workbook(a_parcel("x" * 40_000)))["Quotes"][1][2]
    assert len(cell) == LONGEST_CELL
    assert cell.endswith(CUT)
    assert rows(quotes_table(a_parcel("x" * 40_000)))[0]["words"] == "x" * 40_000


def test_each_row_of_a_table_says_what_the_file_is_for() -> None:
    study = a_study(a_story("She came.\nAnd stayed."), quotes=(("a", 0, 21),))
    assert rows(quotes_table(inside(study, TODAY)))[0]["file is"] == "For work inside the alliance"
    [row] = rows(quotes_table(outside(study, frozenset("a"), lambda _: False, 1, TODAY)))
    assert (row["file is"], row["words"]) == ("To go outside", "She came.\nAnd stayed.")


def test_the_codebook_is_paths_and_meanings() -> None:
    codes = (a_code("Trust", description="When it holds."), a_code("by phone", parent="Trust"), a_code("Waiting"))
    assert rows(codebook_table(inside(a_study(codes=codes), TODAY))) == [
        {"tag": "Trust", "description": "When it holds."},
        {"tag": "Trust.by phone", "description": ""},
        {"tag": "Waiting", "description": ""},
    ]
