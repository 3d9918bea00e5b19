"""Makes the vectors lean on what was told, not on how: without "he or she", with the rest of the story and the like."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from insight.themes.centroids import Floats, unit
from insight.themes.passages import Passage

# Half the story's mean beside each passage: an incident joins what its story is about. On invented stories agreement
# with their subjects rose from .23 to .32 (AMI, 11 themes), on 815 real questions it stayed.
STORY_WEIGHT = 0.5
# As much again of the ten nearest passages of other stories: a passage lies nearer to what it shares with them. With
# 5% of the stories left out two builds then agree by .55 rather than .31 (ARI, invented and real), at the same AMI.
NEIGHBOURS = 10
NEIGHBOUR_WEIGHT = 1.0
POOL = 10_000  # passages among which neighbours are sought: a bank of millions is sampled
_AT_ONCE = 1_000  # rows of similarities in memory: 40 MB

_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_FEWEST_WORDS = 8  # one "she" among three words says little about a voice


def lean(passages: Sequence[Passage], vectors: Floats) -> Floats:
    """Unit rows (n, d): the vectors without the direction from "he" to "she", drawn to their story and the like.

    The first POOL passages are where neighbours are sought, so they should stand in an order that means nothing.

    Without this the two largest themes of most banks are "stories about a man" and "stories about a woman". Only that
    one direction goes: taking out "I", "we" and "they" as well cost a fifth of the agreement with people's topics.
    A centre made of these rows has no part in the direction, so `centroids.assign` works with the vectors as they are.
    """
    plain = _without_gender(passages, np.asarray(vectors, dtype=np.float64))
    stories = np.unique([passage.story for passage in passages], return_inverse=True)[1]
    sums = np.zeros((stories.max() + 1, plain.shape[1]))
    np.add.at(sums, stories, plain)
    means = sums / np.bincount(stories)[:, None]
    return _among_the_like(unit((plain + STORY_WEIGHT * means[stories]).astype(np.float32)), stories)


def _among_the_like(matrix: Floats, stories: NDArray[np.intp]) -> Floats:
    """The rows, each with the mean of the nearest rows of other stories."""
    pool = matrix[:POOL]
    count = min(NEIGHBOURS, len(pool) - 1)
    found = np.empty_like(matrix)
    for at in range(0, len(matrix), _AT_ONCE):
        rows = slice(at, at + _AT_ONCE)
        cosine = matrix[rows] @ pool.T
        cosine[stories[rows, None] == stories[None, : len(pool)]] = -1.0
        nearest = np.argpartition(-cosine, count, axis=1)[:, :count]
        found[rows] = matrix[rows] + NEIGHBOUR_WEIGHT * pool[nearest].mean(axis=1)
    return unit(found)


def _without_gender(passages: Sequence[Passage], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows without the direction that goes with more "he" than "she" (one step of LEACE, Belrose et al. 2023)."""
    share = np.array([_balance(passage.text) for passage in passages])
    direction = (matrix - matrix.mean(axis=0)).T @ (share - share.mean())
    length = float(np.linalg.norm(direction))
    if length < 1e-9:
        return matrix  # nobody said "he" or "she"
    direction /= length
    return matrix - np.outer(matrix @ direction, direction)


def _balance(text: str) -> float:
    """How many more words are "he" than "she", as a share of all."""
    return (len(_HE.findall(text)) - len(_SHE.findall(text))) / max(_FEWEST_WORDS, len(text.split()))
