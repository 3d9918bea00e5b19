"""What is in reach on every listening page: someone is not safe, and stopping."""

import streamlit as st

NOTHING_DECIDED = (
    "Nothing told here decides anything about whoever told it: no room, prescription, benefit, case or job."
)


def someone_is_not_safe() -> None:
    """Where danger is reported: never here. Insight records nothing of it."""
    with st.expander("Someone is not safe"):
        st.text(
            "Stop writing. If somebody could be hurt now, call 999.\n"
            "If a child or an adult may be at risk, tell your organisation's safeguarding lead today, in person or by "
            "phone. Tell the person first if you can.\n"
            "Insight is never where danger is reported, and nothing you do on this page reports it."
        )


def support() -> None:
    """A line for the person and for the pair."""
    st.text("If talking stirred things up: Samaritans, free, day and night, on 116 123. You can stop at any time.")
