"""What people see of themes: who told which passage when, how much may be counted, and the passages themselves."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from insight.stories.inquiry import TellerKind
from insight.stories.story import Facts
from insight.themes.hand_overs import Place


class Voice(StrEnum):
    """Who speaks, as far as it is set side by side: where these differ is often the finding."""

    SERVICES = "services"
    WORK = "work"
    FAMILY = "family"


VOICE_WORDS = {
    Voice.SERVICES: "People using services",
    Voice.WORK: "People working in services",
    Voice.FAMILY: "Family and friends",
}


def voice_of(teller: TellerKind) -> Voice:
    """Which voice somebody is; workers, managers and commissioners are one: there are too few of each to count."""
    if teller.works:
        return Voice.WORK
    return Voice.FAMILY if teller is TellerKind.FAMILY else Voice.SERVICES


@dataclass(frozen=True, slots=True)
class Placing:
    """One passage with the facts that figures are made of, and the theme it is in, if any. None of its words."""

    passage: str
    story: str
    storyteller: str
    teller: TellerKind
    told_on: date | None
    inquiry: str
    theme: str | None
    fit: float
    weak: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A passage as it is read: `text` is a slice of the protected story from `start`, `mark` a stretch of that."""

    passage: str
    facts: Facts
    text: str
    start: int
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A theme on the wall of a room: nothing in it may not be read out there."""

    theme: str
    name: str
    quote: str
    stories: int
    people: int


@dataclass(frozen=True, slots=True)
class Column:
    """One voice in a theme: how many people, `None` where so few could be known, and passages of different people."""

    voice: Voice
    people: int | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class HardlyRead:
    """Passages that no theme holds well, and stories that were opened least, each by one passage.

    `outside` and `unopened` count all of them; `of_stories` is how many stories the reader may open.
    """

    no_theme: tuple[Said, ...]
    outside: int
    least: tuple[Said, ...]
    unopened: int
    of_stories: int


@dataclass(frozen=True, slots=True)
class KeptHandOver:
    """That a passage speaks of a hand-over, and whose it is."""

    passage: str
    story: str
    storyteller: str
    from_place: Place
    to_place: Place


@dataclass(frozen=True, slots=True)
class Seam:
    """A kind of hand-over, and how many people speak of it; `None` where so few could be known."""

    from_place: Place
    to_place: Place
    people: int | None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A kind of place that people are handed over from: how many speak of it, and to where."""

    place: Place
    people: int | None
    seams: tuple[Seam, ...]


@dataclass(frozen=True, slots=True)
class HandOvers:
    """Every kind of hand-over that somebody speaks of, by kinds of place; how many people do, and of how many."""

    people: int | None
    of_people: int
    leaving: tuple[Leaving, ...]


@dataclass(frozen=True, slots=True)
class OpenedSeam:
    """One kind of hand-over with the names of the themes it is spoken of in, and the passages."""

    seam: Seam
    themes: tuple[str, ...]
    said: tuple[Said, ...]
