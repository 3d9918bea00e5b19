"""Whether texts were told for this purpose, and where they come from and on what basis if they were not."""

import streamlit as st

from insight.stories.source import BASIS_WORDS, NOTES_WORDS, TOLD_WORDS, Basis, Notes, Source, Told

_OURS, _OTHER = "They were told for it", "They were written for another purpose, such as case notes"


def ask_source() -> tuple[bool, Source | None]:
    """Whether everything is known that has to be, and the source of texts written for another purpose."""
    purpose = st.radio("Were these told for this purpose?", [_OURS, _OTHER], index=None)
    if purpose != _OTHER:
        return purpose == _OURS, None
    st.text("All three answers are kept with these stories. Ask whoever looks after information if you are not sure.")
    what = st.selectbox("What are they?", list(Notes), index=None, format_func=NOTES_WORDS.__getitem__)
    basis = st.selectbox(
        "On what basis may they be used for this?", list(Basis), index=None, format_func=BASIS_WORDS.__getitem__
    )
    told = st.selectbox("How were the people in them told?", list(Told), index=None, format_func=TOLD_WORDS.__getitem__)
    if what is None or basis is None or told is None:
        return False, None
    return True, Source(what, basis, told)
