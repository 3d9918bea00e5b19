"""Readings of a theme side by side: those who told first, then peer researchers, then others; never averaged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader, Role
from insight.errors import BadInput, NotFound
from insight.learning.check_back import CheckedBack, counted_back
from insight.learning.learned import Reading
from insight.learning.own_rooms import open_theme
from insight.measure.small_numbers import rule_in
from insight.ports import Bank
from insight.research.typed import checked
from insight.stories.protect import Detector

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Signed:
    """A reading with the name of whoever signed it, and whether it is the reader's own."""

    reading: Reading
    by: str
    own: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All readings of one theme: what those who told say of it, and what others read in it."""

    told: CheckedBack
    signed: tuple[Signed, ...]


class ThemeReadings:
    """How people read themes."""

    def __init__(
        self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime], small_number: int
    ) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock
        self._small_number = small_number

    def of(self, reader: Reader, theme: str) -> SideBySide:
        """The readings of a theme, peer researchers' first, each group in the order of time."""
        require(reader, Action.LEARN)
        with self._bank.reading() as work:
            open_theme(work, scope(reader, today=self._clock().date()), theme)
            told = counted_back(work.readings.answers(theme), rule_in(work, self._small_number))
            found = work.readings.signed(theme)
            names = work.rooms.names(one.by for one in found)
        found = tuple(sorted(found, key=lambda one: one.role is not Role.PEER_RESEARCHER))
        return SideBySide(told, tuple(Signed(one, names[one.by], one.by == reader.id) for one in found))

    def sign(self, reader: Reader, theme: str, text: str) -> str:
        """Add the reader's own reading, under their name and role; its id."""
        require(reader, Action.LEARN)
        if not text.strip():
            raise BadInput("Write how you read it first.")
        (text,) = checked(self._detector, (text, LONGEST))
        now = self._clock()
        with self._bank.writing() as work:
            open_theme(work, scope(reader, today=now.date()), theme)
            new = work.readings.sign(theme, text, reader.role, reader.id, now)
            work.records.write(reader.id, "reading_signed", theme, now)
        return new

    def take_back(self, reader: Reader, theme: str, reading: str) -> None:
        """Take back a reading of one's own: nobody is shown it any more."""
        require(reader, Action.LEARN)
        now = self._clock()
        with self._bank.writing() as work:
            open_theme(work, scope(reader, today=now.date()), theme)
            if reading not in {one.id for one in work.readings.signed(theme) if one.by == reader.id}:
                raise NotFound("There is no such reading of yours.")
            work.readings.take_back(reading, now)
            work.records.write(reader.id, "reading_taken_back", theme, now)
