"""Cards and files at the command line: what is made, what its manifest says, and what is refused."""

import csv
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook


@pytest.mark.parametrize("way", ["inside", "outside"])
def test_cards_and_their_sheets_are_made_with_a_manifest(demo_copy: Any, tmp_path: Path, way: str) -> None:
    out = tmp_path / "cards.docx"
    told = demo_copy("export", "--format", "cards", "--for", way, "--out", str(out), "--json").json
    sheets = tmp_path / "cards-sheets.docx"
    assert told["files"] == [str(out), str(sheets)]
    assert (told["format"], told["for"]) == ("cards", way)
    assert told["cards"] > 20
    said = [one.text for one in Document(BytesIO(out.read_bytes())).paragraphs]
    assert sum("\tCard " in one for one in said) == (told["cards"] if way == "inside" else 0)
    assert any("not be read out in a room" in one for one in told["left_out"])
    assert any("shared outside" in one for one in told["left_out"]) is (way == "outside")
    assert (
        sum(one.text.startswith(("Card ", "On a card: ")) for one in Document(BytesIO(sheets.read_bytes())).paragraphs)
        == (told["with_notes"])
    )
    again = demo_copy("export", "--format", "cards", "--for", way, "--out", str(out))
    assert (again.code, again.err.strip()) == (1, "There is a file of that name already. Nothing was made.")


def test_one_inquiry_is_fewer_and_one_that_is_not_there_is_refused(demo_copy: Any, tmp_path: Path) -> None:
    wanted = ("export", "--format", "cards", "--for", "inside", "--out", str(tmp_path / "cards.docx"), "--inquiry")
    refused = demo_copy(*wanted, "Nowhere")
    assert (refused.code, refused.err.strip()) == (1, "There is no such inquiry. Nothing was made.")
    assert list(tmp_path.glob("*.docx")) == []
    done = demo_copy(*wanted, "Young adults")
    assert done.code == 0
    assert "cards are in" in done.out


def test_an_empty_bank_makes_no_file(cli: Any, tmp_path: Path) -> None:
    done = cli("export", "--format", "cards", "--for", "inside", "--out", str(tmp_path / "cards.docx"))
    assert (done.code, done.err.strip()) == (1, "There is no card in this pack.")
    assert list(tmp_path.glob("*.docx")) == []


READ = {
    "csv": lambda body: list(csv.DictReader(body.decode("utf-8-sig").splitlines(keepends=True))),
    "xlsx": lambda body: list(load_workbook(BytesIO(body))["Quotes"].iter_rows(values_only=True))[1:],
    "docx": lambda body: [one for one in Document(BytesIO(body)).paragraphs if one.style.name == "Quote"],
    "qdpx": lambda body: [one for one in ZipFile(BytesIO(body)).namelist() if one.startswith("sources/")],
    "qdc": lambda body: body.decode().split("<Code ")[1:],
}


@pytest.mark.parametrize("way", ["inside", "outside"])
@pytest.mark.parametrize("kind", list(READ))
def test_all_that_may_leave_is_in_a_file_of_each_kind(demo_copy: Any, tmp_path: Path, kind: str, way: str) -> None:
    out = tmp_path / f"told.{kind}"
    told = demo_copy("export", "--format", kind, "--for", way, "--out", str(out), "--json").json
    assert (told["format"], told["for"], told["files"]) == (kind, way, [str(out)])
    assert told["stories"] > 50
    assert told["codes"] > 5
    found = READ[kind](out.read_bytes())
    assert len(found) >= {"qdpx": told["stories"], "qdc": told["codes"]}.get(kind, told["quotes"])
    assert any("quoted word for word" in one for one in told["left_out"]) is (way == "outside")
