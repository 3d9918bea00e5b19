"""Story cards and pages for scrutiny as files: for who may give back, from our own page, and told in the audit."""

import logging
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from insight.access.reader import Role
from insight.store.unit_of_work import Bank
from insight.web.card_file import DOCX
from tests.web.conftest import KEPT

OURS = {"X-Insight": "1"}
WORDS = "They kept ringing until I picked up."
CARDS = {"source": "everything", "id": "", "way": "inside", "to": "The night team"}


@pytest.fixture
def story(bank: Bank, clock: Callable, tell: Callable) -> str:
    with bank.writing() as work:
        work.people.add("jean", "Jean", Role.MEMBER, KEPT, clock())
    return tell(WORDS)


def given_out(bank: Bank, story: str) -> list[tuple[str, str]]:
    with bank.reading() as work:
        return [(one.kind, one.to_whom) for one, _ in work.given_out.holding_any([story])]


@pytest.mark.parametrize(
    ("path", "fields", "name", "kind", "kept"),
    [
        ("pack/cards", CARDS, "story-cards.docx", DOCX, ("cards", "The night team")),
        ("pack/sheets", CARDS, "session-sheets.docx", DOCX, None),
        ("scrutiny/docx", {"to": "The committee"}, "for-scrutiny.docx", DOCX, ("scrutiny", "The committee")),
        (
            "scrutiny/html",
            {"to": "The press"},
            "for-scrutiny.html",
            "text/html; charset=utf-8",
            ("scrutiny", "The press"),
        ),
    ],
)
def test_each_file_is_made_kept_in_the_ledger_and_by_no_browser_or_log(
    browser: Callable, bank: Bank, story: str, path: str, fields: dict, name: str, kind: str, kept: tuple | None,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    if "scrutiny" in path:
        fields = fields | {"quotes": f"{story}-0-{len(WORDS)}"}
    with caplog.at_level(logging.DEBUG):
        answer = browser("jean").post(f"/insight/{path}", data=fields, headers=OURS)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "no-store"
    said = (
        answer.text if "html" in path else "\n".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    )
    assert (WORDS in said) is (path != "pack/sheets")
    assert given_out(bank, story) == ([kept] if kept else [])
    assert WORDS not in caplog.text


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("pack/cards", CARDS | {"source": "elsewhere"}, 400),
        ("pack/cards", CARDS | {"to": " "}, 400),
        ("scrutiny/docx", {}, 400),
        ("pack/cards", CARDS | {"way": "everywhere"}, 400),
        ("pack/cards", CARDS | {"source": "theme", "id": "none"}, 404),
        ("scrutiny/docx", {"inquiry": "none", "to": "The press"}, 404),
        ("scrutiny/docx", {"quotes": "a b c d", "to": "The press"}, 400),
    ],
)
def test_what_cannot_be_made_says_why(browser, bank, story: str, path: str, fields: dict, status: int) -> None:
    answer = browser("jean").post(f"/insight/{path}", data=fields, headers=OURS)
    assert (answer.status_code, list(answer.json())) == (status, ["why"])
    assert given_out(bank, story) == []


@pytest.mark.parametrize("path", ["pack/cards", "pack/sheets", "scrutiny/docx", "scrutiny/html"])
def test_for_nobody_else_and_from_no_other_page(browser: Callable, bank: Bank, story: str, path: str) -> None:
    assert browser("ade").post(f"/insight/{path}", data=CARDS, headers=OURS).status_code == 403
    assert browser("jean").post(f"/insight/{path}", data=CARDS).status_code == 400
    assert browser().post(f"/insight/{path}", data=CARDS, headers=OURS).status_code in (303, 401)
    assert given_out(bank, story) == []
