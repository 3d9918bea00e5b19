"""What a sub-group keeps in its room, and what people who read or told a theme said of it, as it is stored."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from insight.access.reader import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """What a group noticed, so what, now what; `group_session` is the session on whose day it was written."""

    id: str
    subgroup: str
    group_session: str | None
    noticed: str
    so_what: str
    now_what: str
    by: str
    at: datetime
    changed_at: datetime | None
    put_away_at: datetime | None


@dataclass(frozen=True, slots=True)
class Gap:
    """People whom a group has not heard. With `heard_on` somebody has listened: who noted it, and what was done."""

    id: str
    subgroup: str
    who: str
    why: str
    by: str
    at: datetime
    heard_on: date | None
    heard_by: str | None
    heard: str


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a sub-group: accounts that came, how many others, what was decided, and when the next one is."""

    id: str
    subgroup: str
    held_on: date
    people: tuple[str, ...]
    others: int
    decisions: str
    next_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's reading of a theme, signed in the role they had on that day."""

    id: str
    theme: str
    text: str
    role: Role
    by: str
    at: datetime


class CheckBackAnswer(StrEnum):
    """What one of those who told said when a theme was taken back to them."""

    THATS_IT = "thats_it"
    NOT_IT = "not_it"
    MISSING = "missing"


CHECK_BACK_WORDS = {
    CheckBackAnswer.THATS_IT: "That's it",
    CheckBackAnswer.NOT_IT: "That's not it",
    CheckBackAnswer.MISSING: "Something is missing",
}


@dataclass(frozen=True, slots=True)
class CheckBack:
    """One answer, without whose it was; `missing` is what they missed, as somebody wrote it down."""

    id: str
    theme: str
    held_on: date
    answer: CheckBackAnswer
    missing: str
    by: str
    at: datetime
