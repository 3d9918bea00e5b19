"""A collection as a file: for who may take one along, from our own page, and told in the audit."""

import logging
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from insight.access.reader import Role
from insight.research.exporting import Format
from insight.research.study import words_hash
from insight.store.unit_of_work import Bank
from insight.web.card_file import DOCX
from insight.web.study_file import FILES
from tests.web.conftest import KEPT

OURS = {"X-Insight": "1"}
WORDS = "They kept ringing until I picked up."


@pytest.fixture
def collection(bank: Bank, clock: Callable, tell: Callable) -> str:
    story = tell(WORDS)
    with bank.writing() as work:
        for name, role in (("ines", Role.PEER_RESEARCHER), ("jean", Role.MEMBER)):
            work.people.add(name, name.capitalize(), role, KEPT, clock())
        made = work.studies.add_collection("Ringing", "To see.", None, "ines", clock())
        work.studies.add_quote(made, story, 0, len(WORDS), words_hash(WORDS), "ines", clock())
    return made


def entries(bank: Bank) -> list[str]:
    with bank.reading() as work:
        return [one.detail for one in work.records.entries(9) if one.what == "study_taken_along"]


@pytest.mark.parametrize("way", ["inside", "outside"])
def test_the_file_is_made_and_no_browser_and_no_log_keeps_it(
    browser: Callable, services, bank: Bank, collection: str, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = browser("ines").post("/insight/study/docx", data={"collection": collection, "way": way}, headers=OURS)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == DOCX
    assert answer.headers["content-disposition"] == 'attachment; filename="collection.docx"'
    assert answer.headers["cache-control"] == "no-store"
    assert WORDS in [one.text for one in Document(BytesIO(answer.content)).paragraphs]
    assert len(entries(bank)) == 1
    assert WORDS not in caplog.text
    assert "kept ringing" not in caplog.text


def test_a_file_that_cannot_be_made_says_why(browser: Callable, services, bank: Bank, collection: str) -> None:
    answer = browser("ines").post("/insight/study/qdc", data={"collection": collection, "way": "inside"}, headers=OURS)
    assert (answer.status_code, list(answer.json())) == (400, ["why"])
    assert answer.json()["why"].startswith("There is no code in this collection yet")
    assert entries(bank) == []


@pytest.mark.parametrize(
    ("who", "headers", "form", "status"),
    [
        (None, OURS, {}, 401),
        ("jean", OURS, {}, 403),
        ("ade", OURS, {}, 403),
        ("ines", {}, {}, 400),
        ("ines", {**OURS, "origin": "http://evil.example"}, {}, 403),
        ("ines", OURS, {"way": "anywhere"}, 400),
        ("ines", OURS, {"way": ""}, 400),
        ("ines", OURS, {"collection": "nothing"}, 404),
        ("ines", OURS, {"collection": "x" * 20_000}, 400),
    ],
)
def test_whoever_may_not_gets_no_file(
    browser: Callable, services, bank: Bank, collection: str, who: str | None, headers: dict, form: dict, status: int
) -> None:
    asked = {"collection": collection, "way": "inside"} | form
    answer = browser(who).post("/insight/study/docx", data=asked, headers=headers)
    assert answer.status_code == status
    assert list(answer.json()) == ["why"]
    assert entries(bank) == []


def test_every_kind_of_file_has_a_name_and_no_other_is_made(browser: Callable, services, collection: str) -> None:
    assert set(FILES) == set(Format)
    given = {"collection": collection, "way": "inside"}
    assert browser("ines").post("/insight/study/pdf", data=given, headers=OURS).text == "inside"  # the stand-in's
