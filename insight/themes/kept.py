"""Passages and themes as the database keeps them: places in stories, never the words themselves."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
# Where a theme comes from: found in the passages by the machine, or made by people out of passages they marked.
FOUND, MARKED = "found", "marked"


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A stretch of a story's protected text, in code points; `whole` marks the one that is the entire story."""

    id: str
    story: str
    whole: bool
    start: int
    end: int
    text_hash: str


@dataclass(frozen=True, slots=True)
class VectorTable:
    """Passages and their vectors, row by row: float32 of shape (passages, dimensions), length one."""

    passages: tuple[KeptPassage, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage in a theme: how near the centre it is (cosine), and whether that is too little to be sure."""

    passage: KeptPassage
    fit: float
    weak: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of a theme a reader may see."""

    passages: int
    stories: int
    people: int


@dataclass(frozen=True, slots=True)
class KeptTheme:
    """A theme with an identity that survives refits. A human name always wins over the machine's."""

    id: str
    machine_name: str
    name_passage: str | None
    human_name: str | None
    words: tuple[str, ...]
    centroid: Vectors
    pinned: bool
    human_name_of: str | None = None  # the story whose words the human name repeats, with its teller's permission
    steadiness: float | None = None
    set_aside: bool = False
    origin: str = FOUND

    @property
    def name(self) -> str:
        """What the theme is called."""
        return self.human_name or self.machine_name


@dataclass(frozen=True, slots=True)
class Build:
    """One build of the themes: when, by which embedder, over how much."""

    id: str
    started_at: datetime
    finished_at: datetime | None
    state: str
    reason: str
    model: str
    stories: int
    passages: int
    parameters: str


@dataclass(frozen=True, slots=True)
class BuiltTheme:
    """A theme as a build found it: its number there, and which theme went on as it, if any."""

    number: int
    theme: str | None
    name: str
    name_passage: str | None
    words: tuple[str, ...]
    centroid: Vectors
    steadiness: float | None


@dataclass(frozen=True, slots=True)
class KeptProposal:
    """What a build would change (see `identity.Change`), until people decide."""

    id: str
    build: str
    kind: str
    themes: tuple[str, ...]
    number: int | None
    decision: str
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a theme's history; `detail` is what stood there before, `act` what can be taken back as one."""

    theme: str
    at: datetime
    by: str
    what: str
    detail: str
    act: str | None
    undone: bool


@dataclass(frozen=True, slots=True)
class Move:
    """Where a passage stood before an act moved it."""

    passage: str
    was_in: str | None
    fit: float
    weak: bool
    by: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about a theme."""

    id: str
    by: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that somebody said belongs to a theme of people's own making, or does not."""

    passage: KeptPassage
    belongs: bool


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A stretch of a passage that tells what a theme is about; `start` and `end` are code points of the passage."""

    passage: KeptPassage
    start: int
    end: int


def plain_name(words: tuple[str, ...]) -> str:
    """A name of common words, for a theme that nobody's own words may name: "Waiting, pharmacy, script"."""
    return ", ".join(words[:3]).capitalize() or "A theme without a name"
