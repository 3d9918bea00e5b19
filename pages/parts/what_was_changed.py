"""What people changed in what the machine proposed, by time and hand; no word of the story is in it."""

from collections.abc import Sequence

import streamlit as st

from insight.access.reader import Reader
from insight.stories.proposal import Change
from pages.parts.lines import counted


def what_was_changed(reader: Reader, changes: Sequence[Change]) -> None:
    """Draw the log, if there is anything in it."""
    if not changes:
        return
    with st.expander("What was changed"):
        for one in changes:
            who = "You" if one.by == reader.id else "Another reader"
            st.text(f"{one.at:%d %B %H:%M} {who}: {one.what}, {counted(one.times, 'place', 'places')}")
