"""Backups: the whole bank in one sealed file, read back and compared before it counts."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Protocol

import insight
from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.errors import BadInput, Damaged, NotFound, Refused
from insight.keeping.kept import Header, KeptBackup, Plan, Withdrawn, file_name
from insight.ports import Bank, Work

NOT_SET_UP = "Backups are not set up yet. Nothing was made."


class NewFile(Protocol):
    """A sealed file on its way."""

    @property
    def path(self) -> Path: ...

    def write(self, passphrase: str, header: Header, lines: Iterable[bytes]) -> int: ...


class SealedFile(Protocol):
    """A sealed file that is there."""

    @property
    def header(self) -> Header: ...

    def lines(self, passphrase: str) -> Iterator[bytes]: ...


class Ledger(Protocol):
    """The withdrawals, kept apart from the database."""

    def lines(self) -> tuple[Withdrawn, ...]: ...
    def add(self, story: str, at: datetime, conversation: str | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What makes and opens sealed files, and banks in memory, where alone they are open."""

    writing: Callable[[Path], AbstractContextManager[NewFile]]
    opened: Callable[[Path], SealedFile]
    scratch: Callable[[], AbstractContextManager[Bank]]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made, read back and found to be what was taken."""

    path: Path
    at: datetime
    schema: str
    stories: int
    tables: int
    rows: int
    bytes: int
    audit_whole: bool

    def in_words(self) -> str:
        """What was kept."""
        said = (
            f"{self.stories:,} stories are in {self.path} ({self.bytes / 1e6:,.1f} MB). It was opened again, and all "
            f"{self.rows:,} rows of {self.tables} tables came back as they are in the bank."
        )
        return said if self.audit_whole else f"{said} The audit in it was changed or cut before: see doctor."


class Backups:
    """Making them, by hand and by themselves, and letting the oldest go.

    Rows are sealed as they are read, within one transaction that waits for nobody and lets everybody write. Reading
    back fills a bank in memory, for nothing may lie open on the disk: that takes about as much memory as the database
    takes disk (`benchmarks/RESULTS.md` has the figures).
    """

    def __init__(
        self,
        bank: Bank,
        ledger: Ledger,
        clock: Callable[[], datetime],
        tools: Tools,
        plan: Plan,
        refuse_weak: Callable[[str], None],
    ) -> None:
        """`refuse_weak` raises `BadInput` for a passphrase that could be guessed."""
        self._bank = bank
        self._ledger = ledger
        self._clock = clock
        self._tools = tools
        self._plan = plan
        self._refuse_weak = refuse_weak

    def make(self, reader: Reader, path: Path, passphrase: str) -> Made:
        """One backup at a path; in a folder, under a name with the date. An earlier backup of that name is replaced
        once the new one was read back. `Refused`: the passphrase is weak, or something else has the name.
        """
        require(reader, Action.BACK_UP)
        target = path / file_name(self._clock()) if path.is_dir() else path
        made = self._make(target.absolute(), passphrase)
        self._note(reader, made, KeptBackup(made.at, made.path.name, made.stories, None))
        return made

    def make_planned(self, reader: Reader) -> Made:
        """One backup where the plan has them, and the oldest of these let go. `Refused`: there is no plan."""
        require(reader, Action.BACK_UP)
        if self._plan.folder is None or self._plan.passphrase_file is None:
            raise Refused(NOT_SET_UP)
        self._plan.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = self._plan.folder.absolute() / file_name(self._clock())
        made = self._make(target, passphrase_in(self._plan.passphrase_file))
        self._note(reader, made, KeptBackup(made.at, str(target), made.stories, self._plan.last_day(made.at)))
        self._let_go(reader)
        return made

    def make_when_due(self, reader: Reader) -> Made | None:
        """The same when the newest of them is old enough; `None` when it is not, or there is no plan."""
        require(reader, Action.BACK_UP)
        if not self._plan.is_set:
            return None
        newest = next(iter(self._planned()), None)
        if newest is not None and newest.at + self._plan.every > self._clock():
            self._let_go(reader)
            return None
        return self.make_planned(reader)

    def known(self, reader: Reader) -> tuple[KeptBackup, ...]:
        """Every backup that is known, newest first."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return work.backups.all()

    @property
    def plan(self) -> Plan:
        """How backups are made by themselves."""
        return self._plan

    def _make(self, target: Path, passphrase: str) -> Made:
        self._refuse_weak(passphrase)
        now = self._clock()
        with self._tools.writing(target) as new:
            with self._bank.reading() as work:
                stories = sum(work.stories.count_by_state().values())
                header = Header(now, work.contents.schema(), stories, insight.__version__)
                size = new.write(passphrase, header, chain([_ledger_line(self._ledger)], work.contents.lines(now)))
            found, whole = self._read_back(new.path, passphrase, now)
        rows = sum(number for number, _ in found.values())
        return Made(target, now, header.schema, stories, len(found), rows, size, whole)

    def _read_back(self, path: Path, passphrase: str, now: datetime) -> tuple[dict[str, tuple[int, str]], bool]:
        with self._tools.scratch() as scratch, scratch.writing() as work:
            _, taken = fill(work, self._tools.opened(path), passphrase)
            if work.contents.digests(now) != taken or not work.vault.opens():
                raise Damaged("The backup did not come back as it was taken, so it was not kept. Run doctor.")
            return taken, work.records.broken_at() is None

    def _note(self, reader: Reader, made: Made, kept: KeptBackup) -> None:
        with self._bank.writing() as work:
            work.backups.add(kept)
            work.records.write(
                reader.id, "backup_made", kept.file[:60], self._clock(), stories=made.stories, bytes=made.bytes
            )

    def _planned(self) -> tuple[KeptBackup, ...]:
        with self._bank.reading() as work:
            return tuple(one for one in work.backups.all() if one.expires_on is not None)

    def _let_go(self, reader: Reader) -> None:
        """Delete what is more than is to be kept, or past its date; never the newest, and nothing of anybody else's.

        A folder that cannot be seen now, as on a disk that is not plugged in, is left for another time.
        """
        today = self._clock().date()
        for place, one in enumerate(self._planned()):
            past = one.expires_on is not None and one.expires_on <= today
            if place == 0 or not (place >= self._plan.number or past) or not Path(one.name).parent.is_dir():
                continue
            Path(one.name).unlink(missing_ok=True)
            with self._bank.writing() as work:
                work.backups.forget(one.at)
                work.records.write(reader.id, "backup_deleted", one.file[:60], self._clock())


