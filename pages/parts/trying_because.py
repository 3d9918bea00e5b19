"""Try something because of this: from a passage of a theme, or of a story, to a plan that stands on it."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader

TRY = ("try", "Try something because of this")


def tries(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The action for a letter, if this reader learns with others."""
    return (TRY,) if may(reader, Action.LEARN) else ()


def try_because(story: str, start: int, end: int, theme: str = "") -> None:
    """To the page where it is written down, with the passage and its theme beside it. Ids and places, never words."""
    about = {"theme": theme} if theme else {}
    where = {"new": "yes", "story": story, "start": str(start), "end": str(end), **about}
    st.switch_page("pages/trying.py", query_params=where)
