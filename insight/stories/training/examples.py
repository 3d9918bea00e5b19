"""Texts as the network learns from them: word pieces with what each is, in batches of like length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from insight.stories.pieces import Cutter, Pieces, framed
from insight.stories.recognisers.casing import repaired
from insight.stories.tags import TAGS
from insight.stories.training.marked import INNOCENT, OPTIONAL
from insight.stories.training.variants import Variant

UNSAID = -100  # torch's number for "learn nothing from this"
_PIECES_A_BATCH = 2_200
_SORTED_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Example:
    """One window of a text, framed: pieces, cases, tags and how much each counts; which tags may stand unmarked."""

    ids: NDArray[np.int64]
    cases: NDArray[np.int64]
    tags: NDArray[np.int64]
    weights: NDArray[np.float32]
    may_be: NDArray[np.bool_]


def examples(variant: Variant, cutter: Cutter, emphasis: float) -> Iterator[Example]:
    """The windows of a text; words that only look like an identity count `emphasis` times."""
    _, quiet = repaired(variant.text)
    pieces = cutter.cut(variant.text, quiet)
    tags, weights = _tags(variant, pieces, emphasis)
    may_be = np.array([tag == TAGS[0] or tag not in variant.marked for tag in TAGS])
    for window in pieces.windows(variant.text):
        yield Example(
            framed(pieces.ids[window]),
            framed(pieces.cases[window], 0, 0),
            framed(tags[window], UNSAID, UNSAID),
            np.concatenate(([1.0], weights[window], [1.0])).astype(np.float32),
            may_be,
        )


def _tags(variant: Variant, pieces: Pieces, emphasis: float) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    said = np.zeros(len(variant.text) + 1, dtype=np.int64)
    counts = np.ones(len(variant.text) + 1, dtype=np.float32)
    for start, end, tag in variant.spans:
        if tag == INNOCENT:
            counts[start:end] = emphasis
        else:
            said[start:end] = UNSAID if tag == OPTIONAL else TAGS.index(tag)
    starts = np.array([start for start, _ in pieces.offsets], dtype=np.int64)
    return said[starts], counts[starts]


def batches(all_: Sequence[Example], chance: random.Random) -> list[list[Example]]:
    """Shuffled batches of windows of like length, so that little is padding."""
    order = list(all_)
    chance.shuffle(order)
    found = []
    for at in range(0, len(order), _SORTED_AT_ONCE):
        batch: list[Example] = []
        for one in sorted(order[at : at + _SORTED_AT_ONCE], key=lambda one: len(one.ids)):
            if batch and (len(batch) + 1) * len(one.ids) > _PIECES_A_BATCH:
                found.append(batch)
                batch = []
            batch.append(one)
        found.append(batch)
    chance.shuffle(found)
    return found
