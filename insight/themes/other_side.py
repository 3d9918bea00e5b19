"""Turns what a story says over: the same subject, and it went the other way."""

import numpy as np

from insight.themes.embedder import Embedder
from insight.themes.kept import Vectors

# The same things gone well and gone badly, side by side, so that what they differ by is how it went and nothing else.
WENT_WELL = (
    "They listened to me and it got better.",
    "The staff were kind and they kept their word.",
    "I felt safe there and I could sleep.",
    "They rang me back and somebody helped at once.",
    "They trusted me and let me stay.",
    "The services talked to each other and it was sorted out.",
    "I was glad, and I am still doing well.",
    "Somebody was there for me and I was not alone.",
)
WENT_BADLY = (
    "They did not listen to me and it got worse.",
    "The staff were unkind and they broke their word.",
    "I felt frightened there and I could not sleep.",
    "They never rang me back and nobody helped at all.",
    "They did not trust me and put me out.",
    "The services did not talk to each other and it all fell through.",
    "I was angry, and I am still doing badly.",
    "Nobody was there for me and I was alone.",
)


class OtherSide:
    """The direction from badly to well among the vectors of one embedder."""

    def __init__(self, embedder: Embedder) -> None:
        """Read the sentences once."""
        well, badly = embedder.embed(WENT_WELL), embedder.embed(WENT_BADLY)
        self._way = _unit(well.mean(axis=0) - badly.mean(axis=0))
        self._middle = float(np.concatenate([well, badly]).mean(axis=0) @ self._way)

    def of(self, vector: Vectors, strength: float = 2.0) -> Vectors:
        """The unit `vector` (dimensions,) mirrored in the middle between well and badly."""
        return _unit(vector - strength * (float(vector @ self._way) - self._middle) * self._way)


def _unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / (np.linalg.norm(vector) or 1.0), dtype=np.float32)
