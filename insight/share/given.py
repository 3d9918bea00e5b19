"""What stories led to, what was given out, and whether those who told have been told; none of it says a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from insight.errors import BadInput
from insight.learning.citation import CitedBy
from insight.learning.experiment import ENDED_FOR_OTHERS, EndedAs
from insight.share.share_back import GaveOut


class ToldHow(StrEnum):
    """How somebody who told us heard what came of it."""

    CARD = "card"
    LETTER = "letter"
    CHECK_BACK = "check_back"


class Document(StrEnum):
    """What was given out, beside share-backs."""

    CARDS = "cards"
    SCRUTINY = "scrutiny"


LONGEST_WHOM = 200
STILL_TRIED = "It is still being tried."


def whom(typed: str) -> str:
    """For whom a document is, in one line. `BadInput`: nobody said; names in it are looked for elsewhere."""
    said = " ".join(typed.split())
    if not said:
        raise BadInput("Please say for whom it is: what somebody removes later can then be asked back from them.")
    return said


@dataclass(frozen=True, slots=True)
class Named:
    """What stands on a story, by its own name: `of` is the same for all parts of one share-back.

    `finished`: whether others may know of it yet. `ended` is when it ended, of things that are tried.
    """

    of: str
    kind: CitedBy
    name: str
    subgroup: str | None
    finished: bool = True
    ended: date | None = None
    ended_as: str = ""
    lesson: str = ""

    @property
    def outcome(self) -> str:
        """How it ended, in a sentence."""
        return ENDED_FOR_OTHERS[EndedAs(self.ended_as)] if self.ended else STILL_TRIED


@dataclass(frozen=True, slots=True)
class LedTo:
    """Something that stories led to, and since which day each of them does."""

    what: Named | GaveOut
    stories: Mapping[str, date]
