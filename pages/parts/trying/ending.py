"""What was seen in the wider system, and the end with its lesson."""

import streamlit as st

from insight.access.reader import Reader
from insight.learning.experiment import ENDED_WORDS, LONGEST_LESSON, LONGEST_NOTE, LONGEST_SOURCE, EndedAs, Experiment
from pages.parts.act import act
from pages.parts.lines import day
from pages.parts.wiring import house


def wider_system(reader: Reader, one: Experiment) -> None:
    """Notes on health and care services, each with its source. Nothing here is worked out by the program."""
    if one.since is None:
        return
    st.subheader("In the wider system", anchor=False)
    for each in one.notes:
        st.text(f"{day(each.noted_on)}: {each.text}\nFrom: {each.source}")
    if not one.notes:
        st.text("Has anything changed in hospitals, prisons or other services? Write it down with where it is from.")
    with st.expander("Write down what was seen"), st.form(f"note-{len(one.notes)}", border=False):
        on = st.date_input("When was that?", max_value="today", format="DD/MM/YYYY")
        text = st.text_area("What was seen?", max_chars=LONGEST_NOTE, height=90)
        source = st.text_input("Where is it from?", max_chars=LONGEST_SOURCE, autocomplete="off")
        if st.form_submit_button("Keep this note"):
            act(lambda: house().learning.trials.note(reader, one.id, on, text, source), "It is kept.")


def ending(reader: Reader, one: Experiment) -> None:
    """How it ended and what was learned; or a fold to end it."""
    if one.ended_on is not None and one.ended_as is not None:
        st.subheader("How it ended", anchor=False)
        st.text(f"{day(one.ended_on)}, {ENDED_WORDS[one.ended_as]}.\n\nWhat we learned: {one.lesson}")
        return
    with st.expander("End it"), st.form("end", border=False):
        ways = list(ENDED_WORDS) if one.since is not None else [EndedAs.DISCARDED]
        how = st.radio("How does it end?", ways, index=None, format_func=ENDED_WORDS.__getitem__)
        lesson = st.text_area(
            "What did you learn?", max_chars=LONGEST_LESSON, height=110,
            help="What would you tell a group that wants to try the same?",
        )  # fmt: skip
        if st.form_submit_button("End it") and how is not None:
            act(lambda: house().learning.experiments.end(reader, one.id, how, lesson), "It has ended. Well done.")
