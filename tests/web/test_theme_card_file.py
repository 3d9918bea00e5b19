"""The card of a theme: for whoever learns in a room, from our own page, and told in the audit."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from insight.access.reader import Role
from insight.store.unit_of_work import Bank
from insight.web.card_file import DOCX
from tests.web.conftest import KEPT

OURS = {"X-Insight": "1"}


@pytest.fixture(autouse=True)
def jean(bank: Bank, clock: Callable, services) -> None:
    with bank.writing() as work:
        work.people.add("jean", "Jean", Role.MEMBER, KEPT, clock())


def taken(bank: Bank) -> list[str]:
    with bank.reading() as work:
        return [one.subject for one in work.records.entries(9) if one.what == "theme_card_taken"]


def test_the_card_holds_the_heading_and_what_may_be_read_out(browser: Callable, bank: Bank) -> None:
    answer = browser("jean").post("/insight/theme-card", data={"theme": "waiting"}, headers=OURS)
    assert (answer.status_code, answer.headers["content-type"]) == (200, DOCX)
    assert answer.headers["content-disposition"] == 'attachment; filename="theme-card.docx"'
    assert answer.headers["cache-control"] == "no-store"
    written = [one.text for one in Document(BytesIO(answer.content)).paragraphs]
    assert written[1:3] == ["Waiting", "“He waited at the door.”"]
    assert taken(bank) == ["waiting"]


@pytest.mark.parametrize(
    ("who", "theme", "headers", "status"),
    [
        ("jean", "waiting", {}, 400),
        ("jean", "nothing", OURS, 404),
        ("jean", "", OURS, 404),
        ("ade", "waiting", OURS, 403),  # one of a pair who listen
        (None, "waiting", OURS, 401),
    ],
)
def test_who_gets_none(browser: Callable, bank: Bank, who, theme, headers, status) -> None:
    answer = browser(who).post("/insight/theme-card", data={"theme": theme}, headers=headers)
    assert answer.status_code == status
    assert taken(bank) == []
