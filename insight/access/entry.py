"""A line of the audit: who did what to which thing, when. Never a word of a story."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the append-only audit; `detail` is JSON of counts, choices and ids."""

    number: int
    at: datetime
    by: str
    what: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Some of the entries: from a moment on and before another, one account's, of some kinds; `None` is all."""

    since: datetime | None = None
    until: datetime | None = None
    by: str | None = None
    kinds: tuple[str, ...] | None = None
