"""A told experience: its facts, its protected words, whose words a stretch is in, and where it stands on its way."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind, Way
from insight.stories.script import Use
from insight.stories.text import ProtectedText


class State(StrEnum):
    """How far a story has come. The column that holds this is the truth; queues are only hints."""

    RECEIVED = "received"
    DETECTED = "detected"
    PROTECTED = "protected"
    INDEXED = "indexed"


SEASONS = ("winter", "spring", "summer", "autumn")
APPROVED = frozenset({State.PROTECTED, State.INDEXED})


class Whose(StrEnum):
    """In whose words a stretch is. Only the first two are ever quoted as the teller's."""

    THEIR_WORDS = "their_words"
    THEY_WROTE_IT = "they_wrote_it"
    OUR_NOTES = "our_notes"

    @property
    def quotable(self) -> bool:
        """Whether it may stand between quotation marks."""
        return self is not Whose.OUR_NOTES


WHOSE_WORDS = {
    Whose.THEIR_WORDS: "their words",
    Whose.THEY_WROTE_IT: "they wrote it",
    Whose.OUR_NOTES: "our notes",
}


class Part(StrEnum):
    """What a stretch is: an answer to a prompt, the story itself, or what made the difference to how they feel."""

    ANSWER = "answer"
    STORY = "story"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, from `start` up to `end` in code points. Stretches follow one another and do not overlap."""

    start: int
    end: int
    part: Part
    whose: Whose
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a story besides its words: enough for the gate, for filters and for the line above it."""

    id: str
    inquiry: str
    inquiry_name: str
    interview: str | None
    storyteller: str
    teller: TellerKind
    told_on: date | None
    way: Way | None
    place_kind: str
    ref: str | None
    title: str
    state: State
    told_about: bool
    held: bool
    content_note: str
    brought_by: str
    interviewers: frozenset[str]
    consent: Consent
    pseudonym: str = ""
    unsigned: bool = False  # it holds what harms whoever is recognised, and nobody has signed its wider use
    subgroups: frozenset[str] = frozenset()  # whom its inquiry is limited to; none for everybody
    stood_aside: frozenset[str] = frozenset()  # readers who know its teller and asked not to be shown it

    @property
    def season(self) -> str:
        """When it was told, no more exact than a reader needs: `summer 2026`. Pair, day centre and date identify."""
        return season(self.told_on)

    @property
    def for_everybody(self) -> bool:
        """Whether nobody asked to be kept from it, or is: for rooms and papers whose readers nobody knows."""
        agreed = self.consent
        return not (agreed.not_organisations or agreed.not_teams or self.subgroups or self.stood_aside)

    def for_a_room(self, today: date) -> bool:
        """Whether these words may be on a wall, whoever sits in the room."""
        agreed = self.consent
        return agreed.allows(Use.ROOM, today) and agreed.allows(Use.QUOTES, today) and self.for_everybody


def season(day: date | None) -> str:
    """The season of a day: `summer 2026`; empty for none."""
    return f"{SEASONS[day.month % 12 // 3]} {day:%Y}" if day else ""


@dataclass(frozen=True, slots=True)
class ProtectedStory:
    """A story as it may be read: facts, approved words, and their stretches."""

    facts: Facts
    text: ProtectedText
    stretches: tuple[Stretch, ...]

    @property
    def id(self) -> str:
        """The story's id."""
        return self.facts.id

    def in_their_words(self, start: int, end: int) -> bool:
        """Whether this stretch is wholly in the teller's own words."""
        touched = [one for one in self.stretches if one.start < end and start < one.end]
        return bool(touched) and all(one.whose.quotable for one in touched)

    def quotable(self, start: int, end: int) -> bool:
        """Whether it is, and word-for-word use was agreed to."""
        agreed = self.facts.consent.quotes is True and not self.facts.told_about
        return agreed and self.in_their_words(start, end)


@dataclass(frozen=True, slots=True)
class NewStory:
    """What is known when a story comes in, before anything has been protected.

    `text_key` knows the same text again (see `received.text_key`); `source` is that of a text written for another
    purpose.
    """

    inquiry: str
    storyteller: str
    teller: TellerKind
    consent: str
    brought_by: str
    told_on: date | None = None
    interview: str | None = None
    way: Way | None = None
    place_kind: str = ""
    ref: str | None = None
    told_about: bool = False
    they_agreed: bool | None = None
    content_note: str = ""
    text_key: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story on its way to approval, for lists; no words in it."""

    id: str
    ref: str | None
    inquiry_name: str
    state: State
    received_at: datetime
    words: int


@dataclass(frozen=True, slots=True)
class Told:
    """That somebody told a story, for their card: when, whether a person has approved it, and under which consent."""

    id: str
    told_on: date | None
    approved: bool
    consent: str
