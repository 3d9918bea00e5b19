"""A build of the themes: passages and vectors in, themes with names and quotes out. It changes nothing in the bank."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from insight.access.gate import Scope
from insight.errors import Damaged
from insight.ports import Work
from insight.stories.story import ProtectedStory
from insight.themes import label
from insight.themes.centroids import Anchors
from insight.themes.embedder import Embedder
from insight.themes.found import Discovery, FoundTheme
from insight.themes.kept import KeptPassage, KeptTheme, Vectors, VectorTable, plain_name
from insight.themes.passages import Passage

# Stories are read in handfuls, so that the whole bank's objects are never in memory at once.
STORIES_AT_ONCE = 500


class Discover(Protocol):
    """What groups passages by what they speak of."""

    def __call__(self, passages: Sequence[Passage], vectors: Vectors, *, previous: Anchors | None = None) -> Discovery:
        """Themes of the passages, whose unit vectors stand in the same order, continuing from `previous`."""


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A found theme with its heading: members as (passage, fit, weak), quotes as (passage, start, end)."""

    members: tuple[tuple[str, float, bool], ...]
    centroid: Vectors
    words: tuple[str, ...]
    name: str
    name_passage: str | None
    quotes: tuple[tuple[str, int, int], ...]

    def only(self, here: Set[str]) -> "NamedTheme":
        """The theme without passages that are no longer here: neither as members nor in its name and quotes."""
        gone = self.name_passage is not None and self.name_passage not in here
        return replace(
            self,
            members=tuple(one for one in self.members if one[0] in here),
            name=plain_name(self.words) if gone else self.name,
            name_passage=None if gone else self.name_passage,
            quotes=tuple(one for one in self.quotes if one[0] in here),
        )

    def record(self, theme: str, before: KeptTheme | None) -> KeptTheme:
        """As the bank keeps it. A heading stays as long as its words are in the theme: people know it by it."""
        name, of = self.name, self.name_passage
        if before is not None and before.name_passage in {one for one, _, _ in self.members}:
            name, of = before.machine_name, before.name_passage
        human = before.human_name if before else None
        return KeptTheme(theme, name, of, human, self.words, self.centroid, before.pinned if before else False)


@dataclass(frozen=True, slots=True)
class Found:
    """What a build found, over how much, and what steadies the next one."""

    state: str
    reason: str
    stories: int
    passages: int
    themes: tuple[NamedTheme, ...]
    anchors: bytes | None


def find(work: Work, within: Scope, embedder: Embedder, discover: Discover) -> Found:
    """Find and name the themes in every passage the scope admits, continuing from the last build if there was one."""
    table = work.passages.vector_table(embedder.model_id, within, whole=False)
    stories = _stories(work, within, table)
    rows = [row for row, one in enumerate(table.passages) if one.story in stories]
    kept = [table.passages[row] for row in rows]
    vectors = table.vectors[rows]
    passages = [_passage(one, stories[one.story]) for one in kept]
    discovery = discover(passages, vectors, previous=_previous(work, embedder))
    place = {one.id: row for row, one in enumerate(kept)}
    taken: list[str] = []
    named = []
    for theme in discovery.themes:
        inside = [place[one.passage] for one in theme.members]
        beyond = np.delete(vectors, inside, axis=0)
        named.append(
            _named(theme, [passages[row] for row in inside], stories, vectors[inside], beyond, taken, embedder)
        )
        taken.append(named[-1].name)
    anchors = discovery.anchors.to_bytes() if discovery.anchors else None
    return Found(discovery.state.value, discovery.reason, len(stories), len(kept), tuple(named), anchors)


def _named(
    theme: FoundTheme,
    passages: list[Passage],
    stories: dict[str, ProtectedStory],
    vectors: Vectors,
    beyond: Vectors,
    taken: list[str],
    embedder: Embedder,
) -> NamedTheme:
    quotable = [stories[one.story].quotable(one.start, one.end) for one in passages]
    tellers = [stories[one.story].facts.storyteller for one in passages]
    name = label.name(passages, quotable, vectors, theme.centroid, theme.words, embedder, beyond, taken)
    quotes = label.telling_quotes(passages, quotable, vectors, theme.centroid, tellers, embedder)
    return NamedTheme(
        members=tuple((one.passage, one.fit, one.weak) for one in theme.members),
        centroid=theme.centroid,
        words=theme.words,
        name=name.text,
        name_passage=name.from_passage,
        quotes=tuple((one.passage, one.start, one.end) for one in quotes),
    )


def _previous(work: Work, embedder: Embedder) -> Anchors | None:
    """What the last build left, if it was made with this very model and can be read."""
    build, kept = work.themes.newest_build(), work.themes.anchors()
    if build is None or kept is None or build.model != embedder.model_id:
        return None
    try:
        return Anchors.from_bytes(kept)
    except Damaged:
        return None


def _stories(work: Work, within: Scope, table: VectorTable) -> dict[str, ProtectedStory]:
    ids = sorted({one.story for one in table.passages})
    found: dict[str, ProtectedStory] = {}
    for at in range(0, len(ids), STORIES_AT_ONCE):
        found.update({one.id: one for one in work.stories.some(ids[at : at + STORIES_AT_ONCE], within)})
    return found


def _passage(kept: KeptPassage, story: ProtectedStory) -> Passage:
    return Passage(kept.id, kept.story, kept.start, kept.end, str(story.text)[kept.start : kept.end])
