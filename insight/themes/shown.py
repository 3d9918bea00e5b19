"""A passage as people see it: an exact slice of a protected story, with who told it."""

from collections.abc import Sequence
from dataclasses import dataclass

from insight.access.gate import Scope
from insight.ports import Work
from insight.stories.story import Facts, ProtectedStory
from insight.themes.kept import Placed


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a story as a theme shows it: `text` is an exact slice of the protected story."""

    passage: str
    facts: Facts
    start: int
    end: int
    text: str
    fit: float
    weak: bool


def shown(work: Work, within: Scope, placed: Sequence[Placed]) -> tuple[Shown, ...]:
    """These passages, as far as the scope admits their stories, in their order."""
    wanted = sorted({one.passage.story for one in placed})
    stories = {one.id: one for one in work.stories.some(wanted, within)}
    return tuple(
        stretch(stories[one.passage.story], one, one.passage.start, one.passage.end)
        for one in placed
        if one.passage.story in stories
    )


def stretch(story: ProtectedStory, placed: Placed, start: int, end: int) -> Shown:
    """A stretch of a story that lies in a placed passage."""
    return Shown(
        placed.passage.id, story.facts, start, end, str(story.text)[start:end], round(placed.fit, 4), placed.weak
    )
