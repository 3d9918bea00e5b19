"""Saving what is typed: kept, refused, or answered with newer words, and never told to a log."""

import json
import logging
import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from insight.errors import Unavailable
from insight.store.repositories.interviews import Interviews
from insight.store.repositories.people import People
from insight.store.unit_of_work import Bank
from insight.stories.inquiry import Prompt, Stage
from insight.stories.interview import Listener
from insight.web.drafts import LONGEST_BODY
from insight.web.middleware import COOKIE
from insight.web.services import Services
from tests.conftest import set_up

CANARY = "Shaz from the harbour canary"
OURS = {"X-Insight": "1"}


@pytest.fixture
def interview(bank: Bank, services: Services, clock: Callable) -> str:
    """A conversation that ade has open."""
    with bank.writing() as work:
        inquiry = work.inquiries.add(
            "Warmth", "To learn.", (Prompt("p1", Stage.DISCOVERY, "What went well?"),), clock()
        )
    set_up(bank)
    ade = services.sign_in.reader(services.sign_in.sign_in("ade", "kettle moss lantern"))
    assert ade is not None
    return services.listening.open(ade, inquiry, Listener(None))


def save(one: TestClient, interview: str, text: str, revision: int = 0, field: str = "story"):
    return one.post(
        f"/insight/drafts/{interview}", json={"field": field, "text": text, "revision": revision}, headers=OURS
    )


def test_what_is_typed_is_kept_and_the_time_is_told(browser: Callable, interview: str) -> None:
    one = browser("ade")
    answer = save(one, interview, "They kept ringing.")
    assert answer.status_code == 200
    assert answer.json()["revision"] == 1
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved_at"])
    assert set(answer.json()) == {"revision", "saved_at"}
    assert save(one, interview, "They kept ringing, and I picked up.", 1).json()["revision"] == 2


def test_the_time_is_the_one_on_the_wall(browser: Callable, interview: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        assert save(browser("ade"), interview, "x").json()["saved_at"] == "11:00"  # ten o'clock UTC, in June
    finally:
        monkeypatch.undo()
        time.tzset()


def test_an_older_screen_gets_the_newer_words_and_overwrites_nothing(browser: Callable, interview: str) -> None:
    one = browser("ade")
    save(one, interview, "first")
    save(one, interview, "second", 1)
    for stale in (0, 1, 3, -1, 2**70):
        answer = save(one, interview, "from an older screen", stale)
        assert answer.status_code == 409
        assert answer.json() == {"revision": 2, "text": "second", "saved_at": answer.json()["saved_at"]}
        assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved_at"])
    assert save(one, interview, "never saved here", 4, "difference").json() == {
        "revision": 0,
        "text": "",
        "saved_at": "",
    }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"field":"story","text":"x"}', 400),
        (b'{"field":"story","text":"x","revision":"0"}', 400),
        (b'{"field":"story","text":"x","revision":true}', 400),
        (b'{"field":"story","text":"x","revision":0.0}', 400),
        (b'{"field":"story","text":null,"revision":0}', 400),
        (b'{"field":7,"text":"x","revision":0}', 400),
        (b'{"field":"nowhere","text":"x","revision":0}', 400),
        (b'{"field":"\\ud800","text":"x","revision":0}', 400),
        (json.dumps({"field": "story", "text": "x" * 200_001, "revision": 0}).encode(), 400),
        (b" " * (LONGEST_BODY + 1), 413),
        (json.dumps({"field": "story", "text": "x" * LONGEST_BODY, "revision": 0}).encode(), 413),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(browser: Callable, interview: str, body: bytes, status: int) -> None:
    answer = browser("ade").post(f"/insight/drafts/{interview}", content=body, headers=OURS)
    assert answer.status_code == status
    assert list(answer.json()) == ["why"]


def test_a_body_that_says_nothing_of_its_length_is_bounded_too(browser: Callable, interview: str) -> None:
    pieces = (b" " * 100_000 for _ in range(20))
    assert browser("ade").post(f"/insight/drafts/{interview}", content=pieces, headers=OURS).status_code == 413


