"""How well protection does: measured on marked stories before it shipped, and counted in real use without any words."""

import json
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.ports import Bank
from insight.stories.spans import Label

_Z = 1.96  # for 95 of 100


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the interval that 95 of 100 such measurements would hold (Wilson 1927)."""

    what: str
    right: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.right / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Its lower and upper end.

        >>> [round(end, 3) for end in Share("", 81, 263).interval]
        [0.255, 0.366]
        """
        centre = (self.right + _Z**2 / 2) / (self.of + _Z**2)
        half = _Z * sqrt(self.right * (self.of - self.right) / self.of + _Z**2 / 4) / (self.of + _Z**2)
        return centre - half, centre + half


@dataclass(frozen=True, slots=True)
class Measured:
    """The last benchmark: on how many stories of which set, when, and what came out."""

    stories: str
    texts: int
    on: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class InUse:
    """What people changed in what the machine proposed, for one kind of detail."""

    label: Label
    proposed: int
    taken_away: int
    added: int
    accepted: int

    @property
    def missed(self) -> float:
        """Of all that should have been hidden at once, the share that people had to add."""
        should = self.proposed - self.taken_away + self.added + self.accepted
        return (self.added + self.accepted) / should if should else 0.0


class Figures:
    """For the steward."""

    def __init__(self, bank: Bank, measured: Path) -> None:
        """`measured` is the file that the benchmark writes."""
        self._bank = bank
        self._measured = measured

    def measured(self, reader: Reader) -> tuple[Measured, ...]:
        """The last benchmark, a set of stories each; nothing when this installation has none."""
        require(reader, Action.ADMINISTER)
        if not self._measured.exists():
            return ()
        told = json.loads(self._measured.read_text(encoding="utf-8"))
        return tuple(
            Measured(
                one["stories"],
                one["texts"],
                told["on"],
                tuple(Share(what, right, of) for what, (right, of) in one["shares"].items() if of),
            )
            for one in told["sets"]
        )

    def in_use(self, reader: Reader) -> tuple[InUse, ...]:
        """What people changed, by kind, the most added first."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            counts = work.reviews.counts()
        rows = (
            InUse(
                label, *(counts.get((label.value, what), 0) for what in ("proposed", "taken away", "added", "accepted"))
            )
            for label in Label
        )
        some = [row for row in rows if row.proposed or row.added or row.accepted]
        return tuple(sorted(some, key=lambda row: (-row.added - row.accepted, row.label.value)))

    def stories_and_recognised(self, reader: Reader) -> tuple[int, int]:
        """How many stories people approved here, and how often somebody thought they knew who it was."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            counts = work.reviews.counts()
        return counts.get(("", "stories"), 0), counts.get(("", "recognised"), 0)
