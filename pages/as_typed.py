"""Texts as typed: kept a while longer by two stewards, or opened by one for a reason that another sees."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from pages.parts.guard import require
from pages.parts.holds import holds
from pages.parts.letter import letter
from pages.parts.openings import ask_to_open, openings
from pages.parts.safety import NOTHING_DECIDED
from pages.parts.wiring import house

reader = require(Action.ADMINISTER)
story = st.query_params.get("story")
st.title("Texts as typed", anchor=False)
try:
    if story is None:
        openings(reader)
        ask_to_open(reader)
        holds(reader)
    else:
        st.text(NOTHING_DECIDED)
        letter(f"typed-{story}", house().originals.text(reader, story).reveal())
        if st.button("Close it", type="primary"):
            st.query_params.clear()
            st.rerun()
except InsightError as error:
    st.error(str(error))
    st.page_link("pages/home.py", label="What needs you now")
