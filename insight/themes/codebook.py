"""Learns a theme from a handful of passages that people marked, and says which others belong to it."""

import io
from dataclasses import dataclass, replace
from zipfile import BadZipFile

import numpy as np

from insight.errors import Damaged
from insight.themes.centroids import Floats

# How far the spread of the passages is taken for a ball: a few hundred say little of 384 directions. Measured on the
# demo bank with 10 examples of each of 21 themes, of .3 to 1: .8 to .9 agreed best with what was marked.
SHRINKAGE = 0.8
# Spreads above the bank's mean from which a passage belongs: between 1.5 and 2.5 macro-F1 was best here.
BELONGS = 1.75
# Unless each of several examples, scored by what the others teach, stands clear of the bank: then from the least of
# them. A theme that is a sixth of the bank has few passages so many spreads above its mean.
CLEAR, CLEAR_FROM = 0.75, 5


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """A theme as its examples taught it: a `direction` (d,) and the bank's `middle` along it; no word of any story.

    A passage of this `belongs` or more is thought to belong.
    """

    direction: Floats
    middle: float
    belongs: float = BELONGS

    def score(self, vectors: Floats) -> Floats:
        """How many spreads above the bank's mean each vector (n, d) speaks of the theme (n,)."""
        return np.asarray(np.asarray(vectors, dtype=np.float32) @ self.direction - self.middle, dtype=np.float32)

    def to_bytes(self) -> bytes:
        """Plain arrays (npz); never a pickle."""
        file = io.BytesIO()
        np.savez(file, direction=self.direction, numbers=np.array([self.middle, self.belongs]))
        return file.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Learned":
        """Read what `to_bytes` wrote. Damaged: it is not that."""
        try:
            with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
                direction = np.asarray(arrays["direction"], dtype=np.float32)
                middle, belongs = (float(one) for one in arrays["numbers"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, TypeError) as broken:
            raise Damaged("What a theme learned from its passages cannot be read. Mark one of them again.") from broken
        if direction.ndim != 1:
            raise Damaged("What a theme learned from its passages cannot be read. Mark one of them again.")
        return cls(direction, middle, belongs)


def learn(examples: Floats, counter: Floats, background: Floats) -> Learned:
    """What sets the examples (n ≥ 1, d) apart from `counter` (m, d), or, where that is empty, from the whole bank.

    `background` (b ≥ 2, d) are passages of the bank, a thousand are plenty; `counter` examples of other themes, or
    passages said not to belong. All drawn alike beforehand: by `lean`, or by `in_its_story` where that takes too long.
    Linear discriminant analysis whose covariance is shrunk to a ball (Friedman 1989), closed and without chance.
    """
    if not len(examples) or len(background) < 2:
        raise ValueError(f"{len(examples)} examples in a bank of {len(background)} passages teach nothing")
    bank = np.asarray(background, dtype=np.float64)
    marked = np.asarray(examples, dtype=np.float64)
    middle = bank.mean(axis=0)
    spread = np.cov(bank.T)
    ball = np.trace(spread) / len(spread) * np.eye(len(spread))
    others = np.asarray(counter, dtype=np.float64).mean(axis=0) if len(counter) else middle
    direction = np.linalg.solve((1 - SHRINKAGE) * spread + SHRINKAGE * ball, (marked - others).T).T
    along = bank @ direction.mean(axis=0)
    width = max(float(along.std()), 1e-12)
    middle_along = float(along.mean() / width)
    taught = Learned(np.asarray(direction.mean(axis=0) / width, dtype=np.float32), middle_along)
    if len(marked) < CLEAR_FROM:
        return taught
    without = (direction.sum(axis=0) - direction) / (len(direction) - 1)  # what the other examples teach, for each
    least = float(((marked - middle) * without).sum(axis=1).min() / width)
    return replace(taught, belongs=least) if CLEAR <= least < BELONGS else taught
