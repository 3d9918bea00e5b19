"""Search: meaning and words together over passages and whole stories, each story once, each through the gate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, Unavailable
from insight.ports import Bank, Work
from insight.stories.filters import Filters
from insight.stories.story import Facts, ProtectedStory
from insight.themes.embedder import Embedder
from insight.themes.exact import ExactIndex
from insight.themes.fusion import Evidence, Found, Why, fuse
from insight.themes.indexing import NeighbourIndex
from insight.themes.kept import KeptPassage, Vectors
from insight.themes.query import words_expression

LONGEST_QUERY = 2_000
# A story has a handful of passages, so this many neighbours fill a page of stories with room for the gate to take some.
NEIGHBOURS_A_STORY = 20
FEWEST_NEIGHBOURS = 200
# How often the index is asked, each time for four times more, when the gate takes most; a scan of the rest is less.
WIDENINGS = 3


class Mode(StrEnum):
    """By what to search."""

    HYBRID = "hybrid"
    MEANING = "meaning"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Result:
    """A story that answers, with the passage that does so best: `text` is an exact slice of the protected story."""

    facts: Facts
    passage: str
    start: int
    end: int
    text: str
    score: float
    why: Why


class Search:
    """The story bank, searched."""

    def __init__(
        self,
        bank: Bank,
        embedder: Callable[[], Embedder],
        index: Callable[[], NeighbourIndex | None],
        clock: Callable[[], datetime],
    ) -> None:
        """`index` gives the running neighbour index; without one the rows themselves are scanned."""
        self._bank = bank
        self._embedder = embedder
        self._index = index
        self._clock = clock

    def search(
        self, reader: Reader, query: str, *, mode: Mode = Mode.HYBRID, limit: int = 10, filters: Filters | None = None
    ) -> tuple[Result, ...]:
        """The stories that answer best, each once. The words of the question are kept nowhere."""
        return self.search_all(reader, [query], mode=mode, limit=limit, filters=filters)[0]

    def search_all(
        self,
        reader: Reader,
        queries: Sequence[str],
        *,
        mode: Mode = Mode.HYBRID,
        limit: int = 10,
        filters: Filters | None = None,
    ) -> list[tuple[Result, ...]]:
        """Several questions, answered over one and the same state of the bank."""
        require(reader, Action.SEARCH)
        for query in queries:
            if not query.strip():
                raise BadInput("Write what you are looking for, in your own words.")
            if len(query) > LONGEST_QUERY:
                raise BadInput("This is too long to search for. Try a sentence or two.")
        within = scope(reader, today=self._clock().date())
        with self._bank.reading() as work:
            chosen = work.stories.chosen(within, filters) if filters and filters.any else None
            scan = _Scan(work, within, self._embedder)
            return [self._answer(work, within, scan, query, mode, limit, chosen) for query in queries]

    def like(self, reader: Reader, story: str, limit: int = 10) -> tuple[Result, ...]:
        """Stories that are near this one in meaning."""
        require(reader, Action.SEARCH)
        within = scope(reader, today=self._clock().date())
        with self._bank.reading() as work:
            text = str(work.stories.get(story, within).text)
            scan = _Scan(work, within, self._embedder)
            found = self._answer(work, within, scan, text[:LONGEST_QUERY], Mode.MEANING, limit + 1, None)
        return tuple(one for one in found if one.facts.id != story)[:limit]

    def _answer(
        self,
        work: Work,
        within: Scope,
        scan: "_Scan",
        query: str,
        mode: Mode,
        limit: int,
        chosen: frozenset[str] | None,
    ) -> tuple[Result, ...]:
        wanted = max(limit * NEIGHBOURS_A_STORY, FEWEST_NEIGHBOURS)
        near: list[KeptPassage] = []
        matched: list[tuple[KeptPassage, float]] = []
        if mode is not Mode.WORDS:
            vector = self._embedder().embed([query])[0]
            near = self._neighbours(work, within, scan, vector, wanted, chosen)
        expression = words_expression(query)
        if mode is not Mode.MEANING and expression:
            matched = work.passages.matching(expression, within, wanted)
        if chosen is not None:
            near, matched = _only(chosen, near), [one for one in matched if one[0].story in chosen]
        places = {one.id: one for one, _ in matched}
        cosines: dict[str, float] = {}
        if mode is not Mode.WORDS:
            # An index proposes; the rows say how near each passage of the proposed stories is, and the whole of them.
            proposed = {one.story for one in (*near, *places.values())}
            table = work.passages.vector_table(self._embedder().model_id, within, stories=proposed)
            places |= {one.id: one for one in table.passages}
            if table.passages:
                cosines = dict(zip((one.id for one in table.passages), (table.vectors @ vector).tolist(), strict=True))
        words, nearest = {one.id: score for one, score in matched}, {one.id for one in near}
        found = fuse(
            (
                Evidence(
                    one.id, one.story, one.whole, cosines.get(one.id, 0.0), words.get(one.id, 0.0), one.id in nearest
                )
                for one in places.values()
            ),
            limit,
        )
        stories = {one.id: one for one in work.stories.some([one.story for one in found], within)}
        return tuple(
            self._result(work, within, stories[one.story], one, places) for one in found if one.story in stories
        )

    def _result(
        self, work: Work, within: Scope, story: ProtectedStory, found: Found, places: dict[str, KeptPassage]
    ) -> Result:
        place = places.get(found.passage or "") or work.passages.of_story(story.id, within)[0]
        text = str(story.text)[place.start : place.end]
        return Result(story.facts, place.id, place.start, place.end, text, round(found.score, 6), found.why)

    def _neighbours(
        self, work: Work, within: Scope, scan: "_Scan", vector: Vectors, wanted: int, chosen: frozenset[str] | None
    ) -> list[KeptPassage]:
        """The nearest passages the scope admits: from the index while it can be relied on, else from the rows."""
        index = self._index() if chosen is None else None
        if index is not None:
            try:
                found = _by_index(work, within, index, vector, wanted)
            except Unavailable:
                found = None  # the rows are the truth, and at hand
            if found is not None:
                return found
        return scan.nearest(vector, wanted, chosen)


def _by_index(
    work: Work, within: Scope, index: NeighbourIndex, vector: Vectors, wanted: int
) -> list[KeptPassage] | None:
    """What the index finds and the gate admits, or `None` when it is stale or the gate takes nearly all it finds."""
    held = index.count()
    if held != work.passages.total():
        return None
    asked = wanted
    for _ in range(WIDENINGS):
        near = index.nearest(vector, min(asked, held))
        admitted = work.passages.some([one for one, _ in near], within)
        if len(admitted) >= wanted // 2:
            return [admitted[one] for one, _ in near if one in admitted]
        if asked >= held:
            break
        asked *= 4
    return None


class _Scan:
    """An exact scan of the rows the scope admits, read once for however many questions."""

    def __init__(self, work: Work, within: Scope, embedder: Callable[[], Embedder]) -> None:
        self._work = work
        self._within = within
        self._embedder = embedder
        self._exact: tuple[ExactIndex, dict[str, KeptPassage]] | None = None

    def nearest(self, vector: Vectors, wanted: int, chosen: frozenset[str] | None) -> list[KeptPassage]:
        if self._exact is None:
            table = self._work.passages.vector_table(self._embedder().model_id, self._within)
            by_id = {one.id: one for one in table.passages}
            self._exact = ExactIndex([one.id for one in table.passages], table.vectors), by_id
        exact, by_id = self._exact
        among = None if chosen is None else {one.id for one in by_id.values() if one.story in chosen}
        return [by_id[one] for one, _ in exact.nearest(vector, wanted, among)]


def _only(chosen: frozenset[str], kept: Sequence[KeptPassage]) -> list[KeptPassage]:
    return [one for one in kept if one.story in chosen]
