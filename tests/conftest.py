"""What every test may lean on: a real bank in a folder of its own, a clock that can be set, and a story told in a line.

    def test_something(bank, clock, tell):
        story = tell(words="It was a good day.", feeling=Answer.BETTER)

Stories come in already approved and readable; `before_review=True` leaves one waiting, with its original in the vault.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, MultiFernet
from sqlalchemy import event

from insight.governance import readiness
from insight.governance.keeping import YEARS
from insight.governance.lawful import Article6, Article9, Basis
from insight.measure.answers import Answer, Felt
from insight.store.database import open_database
from insight.store.unit_of_work import Bank
from insight.stories import received, safeguarding, safety
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.story import NewStory
from insight.stories.text import Approval, Original, ProtectedText
from tests import demo_bank

PROJECT = Path(__file__).resolve().parents[1]
ALL_AGREED = Consent(inside=True, room=True, outside=True, quotes=True)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Move on by `days=`, `hours=`, `minutes=` …"""
        self.now += timedelta(**by)


@pytest.fixture(autouse=True)
def the_main_module_stays() -> Iterator[None]:
    """Streamlit's AppTest puts the script it runs in its place, and a process that is spawned later would run that."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def master() -> MultiFernet:
    return MultiFernet([Fernet(Fernet.generate_key())])


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables and nothing in them, to copy: making them takes longer than most tests."""
    made = tmp_path_factory.mktemp("empty") / "insight.db"
    open_database(f"sqlite:///{made}").dispose()
    return made


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The data folder of a demo bank with its themes, to copy: made once for all test processes."""
    if demo_bank.READY in os.environ:
        return Path(os.environ[demo_bank.READY])
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    made = shared / "demo-data"
    with (shared / "demo-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            subprocess.run([sys.executable, "-m", "tests.demo_bank", str(made)], cwd=PROJECT, check=True)
    return made


@pytest.fixture
def bank(tmp_path: Path, empty: Path, master: MultiFernet) -> Bank:
    """An empty bank at `tmp_path / "insight.db"`. It is as the product's but for power cuts, which no test here has."""
    shutil.copyfile(empty, tmp_path / "insight.db")
    engine = open_database(f"sqlite:///{tmp_path / 'insight.db'}")
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    yield Bank(engine, lambda: master)
    engine.dispose()


def set_up(bank: Bank) -> None:
    """Settle in a bank all that comes before the first story, also for the inquiries that are in it by now."""
    at = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    with bank.writing() as work:
        council = work.alliance.organisation("City Council")
        work.governance.joins(council, "The data-protection officer, Town Hall", at.date())
        for one in work.inquiries.all():
            relied_on = Basis(one.id, council, Article6.PUBLIC_TASK, Article9.CARE, None)
            work.governance.rely(relied_on, "somebody", at)
        for name, value in (
            (readiness.HOST, '{"organisation": "City Council", "contact": "Town Hall"}'),
            (readiness.RESEARCH, "no"),
            (YEARS, "5"),
            (safety.KEPT_AS, safeguarding.DEFAULT.written()),
            (readiness.ASSESSED, '["somebody", "2026-01-05"]'),
        ):
            work.records.set(name, value)


@pytest.fixture
def tell(bank: Bank, clock: Clock) -> Callable[..., str]:
    """`tell(words=…, …)` puts one story into `bank`; its id. `storyteller=` links it to an earlier one's teller."""

    def told(
        words: str = "They kept ringing until I picked up.",
        *,
        consent: Consent = ALL_AGREED,
        teller: TellerKind = TellerKind.PERSON,
        inquiry: str = "What people told us",
        storyteller: str | None = None,
        told_on: date | None = date(2026, 6, 1),
        feeling: Answer | Felt | None = None,
        told_about: bool = False,
        interview: str | None = None,
        brought_by: str = "somebody",
        before_review: bool = False,
    ) -> str:
        with bank.writing() as work:
            who = storyteller or work.tellers.add(teller)
            new = NewStory(
                inquiry=work.inquiries.add(inquiry, "To learn.", (), clock()),
                storyteller=who,
                teller=teller,
                consent=work.tellers.agree(who, consent),
                brought_by=brought_by,
                told_on=told_on,
                interview=interview,
                told_about=told_about,
                text_key=received.text_key(work.vault.derive(received.SAME_TEXT), words),
            )
            if before_review:
                story = received.keep(work, new, Original(words), [received.Piece(words)], clock())
            else:
                story = work.stories.receive(new, len(words.split()), clock())
                text = ProtectedText(words, Approval("reviewer", clock()))
                work.stories.approve(story, text, received.whole(words), words[:40])
            if feeling is not None:
                felt = feeling if isinstance(feeling, Felt) else Felt(feeling)
                work.feelings.add(who, new.inquiry, story, felt, told_on)
        return story

    return told
