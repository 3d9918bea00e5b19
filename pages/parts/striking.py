"""A protected text sentence by sentence, each with a button that leaves it out."""

import streamlit as st

from insight.themes.passages import sentences
from pages.parts.lines import plain


def strike(key: str, text: str) -> tuple[int, int] | None:
    """Draw the sentences; the stretch of the one that was struck in this run, in code points, or None."""
    with st.expander("Strike a sentence"):
        st.text("What you strike is left out. The words “left out” show that something stood there.")
        for number, one in enumerate(sentences(text)):
            words = text[one.start : one.end]
            if st.button(f"Strike: {plain(words)}", key=f"{key}-{number}-{len(text)}", type="tertiary"):
                return one.start, one.end
    return None
