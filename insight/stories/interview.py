"""One conversation as it is being written down: what was chosen so far, before anything is submitted."""

from dataclasses import dataclass
from datetime import date, datetime

from insight.measure.answers import Answer
from insight.stories.inquiry import TellerKind, Way
from insight.stories.story import Whose

STORY_FIELD = "story"
DIFFERENCE_FIELD = "difference"


@dataclass(frozen=True, slots=True)
class Listener:
    """One of the pair: the account that is signed in, and the partner by organisation and position."""

    organisation: str | None
    position: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """What is kept of a conversation besides its words."""

    id: str
    inquiry: str
    questions: str
    pair: tuple[Listener, ...]
    opened_at: datetime
    touched_at: datetime
    storyteller: str | None = None
    consent: str | None = None
    teller: TellerKind | None = None
    way: Way | None = None
    place_kind: str = ""
    held_on: date | None = None
    told_about: bool = False
    feeling: Answer | None = None
    compared_with: str = ""
    whose: Whose = Whose.THEIR_WORDS


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into one field, as last saved."""

    field: str
    text: str
    revision: int
    saved_at: datetime
