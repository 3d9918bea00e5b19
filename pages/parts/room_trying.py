"""What a room is trying: one line each, with the day of its next review."""

from datetime import date

import streamlit as st

from insight.access.reader import Reader
from pages.parts.trying.lines import line
from pages.parts.wiring import house


def trying(reader: Reader, room: str) -> None:
    """Draw the lines, and open what is pressed."""
    st.subheader("What we are trying", anchor=False)
    listed = [one for one in house().learning.experiments.list(reader, room) if one.experiment.ended_on is None]
    for one in listed:
        if line(one, date.today()):
            st.switch_page("pages/trying.py", query_params={"trying": one.experiment.id})
    if not listed:
        st.text("Nothing yet. Begin from something people told you: “Try something because of this”.")
    st.page_link("pages/trying.py", label="Everything we are trying")
