"""A share-back as a file: for who may give it, from our own page, noted to whom, and kept by no browser and no log."""

import logging
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from insight.access.reader import Role
from insight.share.share_back import PartKind
from insight.store.unit_of_work import Bank
from insight.web.card_file import DOCX
from tests.share.heard import heard
from tests.web.conftest import KEPT

OURS = {"X-Insight": "1"}
WORDS = "They kept ringing until I picked up."


@pytest.fixture
def share(bank: Bank, clock: Callable, tell: Callable, services) -> str:
    theme = heard(bank, clock, [tell(WORDS)])
    with bank.writing() as work:
        for name, role in (("jean", Role.MEMBER), ("ro", Role.READER)):
            work.people.add(name, name.capitalize(), role, KEPT, clock())
        made = work.share_backs.add("What we heard", None, None, theme, "x", clock())
        work.share_backs.change(made, closed_at=clock())
        work.share_backs.add_part(made, PartKind.OWN, "Besides", WORDS)
    return made


@pytest.mark.parametrize(("form", "kind"), [("docx", DOCX), ("html", "text/html; charset=utf-8")])
def test_the_file_is_made_and_no_browser_and_no_log_keeps_it(
    browser: Callable, bank: Bank, share: str, form: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        asked = {"share": share, "to": "the council"}
        answer = browser("jean").post(f"/insight/share-back/{form}", data=asked, headers=OURS)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"] == f'attachment; filename="share-back.{form}"'
    assert answer.headers["cache-control"] == "no-store"
    content = answer.content
    said = "\n".join(one.text for one in Document(BytesIO(content)).paragraphs) if form == "docx" else content.decode()
    assert WORDS in said
    assert "kept ringing" not in caplog.text
    with bank.reading() as work:
        assert [one.to_whom for one in work.given_out.of(share)] == ["the council"]


@pytest.mark.parametrize(
    ("who", "headers", "form", "status"),
    [
        (None, OURS, {}, 401),
        ("ro", OURS, {}, 403),
        ("ade", OURS, {}, 403),
        ("jean", {}, {}, 400),
        ("jean", {**OURS, "origin": "http://evil.example"}, {}, 403),
        ("jean", OURS, {"to": ""}, 400),
        ("jean", OURS, {"share": "nothing"}, 404),
        ("jean", OURS, {"share": "x" * 20_000}, 400),
    ],
)
def test_whoever_may_not_gets_no_file(
    browser: Callable, bank: Bank, share: str, who: str | None, headers: dict, form: dict, status: int
) -> None:
    asked = {"share": share, "to": "the council"} | form
    assert browser(who).post("/insight/share-back/docx", data=asked, headers=headers).status_code == status
    with bank.reading() as work:
        assert work.given_out.of(share) == ()
