"""Bring in: stories from files, with a reason for every row that was refused."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.stories.script import Use, question_about
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.wiring import house

KINDS = ["csv", "xlsx", "docx", "txt", "vtt", "srt", "qdpx"]

reader = require(Action.BRING_IN)
services = house()
st.title("Bring in stories from a file")
st.text(
    "A table needs a column called text. A document gives one story for each heading. Each waits to be looked over."
)

file = st.file_uploader("The file", type=KINDS)
inquiry = st.selectbox(
    "What were they told for?", [one.name for one in services.reading.inquiries(reader)], accept_new_options=True
)
agreed = st.multiselect(
    "What did the people who told them agree to?",
    list(Use),
    format_func=question_about,
)
if not agreed:
    st.text("If nobody knows, leave this empty. Then only those who look stories over can see them.")
if st.button("Bring in", type="primary", disabled=file is None) and file is not None:
    try:
        with st.spinner("Reading the file"):
            batch = services.bringing_in.preview(reader, file.name, file.getvalue())
            brought = services.bringing_in.take_in(reader, batch, inquiry=inquiry, uses=agreed)
        if brought.stories:
            st.success(f"{counted(len(brought.stories), 'story is', 'stories are')} in.")
        else:
            st.error("Nothing was brought in.")
        if brought.refused:
            st.subheader(f"{counted(len(brought.refused), 'row was', 'rows were')} refused")
            st.table([{"Row": one.row, "Why": one.why} for one in brought.refused])
        if brought.stories:
            st.page_link("pages/protect.py", label="Look them over")
    except InsightError as error:
        st.error(str(error))
