"""The XLSForm, read as ODK and KoboToolbox read it, and its table as our own importer does."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from insight.share.xlsform import xlsform
from insight.stories.importers import read
from insight.stories.inquiry import Inquiry, Prompt, QuestionSet, Stage, TellerKind
from insight.stories.script import ADULT, YOUNG
from insight.stories.starter import STARTERS

convert = pytest.importorskip("pyxform.xls2xform").convert


def book(prompts=STARTERS[0][2], name="What people value") -> bytes:
    return xlsform(Inquiry("abc1", name, "To learn.", QuestionSet("q", 2, tuple(prompts))), 2031)


def form(prompts=STARTERS[0][2], **more):
    return convert(xlsform=io.BytesIO(book(prompts, **more)), validate=False, file_type=".xlsx")


def survey(data: bytes) -> dict[str, dict[str, str]]:
    head, *rows = load_workbook(io.BytesIO(data))["survey"].iter_rows(values_only=True)
    return {row[1]: dict(zip(head, row, strict=True)) for row in rows}


@pytest.mark.parametrize(("name", "purpose", "prompts"), STARTERS, ids=[name for name, *_ in STARTERS])
def test_pyxform_reads_it_without_a_word(name, purpose, prompts):
    made = form(prompts, name=name)
    assert made.warnings == []
    assert f"<h:title>{name}</h:title>" in made.xform
    assert 'id="insight_abc1" version="2"' in made.xform
    for prompt in prompts:
        assert prompt.text.replace("&", "&amp;") in made.xform


@pytest.mark.parametrize("text", ["=1+1?", "What is ${teller} to you?", "A <b> & “c”?", "x" * 300])
def test_whatever_staff_ask_is_only_ever_asked(text):
    made = form([Prompt("", Stage.DREAM, text, text)])
    assert made.warnings == []
    assert survey(book([Prompt("", Stage.DREAM, text)]))["answer_1"]["label"] == text.replace("${", "$ {")


def test_an_inquiry_without_questions_asks_for_the_story():
    assert form([]).warnings == []


def test_nothing_is_asked_before_they_said_yes():
    rows = survey(book())
    before = {"young", "read_aloud", "read_aloud_young", "no", "text", "end"}
    for name, row in rows.items():
        if name not in before and not name.startswith("agree_"):
            assert "${agree_inside} = 'yes'" in str(row["relevant"]), name
    assert rows["agree_inside"]["required"] == "yes"


def test_each_script_is_read_and_asked_to_its_age():
    rows = survey(book())
    for script, name, age in ((ADULT, "read_aloud", "no"), (YOUNG, "read_aloud_young", "yes")):
        assert all(line in rows[name]["label"] for line in script.said(2031))
        assert rows[name]["relevant"] == f"${{young}} = '{age}'"
        heard = (None, f"${{young}} = '{age}'")
        asked = {row["label"] for n, row in rows.items() if n.startswith("agree_") and row["relevant"] in heard}
        assert asked == {one.question for one in script.askings}


def test_a_question_comes_up_for_its_kind_of_teller_alone():
    rows = survey(
        book((Prompt("", Stage.DISCOVERY, "Who stayed?", "", TellerKind.FAMILY), Prompt("", Stage.DREAM, "And?")))
    )
    assert rows["answer_1"]["relevant"].endswith("${teller} = 'family'")
    assert "teller" not in rows["answer_2"]["relevant"]
    assert rows["answer_1"]["appearance"] == "multiline"


def test_it_asks_for_no_place_no_device_and_no_name():
    types = {row["type"].split()[0] for row in survey(book()).values()}
    assert types == {"select_one", "note", "date", "text", "calculate"}


@pytest.mark.parametrize(
    ("choice", "feeling"),
    [
        ("1", "much_worse"),
        ("3", "same"),
        ("5", "much_better"),
        ("up_and_down", "up_and_down"),
        ("rather_not", "rather_not"),
    ],
)
def test_its_table_can_be_brought_in(tmp_path, choice, feeling):
    columns = re.findall(r"<(\w+)/>", form().xform.split("</data>")[0].split("<data ")[1])
    assert {"text", "date", "teller", "feeling", "way", "compared_with", "agree_outside"} <= set(columns)
    told = dict.fromkeys(columns, "")
    told |= {"text": "They kept ringing. – A lift home.", "date": "2026-06-01", "teller": "family", "feeling": choice}
    with (tmp_path / "told.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["SubmissionDate", *columns, "KEY"])
        table.writeheader()
        table.writerow({"SubmissionDate": "2026-06-02T10:00:00Z", **told, "KEY": "uuid:1"})
    [row] = read(tmp_path / "told.csv").rows
    assert (row.text.reveal(), str(row.told_on), row.teller) == (told["text"], "2026-06-01", "family")
    assert row.feeling == feeling
