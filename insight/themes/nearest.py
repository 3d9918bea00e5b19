"""The passages nearest to a question: from the index while it can be relied on, else from the rows themselves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from insight.access.gate import Scope
from insight.errors import Unavailable
from insight.ports import Work
from insight.stories.filters import Filters
from insight.themes.indexing import NeighbourIndex
from insight.themes.kept import KeptPassage, Vectors

# How often the index is asked, each time for four times more, when the gate takes most; a scan of the rest is less.
WIDENINGS = 3


@dataclass(frozen=True, slots=True)
class Near:
    """Passages with their cosine to a question, nearest first. None that is not among them is nearer than `least`."""

    passages: tuple[tuple[KeptPassage, float], ...] = ()
    least: float = -1.0


@dataclass(frozen=True, slots=True)
class View:
    """What one reader looks at: one state of the bank, as far as the gate admits it and the filters choose.

    `total` is the number of passages in all of the bank, whoever may see them.
    """

    work: Work
    within: Scope
    filters: Filters
    model: str
    total: int


def nearest(view: View, index: Callable[[], NeighbourIndex | None], vectors: Vectors, wanted: int) -> tuple[Near, ...]:
    """The `wanted` nearest passages of the view for each row of `vectors` (n, dimensions)."""
    running = index()
    if running is not None:
        try:
            found = _by_index(view, running, vectors, wanted)
        except Unavailable:
            found = None  # the rows are the truth, and at hand
        if found is not None:
            return found
    return _by_rows(view, vectors, wanted)


def _by_index(view: View, index: NeighbourIndex, vectors: Vectors, wanted: int) -> tuple[Near, ...] | None:
    """What the index finds and the view holds, or `None` when it is stale or the gate takes nearly all it finds."""
    if not index.holds(view.total):
        return None
    found = []
    for vector in vectors:
        near = _asked(view, index, vector, wanted)
        if near is None:
            return None
        found.append(near)
    return tuple(found)


def _asked(view: View, index: NeighbourIndex, vector: Vectors, wanted: int) -> Near | None:
    asked = wanted
    for _ in range(WIDENINGS):
        near = index.nearest(vector, min(asked, view.total))
        admitted = view.work.passages.some([one for one, _ in near], view.within, view.filters)
        if len(admitted) >= wanted // 2:
            least = near[-1][1] if asked < view.total else -1.0
            return Near(tuple((admitted[one], cosine) for one, cosine in near if one in admitted), least)
        if asked >= view.total:
            break
        asked *= 4
    return None


def _by_rows(view: View, vectors: Vectors, wanted: int) -> tuple[Near, ...]:
    """An exact scan: the rows pass by a few thousand at a time, and for each question its nearest are kept."""
    kept: list[list[tuple[float, KeptPassage]]] = [[] for _ in vectors]
    left_out = [-1.0] * len(vectors)
    for table in view.work.passages.in_portions(view.model, view.within, view.filters):
        for number, cosines in enumerate((table.vectors @ vectors.T).T):
            best = np.argpartition(-cosines, wanted)[:wanted] if len(cosines) > wanted else range(len(cosines))
            together = [*kept[number], *((float(cosines[row]), table.passages[row]) for row in best)]
            together.sort(key=lambda one: (-one[0], one[1].id))
            kept[number] = together[:wanted]
            left_out[number] = kept[number][-1][0] if len(kept[number]) == wanted else -1.0
    return tuple(Near(_turned(some), least) for some, least in zip(kept, left_out, strict=True))


def _turned(some: Iterable[tuple[float, KeptPassage]]) -> tuple[tuple[KeptPassage, float], ...]:
    return tuple((one, cosine) for cosine, one in some)
