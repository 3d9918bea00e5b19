"""Indexing: an approved story is cut into passages, embedded, placed in the themes there are, and made findable."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import numpy as np

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.errors import Unavailable
from insight.ports import Bank, Work
from insight.stories.story import State
from insight.themes import seams
from insight.themes.centroids import assign, in_its_story
from insight.themes.embedder import Embedder
from insight.themes.kept import Vectors, VectorTable
from insight.themes.passages import cut

# What goes into one call to the index: a few megabytes.
AT_ONCE = 1_000


class NeighbourIndex(Protocol):
    """What finds the nearest vectors quickly. It holds ids, vectors and coarse facets, and can be rebuilt from rows."""

    def holds(self, total: int) -> bool:
        """Whether it holds so many, neither more nor less."""

    def add(self, ids: Sequence[str], vectors: Vectors, facets: Sequence[Mapping[str, str | int | bool]]) -> None:
        """Put vectors in; the same id again replaces it."""

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Ids and cosine similarities, nearest first."""


class Indexing:
    """From protected to indexed."""

    def __init__(
        self,
        bank: Bank,
        embedder: Callable[[], Embedder],
        index: Callable[[], NeighbourIndex | None],
        clock: Callable[[], datetime],
    ) -> None:
        """`index` gives the running neighbour index, or `None` when there is none."""
        self._bank = bank
        self._embedder = embedder
        self._index = index
        self._clock = clock

    def index_next(self, reader: Reader, owner: str, only: Sequence[str] | None = None) -> str | None:
        """Make the next approved story findable; its id, or `None` when none waits. Safe to run twice."""
        require(reader, Action.INDEX)
        with self._bank.writing() as work:
            story = work.stories.claim(State.PROTECTED, owner, self._clock(), only)
        if story is None:
            return None
        embedder = self._embedder()
        with self._bank.reading() as work:
            words = work.stories.text_for_indexing(story)
        if words is None:
            return story  # withdrawn meanwhile
        windows = [(window.start, window.end) for window in cut(words)]
        with self._bank.writing() as work:
            if not work.stories.still(story, State.PROTECTED):
                return story
            work.passages.replace(story, words, windows)
        self._embed(story, embedder)
        with self._bank.writing() as work:
            if not work.stories.move_on(story, State.PROTECTED, State.INDEXED):
                return story
            table = work.passages.vectors_of(story, embedder.model_id)
            self._place(work, table)
            seams.note(work, story)
        self._push(table)
        return story

    def catch_up(self, reader: Reader) -> int:
        """Embed what an earlier embedder had embedded: vectors of two models are never compared. How many stories."""
        require(reader, Action.INDEX)
        embedder = self._embedder()
        with self._bank.reading() as work:
            stories = work.passages.stories_without_vectors(embedder.model_id)
        for story in stories:
            self._embed(story, embedder)
            with self._bank.reading() as work:
                self._push(work.passages.vectors_of(story, embedder.model_id))
        return len(stories)

    def _embed(self, story: str, embedder: Embedder) -> None:
        """Keep a vector for every passage of a story that has none of this embedder yet."""
        with self._bank.reading() as work:
            words = work.stories.text_for_indexing(story)
            missing = work.passages.missing_vectors(embedder.model_id, story)
        if words is None or not missing:
            return  # withdrawn meanwhile, or done
        vectors = embedder.embed([words[start:end] for start, end in missing.values()])
        with self._bank.writing() as work:
            if work.stories.text_for_indexing(story) is not None:
                work.passages.keep_vectors(embedder.model_id, dict(zip(missing, vectors, strict=True)))

    def fill(self, reader: Reader, index: NeighbourIndex) -> int:
        """Fill an index from all rows, whoever may see them; how many vectors it was given."""
        require(reader, Action.INDEX)
        with self._bank.reading() as work:
            table = work.passages.every_vector(self._embedder().model_id)
        for at in range(0, len(table.passages), AT_ONCE):
            self._add(index, VectorTable(table.passages[at : at + AT_ONCE], table.vectors[at : at + AT_ONCE]))
        return len(table.passages)

    def _place(self, work: Work, table: VectorTable) -> None:
        """Put new passages into the themes there are, by the nearest centre, without a refit."""
        themes = work.themes.all()
        rows = [row for row, one in enumerate(table.passages) if not one.whole]
        build = work.builds.newest()
        if not themes or not rows or build is None or build.model != self._embedder().model_id:
            return
        drawn = in_its_story(table.vectors[rows], [table.passages[row].story for row in rows])
        placed = assign(drawn, np.stack([theme.centroid for theme in themes]))
        for row, where, fit, weak in zip(rows, placed.theme, placed.fit, placed.weak, strict=True):
            work.themes.place(themes[where].id, [(table.passages[row].id, float(fit), bool(weak))])

    def _push(self, table: VectorTable) -> None:
        """Tell the running index, if any; when it cannot be told, search sees that it is stale until it is filled."""
        index = self._index()
        if index is not None:
            try:
                self._add(index, table)
            except Unavailable:
                return

    def _add(self, index: NeighbourIndex, table: VectorTable) -> None:
        if table.passages:
            index.add(
                [one.id for one in table.passages], table.vectors, [{"whole": one.whole} for one in table.passages]
            )