@pytest.mark.parametrize(
    ("who", "headers", "status"),
    [
        ("ade", {}, 400),
        ("ade", {"X-Insight": "0"}, 400),
        ("ade", {**OURS, "origin": "http://evil.example"}, 403),
        (None, OURS, 401),
        ("bo", OURS, 404),
        ("rowan", OURS, 403),
    ],
)
def test_only_the_pair_itself_saves_from_our_own_page(
    browser: Callable, interview: str, who: str | None, headers: dict[str, str], status: int
) -> None:
    body = {"field": "story", "text": CANARY, "revision": 0}
    answer = browser(who).post(f"/insight/drafts/{interview}", json=body, headers=headers)
    assert answer.status_code == status
    assert list(answer.json()) == ["why"]
    assert CANARY not in answer.text


@pytest.mark.parametrize("elsewhere", ["nosuch", "a%00b", "A-B", "x" * 100])
def test_there_is_no_other_conversation(browser: Callable, elsewhere: str) -> None:
    assert save(browser("ade"), elsewhere, "x").status_code == 404


def test_a_session_that_ended_answers_401_and_the_words_are_kept_by_the_browser(
    browser: Callable, services: Services, interview: str
) -> None:
    one = browser("ade")
    services.sign_in.sign_out(one.cookies[COOKIE])
    assert save(one, interview, CANARY).status_code == 401


def test_after_an_hour_away_the_same_page_saves_again_once_somebody_signed_in(
    browser: Callable, services: Services, interview: str, clock: Callable
) -> None:
    one = browser("ade")
    assert save(one, interview, "before").json()["revision"] == 1
    clock.forward(minutes=60)
    assert save(one, interview, "before and after", 1).status_code == 401
    one.cookies.set(COOKIE, services.sign_in.sign_in("ade", "kettle moss lantern"), domain="127.0.0.1")
    assert save(one, interview, "before and after", 1).json()["revision"] == 2


def test_writing_on_keeps_somebody_signed_in(browser: Callable, interview: str, clock: Callable) -> None:
    one = browser("ade")
    for revision in range(6):
        clock.forward(minutes=20)
        assert save(one, interview, f"page {revision}", revision).status_code == 200


@pytest.mark.parametrize("hours", [-25, -1, 0.4])
def test_a_clock_that_is_put_right_stops_nobody(
    browser: Callable, interview: str, clock: Callable, hours: float
) -> None:
    one = browser("ade")
    save(one, interview, "before")
    clock.forward(hours=hours)
    answer = save(one, interview, "before and after", 1).json()
    assert answer == {"revision": 2, "saved_at": clock().astimezone().strftime("%H:%M")}
    assert save(one, interview, "an older screen", 1).json()["text"] == "before and after"


def test_a_full_disk_ends_nobodys_session_and_the_save_says_so(
    browser: Callable, interview: str, clock: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = browser("ade")

    def full(*_given: object) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(People, "seen", full)
    monkeypatch.setattr(Interviews, "save", full)
    clock.forward(minutes=5)
    answer = save(one, interview, CANARY)
    assert (answer.status_code, answer.json()) == (503, {"why": "The disk is full."})


def test_newer_words_that_cannot_be_read_just_now_are_asked_for_again(
    browser: Callable, interview: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = browser("ade")
    save(one, interview, "first")

    def busy(*_given: object) -> None:
        raise Unavailable("Something else is writing to the bank.")

    monkeypatch.setattr(Interviews, "drafts", busy)
    answer = save(one, interview, "from an older screen")
    assert (answer.status_code, list(answer.json())) == (503, ["why"])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a \U0001f642 b", "a \U0001f642 b"),
        ("\ud83d\ude42", "\U0001f642"),
        ("cut \ud83d", "cut \ufffd"),
        ("\ude42 cut", "\ufffd cut"),
        ("nul \x00 and \u2028", "nul \x00 and \u2028"),
        ("", ""),
    ],
)
def test_every_character_is_kept_and_half_ones_are_marked(
    browser: Callable, interview: str, sent: str, kept: str
) -> None:
    one = browser("ade")
    body = json.dumps({"field": "story", "text": sent, "revision": 0}).encode()
    assert one.post(f"/insight/drafts/{interview}", content=body, headers=OURS).status_code == 200
    assert save(one, interview, "newer", 0).json()["text"] == kept


def test_no_word_reaches_the_log_or_the_answer_when_saving_fails(
    browser: Callable, bank: Bank, interview: str, caplog: pytest.LogCaptureFixture
) -> None:
    one = browser("ade")
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE draft")
    with caplog.at_level(logging.DEBUG):
        answer = save(one, interview, CANARY)
    assert answer.status_code == 503
    assert "Your words stay on this page" in answer.json()["why"]
    assert CANARY not in answer.text + caplog.text
    assert "OperationalError" in caplog.text
