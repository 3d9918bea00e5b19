"""Passages and themes as the database keeps them: places in stories, never the words themselves."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


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
class KeptTheme:
    """A theme with an identity that survives refits. A human name always wins over the machine's."""

    id: str
    machine_name: str
    name_passage: str | None
    human_name: str | None
    words: tuple[str, ...]
    centroid: Vectors
    pinned: bool

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


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A stretch of a passage that tells what a theme is about; `start` and `end` are code points of the passage."""

    passage: KeptPassage
    start: int
    end: int


def plain_name(words: tuple[str, ...]) -> str:
    """A name of common words, for a theme that nobody's own words may name: "Waiting, pharmacy, script"."""
    return ", ".join(words[:3]).capitalize() or "A theme without a name"
