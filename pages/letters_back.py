"""Letters to leave: people who want to hear what came of it, where, and the letter for them to print."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.stories.letters_back import LONGEST_LETTER, LetterToLeave
from pages.parts.cards import letter_sheet
from pages.parts.guard import require
from pages.parts.lines import plain
from pages.parts.options import told_apart
from pages.parts.wiring import house

reader = require(Action.ADMINISTER)
letters = house().letters_back


def write(one: LetterToLeave) -> None:
    """The letter, read for names before it is printed."""
    text = st.text_area(
        "The letter", height=260, max_chars=LONGEST_LETTER, key=f"letter-{one.id}",
        placeholder="You told us something last summer. This is what came of it.",
    )  # fmt: skip
    if not text.strip():
        return
    told = letters.gives_away(reader, text)
    if told:
        st.warning("This could say who somebody is: " + ", ".join(f"“{plain(each)}”" for each in told))
    if not told or st.checkbox("It says nothing about who they are, and can stay."):
        letter_sheet(f"sheet-{one.id}", f"For whoever asks with the word “{one.word}”", text)
        st.text("We do not keep the letter. Print it before you leave this page.")
        if st.button("It lies there now", type="primary"):
            letters.left(reader, one.id)
            st.rerun()


st.title("Letters to leave")
st.text("These people want to hear what came of what they told us. No name goes on a letter: they ask with their word.")
try:
    waiting = letters.waiting(reader)
    chosen = st.radio(
        "Which letter?", waiting, index=None,
        format_func=told_apart(
            waiting, lambda one: plain(f"{one.place}, word “{one.word}”, since {one.asked_on:%B %Y}")
        ),
    ) if waiting else None  # fmt: skip
    if not waiting:
        st.text("Nobody waits for a letter. With their card, people can say that they want one, and where.")
    if chosen is not None:
        write(chosen)
except InsightError as error:
    st.error(str(error))
