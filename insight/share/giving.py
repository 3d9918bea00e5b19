"""Giving a share-back: read by those outside, shown in a room, taken along as a file; consent is asked each time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.measure.feeling import Row
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.research.typed import checked
from insight.share.given import LONGEST_WHOM, whom
from insight.share.may_go import NAMELESS, MayGo, Opened, opened
from insight.share.share_back import GaveOut, Given, ShareBack
from insight.stories.protect import Detector

KIND = "share_back"


class Form(StrEnum):
    """The files that can be made of a share-back."""

    DOCX = "docx"
    HTML = "html"


class Measure(Protocol):
    """How people feel, as far as it may be said outside."""

    def given_back(self, reader: Reader, inquiry: str | None) -> Row:
        """Everybody, or those of the inquiry of this name."""

    def in_words(self, row: Row) -> str:
        """A row as sentences."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A share-back that others read."""

    id: str
    title: str
    at: datetime


class Giving:
    """Share-backs on their way to those who read them. No file is kept here, and none touches a disk."""

    def __init__(
        self,
        bank: Bank,
        measure: Measure,
        detector: Callable[[], Detector],
        clock: Callable[[], datetime],
        writers: Mapping[Form, Callable[[Given], bytes]],
        small_number: int,
    ) -> None:
        """`writers` make each kind of file; fewer people than `small_number` are not told apart."""
        self._bank = bank
        self._measure = measure
        self._detector = detector
        self._clock = clock
        self._writers = writers
        self._small_number = small_number

    def finished(self, reader: Reader) -> tuple[Finished, ...]:
        """What there is to read, the newest first."""
        require(reader, Action.READ_SHARE_BACKS)
        today = self._clock().date()
        with self._bank.reading() as work:
            found = work.share_backs.finished()
            hidden = {one.id for one in found if MayGo(work, reader, one.subgroup, today).repeats(one.title)}
        return tuple(
            Finished(one.id, NAMELESS if one.id in hidden else one.title, one.closed_at)
            for one in found
            if one.closed_at is not None
        )

    def read(self, reader: Reader, share_back: str) -> Given:
        """A finished one as it may be read today. `NotFound`: there is none, or it is not finished."""
        require(reader, Action.READ_SHARE_BACKS)
        with self._bank.reading() as work:
            kept = work.share_backs.get(share_back, None)
        feeling = self._feeling(reader, kept)
        with self._bank.reading() as work:
            return self._opened(work, reader, kept, feeling).given

    def look(self, reader: Reader, share_back: str) -> Opened:
        """One of the reader's own, finished or not, as others would read it today, with the sources of its quotes."""
        require(reader, Action.GIVE_BACK)
        kept = self._own(reader, share_back)
        feeling = self._feeling(reader, kept)
        with self._bank.reading() as work:
            return self._opened(work, reader, kept, feeling)

    def for_a_room(self, reader: Reader, share_back: str) -> Given:
        """The same, but only with what may be read out in a room."""
        require(reader, Action.GIVE_BACK)
        kept = self._own(reader, share_back)
        feeling = self._feeling(reader, kept)
        with self._bank.reading() as work:
            return self._opened(work, reader, kept, feeling, room=True).given

    def file(self, reader: Reader, share_back: str, form: Form, to_whom: str) -> bytes:
        """The file, as of now. To whom it goes, and which stories stand in it, is kept; the audit has numbers only."""
        require(reader, Action.GIVE_BACK)
        (to_whom,) = checked(self._detector, (whom(to_whom), LONGEST_WHOM))
        kept, now = self._own(reader, share_back), self._clock()
        feeling = self._feeling(reader, kept)
        with self._bank.writing() as work:  # nobody takes a story out between the reading and the noting
            made = self._opened(work, reader, kept, feeling)
            file = self._writers[form](made.given)
            work.given_out.add(KIND, made.given.title, to_whom, made.stories, reader.id, now, kept.id)
            number = len(made.stories)
            work.records.write(reader.id, "share_back_given", kept.id, now, file=form.value, stories=number)
        return file

    def given_to(self, reader: Reader, share_back: str) -> tuple[GaveOut, ...]:
        """Who has been given it, oldest first."""
        require(reader, Action.GIVE_BACK)
        kept = self._own(reader, share_back)
        with self._bank.reading() as work:
            return work.given_out.of(kept.id)

    def _own(self, reader: Reader, share_back: str) -> ShareBack:
        with self._bank.reading() as work:
            return work.share_backs.get(share_back, scope(reader, today=self._clock().date()))

    def _feeling(self, reader: Reader, kept: ShareBack) -> str:
        """The sentence; empty where too few people answered."""
        with self._bank.reading() as work:
            inquiry = work.inquiries.get(kept.inquiry).name if kept.inquiry else None
        row = self._measure.given_back(reader, inquiry)
        return "" if row.answered is None else self._measure.in_words(row)

    def _opened(self, work: Work, reader: Reader, kept: ShareBack, feeling: str, *, room: bool = False) -> Opened:
        few = rule_in(work, self._small_number).hidden_below
        return opened(work, reader, kept, feeling, few, self._clock().date(), room=room)
