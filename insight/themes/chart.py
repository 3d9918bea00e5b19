"""Where passages lie on the map: themes that are alike lie near, and each passage between those it is like."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# More dots than this are a blot, and slow on an old laptop.
MOST_DOTS = 2_000
# How strongly a passage is drawn to the theme it is most like: with .03, one that is a tenth more like it lies at it.
SHARPNESS = 0.03


@dataclass(frozen=True, slots=True)
class Dot:
    """One passage on the map; across and up from 0 to 1."""

    passage: str
    theme: str
    across: float
    up: float


@dataclass(frozen=True, slots=True)
class Spot:
    """One theme's place on the map: its number there, its name, and how many passages it has."""

    number: int
    theme: str
    name: str
    across: float
    up: float
    passages: int


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """Themes and passages on one sheet. `passages` counts all that are in a theme, `people` whoever told them."""

    spots: tuple[Spot, ...]
    dots: tuple[Dot, ...]
    passages: int
    people: int


def sampled(number: int, most: int = MOST_DOTS) -> list[int]:
    """Which of a number of things in a row to show, evenly: all where there is room.

    >>> sampled(3), sampled(10, 4)
    ([0, 1, 2], [0, 2, 5, 7])
    """
    if number <= most:
        return list(range(number))
    return [at * number // most for at in range(most)]


def centres_apart(centroids: Floats) -> NDArray[np.float64]:
    """Places (k, 2) from 0 to 1 for k ≥ 1 unit centres (k, d): classical scaling of their distances (Torgerson, 1952).

    The larger spread lies across; the sign of each axis is fixed, so that the same themes give the same map.
    """
    if len(centroids) == 1:
        return np.full((1, 2), 0.5)
    apart = 2 - 2 * np.clip(centroids.astype(np.float64) @ centroids.T, -1, 1)
    middle = np.eye(len(apart)) - 1 / len(apart)
    values, axes = np.linalg.eigh(-0.5 * middle @ apart @ middle)
    best = np.argsort(-values, kind="stable")[:2]
    places = axes[:, best] * np.sqrt(np.maximum(values[best], 0))
    places = places * np.where(places[np.abs(places).argmax(axis=0), range(places.shape[1])] < 0, -1, 1)
    if places.shape[1] < 2:
        places = np.hstack([places, np.zeros((len(places), 1))])
    return _even(places)


def between(vectors: Floats, centroids: Floats, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where (n, 2) each of n unit vectors lies among the centres: their middle, weighted by how like it is to each."""
    likeness = vectors.astype(np.float64) @ centroids.T / SHARPNESS
    weight = np.exp(likeness - likeness.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True) @ places)


def _even(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half by distance and half by rank: a theme that is unlike all others does not press them into a corner.

    Both axes have the scale of the wider one, so that small differences stay small.
    """
    width = np.ptp(places, axis=0)
    share = width / width.max() if width.max() > 0 else width
    scaled = (places - places.min(axis=0)) / np.where(width > 0, width, 1)
    rank = places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(places) - 1, 1)
    return np.asarray(0.5 + share * ((scaled + rank) / 2 - 0.5))
