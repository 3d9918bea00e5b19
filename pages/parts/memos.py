"""Thoughts that people wrote down about a collection, a code or a story, and a place to add one."""

import streamlit as st

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.research.collecting import Opened
from pages.parts.lines import day
from pages.parts.wiring import house


def memos(reader: Reader, opened: Opened, *, code: str | None = None, story: str | None = None) -> None:
    """Draw the thoughts about one of these, or about the collection itself, and ask for another."""
    desk = house().desk.collecting
    collection = opened.collection.id
    for one in opened.memos:
        if (one.code, one.story) != (code, story):
            continue
        st.text(f"{opened.people[one.by]}, {day(one.at.date())}: {one.text}")
        if one.by == reader.id and st.button("Throw this thought away", key=f"memo-{one.id}", type="tertiary"):
            desk.think_no_more(reader, collection, one.id)
            st.rerun()
    with st.form(f"memo-{code}-{story}", border=False, clear_on_submit=True):
        text = st.text_area("Write down a thought", help="Others will read it. No names, please.")
        if st.form_submit_button("Keep this thought"):
            try:
                desk.think(reader, collection, text, code=code, story=story)
            except InsightError as error:
                st.error(str(error))
            else:
                st.rerun()