def fill(work: Work, file: SealedFile, passphrase: str) -> tuple[tuple[Withdrawn, ...], dict[str, tuple[int, str]]]:
    """Fill an empty bank from a sealed file: the ledger in it, and the rows and SHA-256 of each table."""
    lines = file.lines(passphrase)
    try:
        ledger = tuple(
            Withdrawn(story, datetime.fromisoformat(at), conversation)
            for story, at, conversation in json.loads(next(lines))["ledger"]
        )
    except (StopIteration, ValueError, KeyError, TypeError) as error:
        raise Damaged("This backup does not hold a bank. Nothing was changed.") from error
    return ledger, work.contents.load(lines)


def passphrase_in(file: Path) -> str:
    """The passphrase in a file, without the end of its line."""
    try:
        passphrase = file.read_text("utf-8").rstrip("\r\n")
    except FileNotFoundError as error:
        raise NotFound(f"There is no passphrase at {file}. Nothing was changed.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The passphrase at {file} cannot be read. Nothing was changed.") from error
    if not passphrase:
        raise BadInput(f"The file at {file} is empty. Nothing was changed.")
    return passphrase


def _ledger_line(ledger: Ledger) -> bytes:
    lines = [[one.story, one.at.isoformat(), one.conversation] for one in ledger.lines()]
    return json.dumps({"ledger": lines}).encode() + b"\n"
