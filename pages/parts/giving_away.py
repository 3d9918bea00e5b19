"""The sentences that could still give somebody away, marked in the letter and told below it."""

import streamlit as st

from insight.stories.risk import Risk
from pages.parts.letter import letter
from pages.parts.lines import plain
from pages.parts.safety import NOTHING_DECIDED


def giving_away(key: str, text: str, risk: Risk) -> None:
    """Draw the protected text with those sentences marked, and why each is."""
    st.text(NOTHING_DECIDED)
    letter(key, text, marks=[(one.start, one.end) for one in risk.telling])
    if risk.telling:
        st.subheader("Would someone who knows them recognise them?", anchor=False)
        st.text("These sentences could give somebody away:")
        for one in risk.telling:
            st.markdown(f"- “{plain(text[one.start : one.end])}” {plain(one.why)}.")
    elif risk.high:
        st.text("No sentence stands out, but the story tells much about one person taken together.")
