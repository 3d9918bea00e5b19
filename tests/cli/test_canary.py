"""Names in a story that nobody has approved stand nowhere in the clear: no file, no log, no error's text."""

import contextlib
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from insight.access.reader import operator
from insight.errors import InsightError, Unavailable
from insight.jobs import work_through
from insight.settings import Settings
from insight.wiring import Services, services

CANARIES = ("Zebedee Quillfeather", "Quillfeather", "07700 900999", "PL9 7ZZ")
TOLD = f"{CANARIES[0]} rang me on {CANARIES[2]} when I lived at 3 Alder Row, {CANARIES[3]}. It was a good day."


def holding(folder: Path) -> list[str]:
    """Files that hold a canary as text in any of the usual encodings."""
    needles = [one.encode(code) for one in CANARIES for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(one in path.read_bytes() for one in needles)]


@pytest.fixture
def waiting(cli: Any, tmp_path: Path) -> Any:
    """A bank in which the story waits for review."""
    told = tmp_path / "told.csv"
    told.write_text(f'text,storyteller,teller\n"{TOLD}",{CANARIES[0]},{CANARIES[0]}\n')
    done = cli("import", told, "--json")
    assert done.json["accepted"] == 1
    assert not any(one in done.out + done.err for one in CANARIES)
    return cli


def test_a_story_that_waits_shows_in_no_file_and_no_output(waiting: Any) -> None:
    assert holding(waiting.data) == []
    for command in (
        ["review", "list"],
        ["review", "list", "--json"],
        ["doctor"],
        ["search", "day"],
        ["themes", "list"],
    ):
        done = waiting(*command)
        assert not any(one in done.out + done.err for one in CANARIES), command
    assert holding(waiting.data) == []
    assert waiting("review", "approve", "--all").code == 0
    assert holding(waiting.data) == []


Break = Callable[[Services, pytest.MonkeyPatch], contextlib.AbstractContextManager[None]]


@contextlib.contextmanager
def the_detector_raises(built: Services, patch: pytest.MonkeyPatch) -> Any:
    def detect(self: object, text: str) -> None:
        raise ValueError(f"cannot read {text!r}")

    patch.setattr("insight.stories.detect.SpacyDetector.detect", detect)
    yield


@contextlib.contextmanager
def the_database_is_locked(built: Services, patch: pytest.MonkeyPatch) -> Any:
    _ = built.bank
    with built.bank.engine.connect().execution_options(writes=False) as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 100")
    with contextlib.closing(sqlite3.connect(built.settings.data_dir / "insight.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextlib.contextmanager
def the_disk_is_full(built: Services, patch: pytest.MonkeyPatch) -> Any:
    """As far as SQLite can tell: the file may not grow by one page more."""
    with built.bank.engine.connect().execution_options(writes=False) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    yield


@pytest.mark.parametrize("trouble", [the_detector_raises, the_database_is_locked, the_disk_is_full])
def test_trouble_quotes_nobody_and_loses_nothing(
    trouble: Break, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    built = services(Settings(data_dir=tmp_path / "bank"))
    told = tmp_path / "told.txt"
    told.write_text(TOLD + " " + "And on it went. " * 1200)
    _ = built.bank
    caplog.set_level(logging.DEBUG)

    def bring_in_and_look() -> None:
        story = built.bringing_in.bring_in(operator(), told).stories[0][0]
        built.lanes._do_advance(story)

    with trouble(built, monkeypatch), pytest.raises(InsightError) as raised:
        bring_in_and_look()
    shown = str(raised.value) + repr(raised.value) + caplog.text + "".join(capfd.readouterr())
    assert not any(one in shown for one in CANARIES)
    if trouble is not the_detector_raises:
        assert isinstance(raised.value, Unavailable)
    assert holding(tmp_path / "bank") == []
    monkeypatch.undo()
    again = services(Settings(data_dir=tmp_path / "bank"))
    if trouble is the_detector_raises:  # it came in before the trouble, and can be worked on after
        with again.bank.engine.begin() as connection:  # as if the lease had run out
            connection.exec_driver_sql("UPDATE story SET lease_until = NULL")
        work_through(again, None)
        assert len(again.protection.waiting(operator())) == 1
    else:  # nothing of it came in
        assert again.reading.standing(operator()) == {}
