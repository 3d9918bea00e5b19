"""A build of the themes: passages and vectors in, themes with names and quotes out. It changes nothing in the bank."""

import json
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from insight.access.gate import Scope
from insight.errors import Damaged
from insight.ports import Work
from insight.stories.story import ProtectedStory
from insight.themes.centroids import Anchors
from insight.themes.embedder import Embedder
from insight.themes.found import Discovery
from insight.themes.headed import headed, passage_of
from insight.themes.kept import KeptTheme, Vectors, VectorTable, plain_name
from insight.themes.namer import Namer
from insight.themes.passages import Passage

# Stories are read in handfuls, so that the whole bank's objects are never in memory at once.
STORIES_AT_ONCE = 500


class Discover(Protocol):
    """What groups passages by what they speak of."""

    def __call__(
        self,
        passages: Sequence[Passage],
        vectors: Vectors,
        *,
        previous: Anchors | None = None,
        step: Callable[[str], None] = ...,
    ) -> Discovery:
        """Themes of the passages, whose unit vectors stand in the same order, continuing from `previous`."""


# How far each theme holds together when some stories are left out, from 0 to 1.
Steadiness = Callable[[Sequence[Passage], Vectors, Discovery], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Finder:
    """What looks for themes, says how steady they are, and, where there is one, names them besides."""

    discover: Discover
    steadiness: Steadiness
    namer: Namer | None = None


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A found theme with its heading: members as (passage, fit, weak), quotes as (passage, start, end)."""

    members: tuple[tuple[str, float, bool], ...]
    centroid: Vectors
    words: tuple[str, ...]
    name: str
    name_passage: str | None
    quotes: tuple[tuple[str, int, int], ...]
    steadiness: float | None = None

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
        if before is None:
            return KeptTheme(
                theme, self.name, self.name_passage, None, self.words, self.centroid, False, steadiness=self.steadiness
            )
        stays = before.name_passage in {one for one, _, _ in self.members}
        return replace(
            before,
            machine_name=before.machine_name if stays else self.name,
            name_passage=before.name_passage if stays else self.name_passage,
            words=self.words,
            centroid=self.centroid,
            steadiness=self.steadiness,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What a build found, over how much, and what steadies the next one."""

    state: str
    reason: str
    stories: int
    passages: int
    themes: tuple[NamedTheme, ...]
    anchors: bytes | None
    parameters: str = "{}"


def silent(_doing: str) -> None:
    """For whoever waits without being told how far it is."""


def find(work: Work, within: Scope, embedder: Embedder, finder: Finder, step: Callable[[str], None] = silent) -> Found:
    """Find and name the themes in every passage the scope admits, continuing from the themes that there are.

    `step` is told in words what is being done; what it raises stops the build.
    """
    step("Reading the stories")
    table = work.passages.vector_table(embedder.model_id, within, whole=False)
    stories = _stories(work, within, table)
    rows = [row for row, one in enumerate(table.passages) if one.story in stories]
    kept = [table.passages[row] for row in rows]
    vectors = table.vectors[rows]
    passages = [passage_of(one, stories[one.story]) for one in kept]
    discovery = finder.discover(passages, vectors, previous=_previous(work, embedder), step=step)
    step("Looking how steady they are")
    steady = finder.steadiness(passages, vectors, discovery)
    place = {one.id: row for row, one in enumerate(kept)}
    taken: list[str] = []
    named = []
    for number, theme in enumerate(discovery.themes):
        step(f"Choosing a name for theme {number + 1} of {len(discovery.themes)}")
        inside = [place[one.passage] for one in theme.members]
        beyond = np.delete(vectors, inside, axis=0)
        told = [passages[row] for row in inside]
        name, quotes = headed(
            told, stories, vectors[inside], theme.centroid, theme.words, embedder, taken, beyond, finder.namer
        )
        named.append(
            NamedTheme(
                members=tuple((one.passage, one.fit, one.weak) for one in theme.members),
                centroid=theme.centroid,
                words=theme.words,
                name=name.text,
                name_passage=name.from_passage,
                quotes=quotes,
                steadiness=steady[number] if steady else None,
            )
        )
        taken.append(name.text)
    anchors = discovery.anchors.to_bytes() if discovery.anchors else None
    made_with = json.dumps(dict(discovery.made_with))
    return Found(
        discovery.state.value,
        discovery.reason,
        len(stories),
        len(kept),
        tuple(named),
        anchors,
        made_with,
    )


def _previous(work: Work, embedder: Embedder) -> Anchors | None:
    """Where the last build, made with this very model, stood: its projection, and the centres of the themes there are
    now. What people merged or split since is so where the next one begins.
    """
    build, kept = work.builds.newest(), work.builds.anchors()
    if build is None or kept is None or build.model != embedder.model_id:
        return None
    try:
        anchors = Anchors.from_bytes(kept)
    except Damaged:
        return None
    centres = [one.centroid for one in work.themes.all()]
    return replace(anchors, centroids=np.stack(centres)) if centres else anchors


def _stories(work: Work, within: Scope, table: VectorTable) -> dict[str, ProtectedStory]:
    ids = sorted({one.story for one in table.passages})
    found: dict[str, ProtectedStory] = {}
    for at in range(0, len(ids), STORIES_AT_ONCE):
        found.update({one.id: one for one in work.stories.some(ids[at : at + STORIES_AT_ONCE], within)})
    return found
