"""Letting something stand on a stretch of a story: one way for walls, entries, sessions and what is tried."""

from datetime import datetime

from insight.access.gate import Scope
from insight.learning.citation import CitedBy, Resonance, Stretch
from insight.ports import Work
from insight.research.collecting import trimmed
from insight.research.study import words_hash


def cite(
    work: Work,
    by: str,
    within: Scope,
    of: str,
    kind: CitedBy,
    stretch: Stretch,
    now: datetime,
    *,
    resonance: Resonance | None = None,
    why: str = "",
) -> bool:
    """Let something stand on a stretch that the scope admits, without white space around it; false: it does already.

    `NotFound`: the story is not open to the reader. `BadInput`: the stretch holds no words of it.
    """
    story, start, end = stretch
    text = str(work.stories.get(story, within).text)
    start, end = trimmed(text, start, end)
    words = words_hash(text[start:end])
    return work.citations.cite(of, kind, story, start, end, words, by, now, resonance=resonance, why=why)
