"""The answers to "do you feel better or worse?": five steps, up and down, or rather not say; and to how it was."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from insight.stories.inquiry import TellerKind


class Answer(StrEnum):
    """What a person tapped."""

    MUCH_WORSE = "much_worse"
    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    MUCH_BETTER = "much_better"
    UP_AND_DOWN = "up_and_down"
    RATHER_NOT = "rather_not"


STEPS = (Answer.MUCH_WORSE, Answer.WORSE, Answer.SAME, Answer.BETTER, Answer.MUCH_BETTER, Answer.UP_AND_DOWN)

ANSWER_WORDS = {
    Answer.MUCH_WORSE: "much worse",
    Answer.WORSE: "a bit worse",
    Answer.SAME: "about the same",
    Answer.BETTER: "a bit better",
    Answer.MUCH_BETTER: "much better",
    Answer.UP_AND_DOWN: "up and down",
    Answer.RATHER_NOT: "rather not say",
}


class Heard(StrEnum):
    """ "How was it to be asked? Did you feel heard?" """

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    RATHER_NOT = "rather_not"


HEARD_WORDS = {
    Heard.YES: "Yes, I felt heard",
    Heard.PARTLY: "Partly",
    Heard.NO: "No",
    Heard.RATHER_NOT: "Rather not say",
}


class Since(StrEnum):
    """How long ago the time lies that a person compares with: times of different length are not mixed."""

    WEEKS = "weeks"
    MONTHS = "months"
    YEAR = "year"
    YEARS = "years"


SINCE_WORDS = {
    Since.WEEKS: "some weeks ago",
    Since.MONTHS: "some months ago",
    Since.YEAR: "about a year ago",
    Since.YEARS: "some years ago",
}


class Against(StrEnum):
    """Which answers are counted together: those that compare with a time of one length, and never with another.

    `MOST` is the length that most people who answered chose, `UNSAID` are answers of which nobody knows the time.
    """

    MOST = "most"
    WEEKS = Since.WEEKS
    MONTHS = Since.MONTHS
    YEAR = Since.YEAR
    YEARS = Since.YEARS
    UNSAID = "unsaid"


LENGTHS = (Against.WEEKS, Against.MONTHS, Against.YEAR, Against.YEARS, Against.UNSAID)
# The times that a person may pick to compare with, and how long ago each lies; `None`: that is asked.
COMPARED_WITH: dict[str, Since | None] = {
    "when I first came here": None,
    "last month": Since.WEEKS,
    "six months ago": Since.MONTHS,
    "a year ago": Since.YEAR,
    "when I came out": None,
    "when I got my own place": None,
    "when I began to work here": None,
}


@dataclass(frozen=True, slots=True)
class Felt:
    """What one person tapped. `of_work`: a worker was asked how it is to work here, which is kept apart.

    `asked_by_known` is whether one of the pair is somebody they know, `None` when nobody said.
    """

    answer: Answer
    compared_with: str = ""
    since: Since | None = None
    asked_by_known: bool | None = None
    heard: Heard | None = None
    of_work: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer beside its story."""

    storyteller: str
    answer: Answer
    told_on: date | None
    compared_with: str
    story: str
    teller: TellerKind
    inquiry: str
    since: Since | None = None
    asked_by_known: bool | None = None
    heard: Heard | None = None
    of_work: bool = False

    @property
    def against(self) -> Against:
        """With a time of which length it compares."""
        return Against(self.since) if self.since else Against.UNSAID


@dataclass(frozen=True, slots=True)
class TellingOf:
    """That somebody told a story of their own, whether or not they were asked how they are."""

    storyteller: str
    told_on: date | None
    teller: TellerKind
    inquiry: str
