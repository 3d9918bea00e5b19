"""A stretch of a protected story that something stands on: an entry, an experiment, a wall, a share-back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from insight.stories.story import ProtectedStory


class CitedBy(StrEnum):
    """What a stretch is cited by."""

    WALL = "wall"  # of a sub-group's room: stories that struck us
    ENTRY = "entry"
    EXPERIMENT = "experiment"
    SHARE_BACK = "share_back"


class Resonance(StrEnum):
    """Why a story struck a group."""

    TURNING = "turning"
    VOICE = "voice"
    DISCOVERY = "discovery"


RESONANCE_WORDS = {
    Resonance.TURNING: "a turning point",
    Resonance.VOICE: "a voice we had not heard",
    Resonance.DISCOVERY: "something we did not know",
}


class Stretch(NamedTuple):
    """A place in a story, in code points of its protected text."""

    story: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a story, in code points of its protected text; `words_hash` is the SHA-256 of the words there.

    `of` is the id of what stands on it: a sub-group, an entry, an experiment, or a part of a share-back.
    """

    id: str
    of: str
    kind: CitedBy
    story: str
    start: int
    end: int
    words_hash: str
    resonance: Resonance | None
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its story, as far as one reader may use it today."""

    citation: Citation
    story: ProtectedStory

    @property
    def stretch(self) -> Stretch:
        """Where it stands."""
        return Stretch(self.citation.story, self.citation.start, self.citation.end)

    @property
    def text(self) -> str:
        """The words, an exact slice of the protected story."""
        return str(self.story.text)[self.citation.start : self.citation.end]

    @property
    def theirs(self) -> bool:
        """Whether they are the teller's own words throughout."""
        return self.story.in_their_words(self.citation.start, self.citation.end)
