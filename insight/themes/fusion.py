"""Joins what was found by meaning and by words into one ranking: a weighted sum of scores, each story once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from insight.themes.centroids import unit
from insight.themes.kept import Vectors

# Measured on three collections with weights from .05 to .4; more harms where words mislead. A sum of scores (Bruch, Gai
# and Ingber 2023) beat reciprocal rank fusion by 2 to 4% nDCG@10: ranks forget how much nearer the first is.
WORDS_WEIGHT = 0.12
# So many stories are ranked a second time, by the question and by what the best of them say. Of one to five stories
# and pulls of .15 to .5, two and .25 were best on three collections: nDCG@10 from .472, .321, .467 to .475, .325, .482.
LOOKED_AT_AGAIN, BEST, PULL = 15, 2, 0.25


class Why(StrEnum):
    """How a story was found."""

    MEANING = "meaning"
    WORDS = "words"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a passage, or for a whole story: how near it is to the question, and how well its words match.

    `cosine` is 0 where meaning was not asked, `words` is 0 where none match and 1 for the best match of its kind, a
    passage or a whole story; `near` says that it is among the nearest of the bank.
    """

    id: str
    story: str
    whole: bool
    cosine: float = 0.0
    words: float = 0.0
    near: bool = False

    @property
    def worth(self) -> float:
        """Nearness and a little for matching words."""
        return self.cosine + WORDS_WEIGHT * self.words


@dataclass(frozen=True, slots=True)
class Found:
    """A story with its best passage (None where only the whole story was ranked), its score, and why."""

    story: str
    passage: str | None
    score: float
    why: Why


def shares(matched: Iterable[tuple[str, bool, float]]) -> dict[str, float]:
    """From (id, whether it is a whole story, BM25): what part of the best match of its kind each one is.

    >>> shares([("p1", False, 8.0), ("p2", False, 4.0), ("s1", True, 2.0)])
    {'p1': 1.0, 'p2': 0.5, 's1': 1.0}
    """
    several = list(matched)
    best = {whole: max((score for _, kind, score in several if kind is whole), default=0.0) for whole in (True, False)}
    return {one: score / best[whole] if best[whole] else 0.0 for one, whole, score in several}


def promise(evidence: Iterable[Evidence], least: float) -> list[tuple[float, str]]:
    """The most that each story can be worth while only some of its cosines are known, most first, with its id.

    A cosine that is not known (0 in the evidence, `near` false) is `least` at most.
    """
    most: dict[str, dict[bool, float]] = {}
    for one in evidence:
        worth = one.worth if one.near else least + one.worth
        kinds = most.setdefault(one.story, {True: least, False: least})
        kinds[one.whole] = max(kinds[one.whole], worth)
    return sorted(((sum(kinds.values()), story) for story, kinds in most.items()), key=lambda one: (-one[0], one[1]))


def fuse(evidence: Iterable[Evidence], limit: int | None = None) -> tuple[Found, ...]:
    """Stories, best first, by what their best passage is worth and what the whole of them is worth, added.

    One passage counts, so that long stories gain nothing by having many.

    >>> [(found.story, found.why.value) for found in fuse([Evidence("p1", "s1", False, 0.4, near=True),
    ...     Evidence("p2", "s2", False, 0.5, words=1, near=True)])]
    [('s2', 'both'), ('s1', 'meaning')]
    """
    of_story: dict[str, list[Evidence]] = {}
    for one in evidence:
        of_story.setdefault(one.story, []).append(one)
    found = []
    for story, its in of_story.items():
        best: Mapping[bool, Evidence] = {one.whole: one for one in sorted(its, key=lambda one: (one.worth, one.id))}
        passage = best[False].id if False in best else None
        by_words, by_meaning = any(one.words for one in its), any(one.near for one in its)
        why = Why.BOTH if by_words and by_meaning else Why.WORDS if by_words else Why.MEANING
        found.append(Found(story, passage, sum(one.worth for one in best.values()), why))
    return best_of(found, limit)


def look_again(
    question: Vectors, first: Sequence[Found], evidence: Sequence[Evidence], vectors: Vectors
) -> tuple[Found, ...]:
    """The same stories, the first of them ranked anew by the question (d,) drawn towards what its best answers say.

    `first` are stories, best first; `evidence` is all there is about them, with its `vectors` (n, d) in the same order.
    Each keeps the passage that answers the question itself. Pseudo-relevance feedback (Rocchio 1971), without another
    search: what would come up besides is among the stories ranked already.
    """
    again = {one.story: one for one in first[:LOOKED_AT_AGAIN]}
    best = {one.story for one in first[:BEST]}
    said = [vector for one, vector in zip(evidence, vectors, strict=True) if one.whole and one.story in best]
    if not said:
        return tuple(first)
    pull = PULL * unit(np.mean(said, axis=0))
    longer = max(1.0, float(np.linalg.norm(question + pull)))  # words weigh as much beside meaning as before
    # Never pushed away: no story falls below those that were not looked at again.
    anew = fuse(
        replace(one, cosine=one.cosine + max(0.0, float(pulled)), words=one.words * longer)
        for one, pulled in zip(evidence, vectors @ pull, strict=True)
        if one.story in again
    )
    return best_of([*(replace(one, passage=again[one.story].passage) for one in anew), *first[LOOKED_AT_AGAIN:]])


def best_of(found: Iterable[Found], limit: int | None = None) -> tuple[Found, ...]:
    """The `limit` best, best first; of equals the first by id, so that the same question has the same answer."""
    return tuple(sorted(found, key=lambda one: (-one.score, one.story))[:limit])
