"""Something a group is trying: its plan, permissions, tries and reviews, and what may not be passed over in silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Answered(StrEnum):
    """What somebody said whose permission was asked."""

    YES = "yes"
    YES_IF = "yes_if"
    NO = "no"


ANSWERED_WORDS = {Answered.YES: "yes", Answered.YES_IF: "yes, if", Answered.NO: "no"}


class EndedAs(StrEnum):
    """How something that was tried ended."""

    EMBEDDED = "embedded"
    CHANGED = "changed"
    DISCARDED = "discarded"


ENDED_WORDS = {
    EndedAs.EMBEDDED: "kept: it is how we do things now",
    EndedAs.CHANGED: "changed: we go on in another way",
    EndedAs.DISCARDED: "let go: we do it no longer",
}
# The same to whoever told us, and to a council.
ENDED_FOR_OTHERS = {
    EndedAs.EMBEDDED: "It worked, and is now part of how things are done.",
    EndedAs.CHANGED: "It was changed along the way, and goes on in another form.",
    EndedAs.DISCARDED: "It did not help, and was stopped.",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written down before anything begins, and may be written anew until it ends. `cycle` is one's id."""

    name: str
    what: str
    who: str = ""
    small: str = ""  # how small it begins
    legal: str = ""
    safe: str = ""
    surprise: str = ""
    stop_if: str = ""
    cycle: str | None = None


# The longest that each part of a plan may be, as the database has room for it.
LONGEST = {
    "name": 200, "what": 2_000, "who": 500, "small": 1_000, "legal": 1_000, "safe": 1_000, "surprise": 1_000,
    "stop_if": 1_000,
}  # fmt: skip
LONGEST_LESSON = LONGEST_SAID = LONGEST_DID = LONGEST_NOTE = 2_000
LONGEST_WHOSE, LONGEST_SOURCE, LONGEST_WORDS = 200, 500, 1_000
# What a plan has to say, and how it is told that it does not.
_TO_SAY = {"legal": "whether it is legal", "safe": "whether it is safe", "stop_if": "what would make us stop"}


@dataclass(frozen=True, slots=True)
class Permission:
    """Whose permission the group thinks it needs, who asked, and what they said; `answer` is `None` until they did."""

    id: str
    whose: str
    asked_by: str
    asked_on: date | None
    answer: Answered | None
    said: str
    by: str
    at: datetime

    @property
    def given(self) -> bool:
        """Whether they said yes, with conditions or without."""
        return self.answer in {Answered.YES, Answered.YES_IF}


@dataclass(frozen=True, slots=True)
class Try:
    """One of the tries: what was done and what happened. It runs until it has ended."""

    id: str
    number: int
    did: str
    happened: str
    begun_on: date
    ended_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """A review that was held, or put off to `next_on` for the reason that `said` gives."""

    id: str
    due_on: date | None
    held: bool
    said: str
    next_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SystemNote:
    """What was seen in the wider system, with its source: typed in by somebody, never computed."""

    id: str
    noted_on: date
    text: str
    source: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Experiment:
    """Something a sub-group is trying, whole. `since` is `None` until it has begun, `ended_on` until it has ended."""

    id: str
    subgroup: str
    plan: Plan
    since: date | None
    review_on: date | None
    ended_on: date | None
    ended_as: EndedAs | None
    lesson: str
    by: str
    at: datetime
    permissions: tuple[Permission, ...] = ()
    tries: tuple[Try, ...] = ()
    reviews: tuple[Review, ...] = ()
    notes: tuple[SystemNote, ...] = ()

    @property
    def running(self) -> bool:
        """Whether it has begun and not ended."""
        return self.since is not None and self.ended_on is None

    def due(self, today: date) -> bool:
        """Whether its review is due. Only a review that is held or put off, or the end, makes it be so no longer."""
        return self.running and self.review_on is not None and self.review_on <= today

    @property
    def unsaid(self) -> tuple[str, ...]:
        """What its plan does not say though it should, as the ends of a sentence that begins "Nobody has said"."""
        return tuple(words for part, words in _TO_SAY.items() if not getattr(self.plan, part))

    @property
    def in_the_way(self) -> tuple[Permission, ...]:
        """The permissions that are asked for or thought to be needed, and not given."""
        return tuple(one for one in self.permissions if not one.given)

    @property
    def trying(self) -> Try | None:
        """The try that runs now."""
        return next((one for one in self.tries if one.ended_on is None), None)


class What(StrEnum):
    """What happened to something a group tries, on one day."""

    BEGUN = "begun"
    REVIEWED = "reviewed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Happened:
    """That something a group tries began, was reviewed or ended on a day."""

    experiment: str
    name: str
    what: What
    on: date


def in_order(found: Iterable[Experiment], today: date) -> list[Experiment]:
    """Those whose review is due first, the longest due first; then what runs by its next review, then what has not
    begun, then what has ended, the newest first.
    """

    def place(one: Experiment) -> tuple[int, int]:
        if one.ended_on is not None:
            return 3, -one.ended_on.toordinal()
        if one.since is None:
            return 2, -one.at.date().toordinal()
        reviewed = one.review_on or date.max
        return (0 if one.due(today) else 1), reviewed.toordinal()

    return sorted(found, key=place)
