"""A removal that is killed in the middle errs on the side of withdrawn, and the next sweep finishes it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from insight.access.reader import operator
from insight.settings import Settings
from insight.stories import removal
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.received import whole
from insight.stories.story import NewStory
from insight.stories.text import Approval, ProtectedText
from insight.wiring import Services, services

ROOT = Path(__file__).parents[2]
STORIES = 4
WORDS = "Number {} of those who said that they had kept the kettle warm for somebody who never came down. "

# A process of its own that dies at a moment: before the commit, after it, or when files are to be looked through.
DYING = """
import os, signal, sys
from insight.access.reader import operator
from insight.stories.removal import Removal
from insight.store.ledger import Ledger
from insight.wiring import services

what, moment, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
built = services()
left = [number]

def dying(owner, name, before):
    through = getattr(owner, name)
    def instead(*args, **more):
        left[0] -= 1
        if before and left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        done = through(*args, **more)
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    setattr(owner, name, instead)

dying(*{"ledger written": (Ledger, "add", False), "committed": (Removal, "_settle", True),
        "index swapped": (Removal, "_settle", False)}[moment])
if what == "sweep":
    built.leaving.retention.sweep()
else:
    built.leaving.withdrawal.withdraw(operator(), what)
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    monkeypatch.setenv("INSIGHT_DATA_DIR", str(tmp_path / "bank"))
    return services(Settings())


@pytest.fixture
def stories(house: Services) -> list[str]:
    """Some stories that can be read."""
    now = house.leaving.retention._clock()
    found = []
    with house.bank.writing() as work:
        for number in range(STORIES):
            teller = work.tellers.add(TellerKind.PERSON)
            inquiry = work.inquiries.add("Round one", "To learn.", (), now)
            agreed = work.tellers.agree(teller, Consent(inside=True))
            one = work.stories.receive(NewStory(inquiry, teller, TellerKind.PERSON, agreed, "x"), 9, now)
            words = WORDS.format(number) * 3
            work.stories.approve(one, ProtectedText(words, Approval("r", now)), whole(words), words[:40])
            work.passages.replace(one, words, [(0, 90)])
            work.vault.keep(one, "original", words)
            found.append(one)
    return found


def dies(what: str, moment: str, number: int = 0) -> None:
    done = subprocess.run([sys.executable, "-c", DYING, what, moment, str(number)], cwd=ROOT, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert b"kettle" not in done.stdout + done.stderr


def holding(folder: Path, number: int) -> list[str]:
    word = WORDS.format(number)[:30].encode()
    return [path.name for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]


@pytest.mark.parametrize(
    ("moment", "there"), [("ledger written", True), ("committed", False), ("index swapped", False)]
)
def test_a_withdrawal_that_is_killed_is_finished(
    house: Services, stories: list[str], monkeypatch: pytest.MonkeyPatch, moment: str, there: bool
) -> None:
    data = house.settings.data_dir
    house.bank.engine.dispose()
    dies(stories[0], moment)
    with house.bank.reading() as work:
        assert (work.stories.storyteller_of(stories[0]) is not None) is there
    assert stories[0] in house.keeping.ledger.stories()
    monkeypatch.setattr(removal, "LEFT_ALONE", removal.LEFT_ALONE * 0)
    again = services(Settings())
    swept = again.leaving.retention.sweep()
    assert [one.story for one in swept.receipts] == ([stories[0]] if there else [])
    again.bank.engine.dispose()
    assert holding(data, 0) == []
    assert holding(data, 1) != []
    with again.bank.reading() as work:
        assert work.records.is_withdrawn(stories[0])
        assert work.records.broken_at() is None
    assert again.leaving.retention.sweep().receipts == ()


@pytest.mark.parametrize(("moment", "number"), [("ledger written", 1), ("ledger written", 3), ("committed", 0)])
def test_a_sweep_that_is_killed_goes_on_where_it_stopped(
    house: Services, stories: list[str], monkeypatch: pytest.MonkeyPatch, moment: str, number: int
) -> None:
    data = house.settings.data_dir
    with house.bank.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE consent SET erase_on = '2026-01-01'")
    house.bank.engine.dispose()
    dies("sweep", moment, number)
    with house.bank.reading() as work:
        left = sum(work.stories.storyteller_of(one) is not None for one in stories)
    assert left == (STORIES - number if moment == "ledger written" else 0)
    monkeypatch.setattr(removal, "LEFT_ALONE", removal.LEFT_ALONE * 0)
    again = services(Settings())
    assert len(again.leaving.retention.sweep().receipts) == left
    again.bank.engine.dispose()
    assert [holding(data, one) for one in range(STORIES)] == [[]] * STORIES
    with again.bank.reading() as work:
        assert all(work.records.is_withdrawn(one) for one in stories)
        assert work.records.broken_at() is None
    assert again.leaving.retention.went(operator()).stories.keys()
