"""Draws the themes large enough for a room, one below another, to be gone through with the arrow keys."""

from collections.abc import Sequence

import streamlit as st

from insight.themes.seen import Row
from pages.parts.files import script, sheet
from pages.parts.lines import counted

_WALL = st.components.v2.component(
    "insight_wall", html='<div class="ins wall"></div>', css=sheet("wall"), js=script("wall")
)


def wall(rows: Sequence[Row]) -> None:
    """Draw the rows in their order."""
    with st.container(key="wall-of-themes"):
        _WALL(key="wall", data={"rows": [_as_data(one) for one in rows]})


def _as_data(one: Row) -> dict[str, str]:
    behind = f"{counted(one.stories, 'story', 'stories')} from {counted(one.people, 'person', 'people')}"
    return {"name": one.name, "quote": one.quote, "behind": behind}
