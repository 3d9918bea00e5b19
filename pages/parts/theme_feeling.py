"""How people who told of a theme are: what made the difference in their words, then one sentence, on its own page."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import who_tells
from pages.parts.wiring import house

A_FEW = 3


def feeling_beside(reader: Reader, theme: str) -> None:
    """Folded away, read on request; nothing of it stands in a list of themes."""
    if not may(reader, Action.SEE_FEELING):
        return
    with st.expander("Do people who told of this feel better or worse?"):
        found = house().themes.feeling.about(reader, theme, A_FEW)
        if found.differences:
            st.text("What made the difference, in their words:")
        letters(
            f"difference-{theme}",
            [LetterItem(one.facts.id, one.text, small_line=who_tells(one.facts)) for one in found.differences],
        )
        st.text(found.sentence)
