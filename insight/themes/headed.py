"""Gives a theme its heading and its quotes, asking each story what of it may be quoted."""

from collections.abc import Collection, Mapping, Sequence

from insight.stories.story import ProtectedStory
from insight.themes import label
from insight.themes.embedder import Embedder
from insight.themes.kept import KeptPassage, Vectors
from insight.themes.label import Name
from insight.themes.namer import Namer
from insight.themes.passages import Passage


def passage_of(kept: KeptPassage, story: ProtectedStory) -> Passage:
    """A passage with its words."""
    return Passage(kept.id, kept.story, kept.start, kept.end, str(story.text)[kept.start : kept.end])


def headed(
    passages: Sequence[Passage],
    stories: Mapping[str, ProtectedStory],
    vectors: Vectors,
    centroid: Vectors,
    words: Sequence[str],
    embedder: Embedder,
    taken: Collection[str],
    beyond: Vectors | None = None,
    namer: Namer | None = None,
) -> tuple[Name, tuple[tuple[str, int, int], ...]]:
    """A theme's name, and its telling quotes as (passage, start, end). See `label.name` for what is given."""
    quotable = [stories[one.story].quotable(one.start, one.end) for one in passages]
    tellers = [stories[one.story].facts.storyteller for one in passages]
    name = label.name(passages, quotable, vectors, centroid, words, embedder, beyond, taken, namer)
    quotes = label.telling_quotes(passages, quotable, vectors, centroid, tellers, embedder)
    return name, tuple((one.passage, one.start, one.end) for one in quotes)
