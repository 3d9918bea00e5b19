"""Ranks stories for one question: what is near and what matches is proposed, and read exactly as far as it matters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from insight.themes.fusion import LOOKED_AT_AGAIN, Evidence, Found, best_of, fuse, look_again, promise, shares
from insight.themes.kept import KeptPassage, Vectors
from insight.themes.nearest import Near, View

# So many stories beyond those wanted are read at a time, most promising first.
MORE_AT_A_TIME = 10


@dataclass(frozen=True, slots=True)
class Ranked:
    """The stories found, best first, and where the passages lie that speak for them."""

    found: tuple[Found, ...]
    places: dict[str, KeptPassage]


def ranked(
    view: View,
    vector: Vectors | None,
    near: Near,
    matched: Sequence[tuple[KeptPassage, float]],
    limit: int,
    *,
    again: bool = False,
) -> Ranked:
    """The `limit` stories that are worth most, of those with a passage in `near` or among the `matched` words.

    An index tells how near a few passages are and not the others of their stories. Those are read from the rows, for
    the most promising stories first, until nothing that was not read can be worth more than the last one wanted.
    `again` ranks the best of them a second time, by what the very best say.
    """
    places = {one.id: one for one, _ in (*near.passages, *matched)}
    known = {one.id: cosine for one, cosine in near.passages}
    words = shares((one.id, one.whole, score) for one, score in matched)

    def evidence(passages: Iterable[KeptPassage], cosines: dict[str, float]) -> list[Evidence]:
        return [
            Evidence(one.id, one.story, one.whole, cosines.get(one.id, 0.0), words.get(one.id, 0.0), one.id in known)
            for one in passages
        ]

    if vector is None:
        return Ranked(fuse(evidence(places.values(), {}), limit), places)
    wanted = max(limit, LOOKED_AT_AGAIN) if again else limit
    order = promise(evidence(places.values(), known), near.least)
    read: list[Evidence] = []
    vectors: list[Vectors] = []
    found: tuple[Found, ...] = ()
    for at in range(0, len(order), wanted + MORE_AT_A_TIME):
        most, _ = order[at]
        if len(found) == wanted and found[-1].score >= most:
            break
        some = [story for _, story in order[at : at + wanted + MORE_AT_A_TIME]]
        table = view.work.passages.vectors_of_several(view.model, some)
        if table.passages:
            exact = dict(zip((one.id for one in table.passages), (table.vectors @ vector).tolist(), strict=True))
            places |= {one.id: one for one in table.passages}
            new = evidence(table.passages, exact)
            found = best_of((*found, *fuse(new, wanted)), wanted)
            read += new
            vectors.append(table.vectors)
    if again and vectors:
        found = look_again(vector, found, read, np.concatenate(vectors))
    return Ranked(found[:limit], places)
