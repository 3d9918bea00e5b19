"""A steward opens a text as typed for a reason, and another steward sees that they did."""

import streamlit as st

from insight.access.reader import Reader
from insight.stories.safeguarding import REASON_WORDS, Opening, Reason
from pages.parts.lines import original_named
from pages.parts.options import told_apart
from pages.parts.wiring import house

_REASONS = tuple(Reason)


def openings(reader: Reader) -> None:
    """What was opened, newest first; what waits to be seen by another steward than who opened it."""
    found = house().originals.openings(reader)
    if not found:
        return
    st.subheader("What was opened", anchor=False)
    for one in found:
        _opened(reader, one)


def _opened(reader: Reader, one: Opening) -> None:
    who = "You" if one.by == reader.id else one.by_name
    says = f"{who} opened a text on {one.at:%d %B %Y at %H:%M}. Why: {REASON_WORDS[one.reason].lower()}."
    if one.seen_name is not None:
        st.text(f"{says} {one.seen_name} has seen that.")
    elif one.by == reader.id:
        st.text(f"{says} It is open until {one.until:%H:%M}. No other steward has seen that yet.")
        if st.button("Read it", key=f"read-{one.id}"):
            st.query_params["story"] = one.story
            st.rerun()
    else:
        st.text(says)
        if st.button("I have seen this", key=f"seen-{one.id}"):
            house().originals.see(reader, one.id)
            st.rerun()


def ask_to_open(reader: Reader) -> None:
    """Choose a text and say why. It opens at once, for half an hour."""
    st.subheader("Open a text", anchor=False)
    st.text(
        "A text as typed holds names. Nobody opens one but for these reasons. It is open to you for half an hour. "
        "The reason and the time are written down, and another steward is shown them."
    )
    kept = house().safety.originals(reader)
    if not kept:
        st.text("No text as typed is here just now.")
        return
    with st.form("open", border=False):
        # With a key and nothing chosen for them: were the list another one when they press, the first would be opened.
        chosen = st.selectbox(
            "Which story?", kept, index=None, format_func=told_apart(kept, original_named), key="open-which"
        )
        reason = st.radio("Why?", _REASONS, format_func=lambda one: REASON_WORDS[one], index=None)
        if st.form_submit_button("Open it"):
            if chosen is None:
                st.error("Please choose a story. Nothing was opened.")
                return
            if reason is None:
                st.error("Please say why. Nothing was opened.")
                return
            house().originals.open(reader, chosen.story, reason)
            st.query_params["story"] = chosen.story
            st.rerun()
