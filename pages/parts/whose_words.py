"""In whose words each stretch of a story is: theirs, written by them, or our notes."""

from collections.abc import Sequence

import streamlit as st

from insight.stories.story import WHOSE_WORDS, Stretch, Whose

_SHOWN = 60  # letters of a stretch: enough to know it by


def whose_words(key: str, text: str, stretches: Sequence[Stretch]) -> list[Whose]:
    """Ask for each stretch; the answers in order."""
    answers = []
    with st.expander("Whose words are these?"):
        for number, stretch in enumerate(stretches):
            begins = " ".join(text[stretch.start : stretch.start + _SHOWN].split())
            chosen = st.radio(
                f"{stretch.prompt or stretch.part.value.capitalize()}: “{begins} …”",
                list(Whose),
                index=list(Whose).index(stretch.whose),
                format_func=lambda one: WHOSE_WORDS[one].capitalize(),
                key=f"{key}-{number}",
                horizontal=True,
            )
            answers.append(chosen or stretch.whose)
    return answers
