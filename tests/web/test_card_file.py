"""A card as a file: for who may use cards, from our own page, of what was sent, and told to nobody."""

import logging
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from insight.access.reader import Role
from insight.store.unit_of_work import Bank
from insight.stories.code import CODE_PEPPER, code_hash
from insight.web.body import LONGEST_FORM
from insight.web.card_file import DOCX
from tests.web.conftest import KEPT

OURS = {"X-Insight": "1"}
CARD = {"words": "kettle\ngarden\nferry\nlamp", "lines": "It may be read: yes\nWe keep it until the end of 2031."}


def test_the_file_holds_what_was_sent_and_no_browser_keeps_it(browser: Callable) -> None:
    answer = browser("ade").post("/insight/card", data=CARD, headers=OURS)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == DOCX
    assert answer.headers["content-disposition"] == 'attachment; filename="card.docx"'
    assert answer.headers["cache-control"] == "no-store"
    said = "\n".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    for line in (*CARD["lines"].split("\n"), "kettle   garden", "ferry   lamp"):
        assert line in said


def test_the_audit_says_that_there_was_one_and_no_log_says_more(
    browser: Callable, bank: Bank, caplog: pytest.LogCaptureFixture, tmp_path
) -> None:
    with caplog.at_level(logging.DEBUG):
        browser("rowan").post("/insight/card", data=CARD, headers=OURS)
    with bank.reading() as work:
        [entry] = work.records.entries(1)
    assert (entry.what, entry.subject, entry.detail) == ("card_printed", "card", "{}")
    assert "kettle" not in caplog.text
    assert not any(b"kettle" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("who", "headers", "status"),
    [
        (None, OURS, 401),
        ("member", OURS, 403),
        ("ade", {}, 400),
        ("ade", {**OURS, "origin": "http://evil.example"}, 403),
    ],
)
def test_whoever_may_not_gets_no_file(
    browser: Callable, bank: Bank, clock: Callable, who: str | None, headers: dict[str, str], status: int
) -> None:
    with bank.writing() as work:
        work.people.add("member", "Jean", Role.MEMBER, KEPT, clock())
    answer = browser(who).post("/insight/card", data=CARD, headers=headers)
    assert answer.status_code == status
    assert list(answer.json()) == ["why"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"words=a", 400),
        (b"words=a&lines=" + b"x" * 201, 400),
        (b"words=a&lines=%00", 400),
        (b"words=a&lines=" + b"x%0A" * 30, 400),
        (b"words=%FF&lines=%FF", 200),
        (b"&".join(b"x=1" for _ in range(30)), 413),
        (b"x" * (LONGEST_FORM + 1), 413),
    ],
)
def test_what_is_no_card_is_refused(browser: Callable, body: bytes, status: int) -> None:
    headers = {**OURS, "content-type": "application/x-www-form-urlencoded"}
    assert browser("ade").post("/insight/card", content=body, headers=headers).status_code == status


def test_it_is_not_asked_for_by_address(browser: Callable) -> None:
    assert browser("ade").get("/insight/card").status_code in {200, 405}  # Streamlit's page, or no
    assert browser("ade").get("/insight/card").headers.get("content-type") != DOCX


def test_a_copy_comes_for_a_card_and_for_nothing_else(
    browser: Callable, bank: Bank, tell: Callable[..., str], caplog: pytest.LogCaptureFixture
) -> None:
    story = tell("She kept the kettle warm.")
    with bank.writing() as work:
        teller = work.stories.storyteller_of(story)
        work.tellers.give_code(teller, code_hash("kettle garden ferry lamp", work.vault.derive(CODE_PEPPER)))
    with caplog.at_level(logging.DEBUG):
        answer = browser("ade").post("/insight/copy", data={"code": "kettle garden ferry lamp"}, headers=OURS)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-disposition"] == 'attachment; filename="copy.docx"'
    assert "She kept the kettle warm." in [one.text for one in Document(BytesIO(answer.content)).paragraphs]
    assert "kettle" not in caplog.text
    for code, status in (("one two three four", 404), ("", 400)):
        assert browser("ade").post("/insight/copy", data={"code": code}, headers=OURS).status_code == status
    assert browser(None).post("/insight/copy", data={"code": "x"}, headers=OURS).status_code == 401
