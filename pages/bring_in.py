"""Bring in: stories from files, with a reason for every row that was refused."""

import csv
import io

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.stories.script import Use, question_about
from insight.stories.source import Source
from pages.parts.files_read import DOCUMENTS, KINDS, File, forget_files, read_files, show_file
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.sources import ask_source
from pages.parts.wiring import house

SHOWN = 20
DONE, ROUND = "brought_in", "round_of_files"

reader = require(Action.BRING_IN)
services = house()
service = services.bringing_in


def bring_in(files: list[File], inquiry: str | None, agreed: list[Use], source: Source | None) -> None:
    """Take in all that can be, file by file, and keep only numbers and reasons for the screen."""
    refused: list[tuple[int, int | str, str]] = []
    number, trouble = 0, ""
    said = st.empty()
    for file in files:
        said.text(f"Bringing in {file.number} of {counted(len(files), 'file', 'files')}")
        if file.look is None or file.look.batch is None:
            refused.append((file.number, "all", file.refused))
            continue
        try:
            brought = service.take_in(reader, file.look.batch, inquiry=inquiry, uses=agreed, source=source)
        except InsightError as error:
            trouble = str(error)
            break
        number += len(brought.stories)
        refused += [(file.number, one.row, one.why) for one in brought.refused]
    forget_files()
    st.session_state[DONE] = number, refused, trouble
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()


def told(number: int, refused: list[tuple[int, int | str, str]], trouble: str) -> None:
    """What came in and what did not."""
    if number:
        st.success(f"{counted(number, 'story is', 'stories are')} in.")
    if trouble or not number:
        st.error(trouble or "Nothing was brought in.")
    if refused:
        st.subheader(f"{counted(len(refused), 'row was', 'rows were')} refused", anchor=False)
        for file, row, why in refused[:SHOWN]:
            st.text(f"File {file}, row {row}: {why}")
        rows = io.StringIO()
        csv.writer(rows).writerows([("file", "row", "why"), *refused])
        st.download_button("Save the whole list", rows.getvalue(), "refused.csv", "text/csv", on_click="ignore")
    if number:
        st.page_link("pages/protect.py", label="Look them over")
    st.divider()


st.title("Bring in stories from a file")
st.text(
    "Tables, documents, transcripts, exports of Taguette, KoboToolbox and ODK, and projects of programs for research. "
    "Names of speakers are left out. Each story waits to be looked over."
)
if (why := house().office.set_up.why_not(reader)) is not None:
    st.text(why)
    st.stop()
if DONE in st.session_state:
    told(*st.session_state[DONE])
chosen = st.file_uploader(
    "The files", type=KINDS, accept_multiple_files=True, key=f"files-{st.session_state.get(ROUND, 0)}"
)
if chosen:
    st.session_state.pop(DONE, None)
whole = False
if any(file.name.lower().endswith(DOCUMENTS) for file in chosen):
    ways = ["One story for each heading", "One story for each document"]
    whole = st.radio("How are the documents to be read?", ways) == ways[1]
files = read_files(reader, service, chosen, whole)
for file in files:
    show_file(reader, service, file)
inquiry = st.selectbox(
    "What were they told for?", [one.name for one in services.reading.inquiries(reader)],
    accept_new_options=True, key="told-for",
)  # fmt: skip
known, source = ask_source()
agreed = st.multiselect(
    "What did the people who told them agree to?",
    list(Use),
    format_func=question_about,
)
if not agreed:
    st.text("If nobody knows, leave this empty. Then only those who look stories over can see them.")
ready = known and any(file.stories for file in files) and not any(file.asks for file in files)
if any(file.asks for file in files):
    st.text("One table waits for you to say which column holds what.")
elif any(file.look for file in files) and not any(file.stories for file in files):
    st.error("There is no story here that can come in. Nothing was brought in. Each file above says why.")
elif chosen and not known:
    st.text("Say what these texts were told or written for, and they can go in.")
if st.button("Bring in", type="primary", disabled=not ready):
    bring_in(files, inquiry, agreed, source)
