"""Which stories a scope admits, by the gate's own clause: for tests that ask for all of them."""

from typing import Any

from sqlalchemy import select

from insight.access.gate import Scope
from insight.store.tables import story
from insight.store.visible import STORIES, visible


def seen(work: Any, scope: Scope) -> frozenset[str]:
    """The ids of every story that the scope admits."""
    rows = work.stories._connection.execute(select(story.c.id).select_from(STORIES).where(visible(scope)))
    return frozenset(rows.scalars())
