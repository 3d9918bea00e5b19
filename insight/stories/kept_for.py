"""How long what is kept here, in settings and dates: one record for whatever goes by itself one day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What goes, or narrows, by itself."""

    UNFINISHED = "unfinished"
    UNREVIEWED = "unreviewed"
    ORIGINAL = "original"
    REVIEW = "review"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Leaving:
    """One thing that goes by itself, and the day that its time is counted from or ends on."""

    kind: Kind
    id: str
    on: date


def last_day(years: int, today: date) -> date:
    """The day until which something is kept that is told or agreed to today: the end of a year."""
    return date(today.year + years, 12, 31)


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things are kept: days for what is unfinished, unreviewed or typed, years for what was protected."""

    drafts_days: int
    unreviewed_days: int
    quarantine_days: int
    years: int

    @property
    def warned_after(self) -> timedelta:
        """After how long a pair is told that an unfinished conversation will go."""
        return timedelta(days=self.drafts_days) / 2
