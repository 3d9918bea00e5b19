"""What people, the police, courts and others ask of the bank, until when it is answered, and how that ended."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# The Freedom of Information Act 2000, section 10: working days after the day on which it came.
FOI_WORKING_DAYS = 20
# Data Protection Act 2018, section 164A: a complaint is acknowledged within 30 days.
COMPLAINT_DAYS = 30
_SATURDAY = 5


class Kind(StrEnum):
    """What was asked."""

    REMOVAL = "removal"
    OBJECTION = "objection"
    COPY = "copy"
    CORRECTION = "correction"
    COMPLAINT = "complaint"
    LOST_CARD = "lost_card"
    POLICE = "police"
    COURT = "court"
    FOI = "foi"

    @property
    def from_a_body(self) -> bool:
        """Whether it comes from outside, and who asks has to be noted."""
        return self in {Kind.POLICE, Kind.COURT, Kind.FOI}


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"
    NOTHING_HELD = "nothing_held"
    NOT_FOUND = "not_found"
    PASSED_ON = "passed_on"
    TAKEN_BACK = "taken_back"


KIND_WORDS = {
    Kind.REMOVAL: "remove what I told you",
    Kind.OBJECTION: "stop using what I told you",
    Kind.COPY: "a copy of what you have about me",
    Kind.CORRECTION: "put right what is wrong",
    Kind.COMPLAINT: "a complaint",
    Kind.LOST_CARD: "a lost card",
    Kind.POLICE: "the police ask",
    Kind.COURT: "a court asks",
    Kind.FOI: "freedom of information",
}
OUTCOME_WORDS = {
    Outcome.DONE: "done as asked",
    Outcome.PARTLY: "done in part, and we said why",
    Outcome.REFUSED: "refused, and we said why",
    Outcome.NOTHING_HELD: "we hold nothing of the kind",
    Outcome.NOT_FOUND: "we could not find what is theirs",
    Outcome.PASSED_ON: "passed to the data-protection officer",
    Outcome.TAKEN_BACK: "they took it back",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that was asked; `body` is who asks where that is no person who told us."""

    id: str
    kind: Kind
    received_on: date
    due_on: date
    body: str
    note: str
    answered_on: date | None
    outcome: Outcome | None

    def days_left(self, today: date) -> int:
        """How many days there are to answer; below nought it is late."""
        return (self.due_on - today).days


def due_on(kind: Kind, received: date) -> date:
    """The last day to answer. Where a public holiday would give longer, the earlier day is told.

    Rights: one month from the day it came (UK GDPR, Article 12(3)), or the last day of a month that is shorter.
    The police and courts set their own day: until that is known, somebody looks at it today.
    """
    if kind in {Kind.POLICE, Kind.COURT}:
        return received
    if kind is Kind.FOI:
        return _working_days_after(received, FOI_WORKING_DAYS)
    if kind is Kind.COMPLAINT:
        return received + timedelta(days=COMPLAINT_DAYS)
    year, month = divmod(received.year * 12 + received.month, 12)
    return date(year, month + 1, min(received.day, calendar.monthrange(year, month + 1)[1]))


def _working_days_after(start: date, days: int) -> date:
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day
