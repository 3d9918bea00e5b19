"""A share-back: what is kept of it, and how it stands on paper and on a screen for whoever reads it today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

ENDS = "Quotes stand here for as long as the people who gave them agree. Later copies may have fewer."
MADE_OF = "These are people's own words. Names are left out, and times and places are made less exact."


class PartKind(StrEnum):
    """What a part of a share-back tells."""

    HEARD = "heard"
    FEELING = "feeling"
    TRYING = "trying"
    CHANGED = "changed"
    OWN = "own"


KIND_WORDS = {
    PartKind.HEARD: "What we heard",
    PartKind.FEELING: "How people feel",
    PartKind.TRYING: "What we are trying",
    PartKind.CHANGED: "What changed, and what did not",
    PartKind.OWN: "Besides",
}


@dataclass(frozen=True, slots=True)
class ShareBack:
    """A share-back without its parts: for a sub-group or for everybody, about an inquiry or about a theme."""

    id: str
    subgroup: str | None
    inquiry: str | None
    theme: str | None
    title: str
    by: str
    at: datetime
    closed_at: datetime | None

    @property
    def finished(self) -> bool:
        """Whether others read it; to change it, it is opened again."""
        return self.closed_at is not None


@dataclass(frozen=True, slots=True)
class Part:
    """A part as people keep it. Its quotes are citations; an empty heading is the theme's name or the kind's words."""

    id: str
    share_back: str
    position: int
    kind: PartKind
    theme: str | None
    experiment: str | None
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class GivenQuote:
    """A quote as it is read outside: whose line it is says no more than the small-number rule lets it."""

    words: str
    line: str
    note: str  # a word of warning before it, when it is hard to read


@dataclass(frozen=True, slots=True)
class GivenPart:
    """A part as it is read outside; `heading` may be empty where the section's says it all."""

    id: str
    kind: PartKind
    heading: str
    text: str
    quotes: tuple[GivenQuote, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing below the heading."""
        return not self.text and not self.quotes


@dataclass(frozen=True, slots=True)
class Section:
    """Parts of one kind that follow one another, below one heading."""

    heading: str
    parts: tuple[GivenPart, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A share-back as it may be read on one day. Nothing in it says which stories it was made of."""

    title: str
    of: str  # the sub-group, or empty
    made_on: date
    parts: tuple[GivenPart, ...]
    left_out: tuple[str, ...]

    @property
    def first_line(self) -> str:
        """Who made it, and when."""
        day = f"{self.made_on.day} {self.made_on:%B %Y}"
        return f"From the sub-group {self.of}. {day}." if self.of else f"{day}."

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is read, part after part; parts with nothing in them are passed over."""
        return tuple(in_sections(one for one in self.parts if not one.empty))


def in_sections(parts: Iterable[GivenPart]) -> Iterator[Section]:
    """The parts in their order, those of one kind that follow one another together."""
    for kind, some in groupby(parts, lambda one: one.kind):
        if kind in (PartKind.FEELING, PartKind.OWN):
            yield from (Section(one.heading or KIND_WORDS[kind], (_below(one),)) for one in some)
        else:
            yield Section(KIND_WORDS[kind], tuple(some))


def _below(one: GivenPart) -> GivenPart:
    """The part, when its heading stands above it already."""
    return GivenPart(one.id, one.kind, "", one.text, one.quotes)


@dataclass(frozen=True, slots=True)
class GaveOut:
    """A document that left: what it was called, when, and to whom; `kind` says what it is. None of its words.

    Of a share-back it is known which, whose it is (`None`: everybody's), and whether others read it.
    """

    id: str
    kind: str
    name: str
    at: datetime
    to_whom: str
    share_back: str | None = None
    subgroup: str | None = None
    finished: bool = True

    def line(self) -> str:
        """`“What we heard about waiting”, on 3 June 2026, for the council`."""
        day = f"{self.at.day} {self.at:%B %Y}"
        return f"“{self.name}”, on {day}" + (f", for {self.to_whom}" if self.to_whom else "")
