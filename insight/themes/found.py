"""What a build of the themes found: records that carry ids and numbers, and say how far they can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from insight.themes.centroids import Anchors


class State(StrEnum):
    """How far the themes can be trusted."""

    READING_LIST = "reading list"  # too few stories: read them, there is nothing to group
    NOT_RELIABLE = "no reliable themes yet"  # the passages lie no nearer to each other than words dealt at random
    TENTATIVE = "tentative"  # few stories: a start for talking, which may look different with the next ten
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Member:
    """One passage of a theme: `fit` is the cosine to the theme's centre, `weak` says that it fits badly."""

    passage: str
    fit: float
    weak: bool


@dataclass(frozen=True, slots=True, eq=False)
class FoundTheme:
    """A group of passages: members by fit, best first; unit centre (d,); the words that set it apart, strongest first.

    `representative` are the passages nearest the centre, each of another story.
    """

    members: tuple[Member, ...]
    centroid: NDArray[np.float32]
    words: tuple[str, ...]
    representative: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Discovery:
    """The themes, largest first, why there are that many, and what the next build starts from.

    `themes` is empty and `anchors` None when the state is READING_LIST or NOT_RELIABLE. `made_with` are the
    parameters and versions on which the outcome depends, for the record of the build.
    """

    state: State
    reason: str
    themes: tuple[FoundTheme, ...] = ()
    anchors: Anchors | None = None
    made_with: Mapping[str, str | int | bool | None] = field(default_factory=dict)

    @property
    def reliable(self) -> bool:
        """Whether the themes may be shown at all."""
        return self.state in (State.TENTATIVE, State.SETTLED)
