"""Originals that may be needed: one steward asks that a text as typed is kept a while longer, another agrees."""

import streamlit as st

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.stories.safeguarding import Hold, KeptOriginal
from insight.stories.safety import HOLD_DAYS
from pages.parts.lines import original_named
from pages.parts.options import told_apart
from pages.parts.wiring import house


def holds(reader: Reader) -> None:
    """What is held or asked for, and a form to ask. No word of a story, and no way to one."""
    st.subheader("Keep a text longer", anchor=False)
    st.text(
        "The police or a social worker may ask for exactly what was said. Two stewards can agree that the text as "
        "typed stays locked away up to 28 days longer than it would. It ends by itself. A steward "
        "who opens it says why, and another sees that. Whoever told it can still have it removed at any time."
    )
    try:
        kept = house().safety.originals(reader)
        for one in kept:
            if one.hold is not None:
                _held(reader, one, one.hold)
        _ask(reader, [one for one in kept if one.hold is None])
    except InsightError as error:
        st.error(str(error))


def _held(reader: Reader, one: KeptOriginal, hold: Hold) -> None:
    services = house().safety
    until = f"{hold.until:%d %B %Y}"
    if hold.agreed_by is not None:
        st.text(f"{original_named(one)}. Kept until {until}: {hold.asked_name} asked, {hold.agreed_name} agreed.")
    elif hold.asked_by == reader.id:
        st.text(f"{original_named(one)}. You asked to keep it until {until}. It holds once another steward has agreed.")
    else:
        st.text(f"{original_named(one)}. {hold.asked_name} asks you to agree that it is kept until {until}.")
        if st.button("Agree", key=f"agree-{one.story}"):
            services.agree(reader, one.story)
            st.rerun()
    theirs = reader.id in (hold.asked_by, hold.agreed_by)
    if theirs and st.button("End it now", key=f"end-{one.story}", type="tertiary"):
        services.end(reader, one.story)
        st.rerun()


def _ask(reader: Reader, free: list[KeptOriginal]) -> None:
    if not free:
        st.text("Stories whose text as typed is still here can be chosen here. There are none just now.")
        return
    with st.form("hold", border=False):
        chosen = st.selectbox(
            "Which story?", free, index=None, format_func=told_apart(free, _how_long), key="hold-which"
        )
        days = st.radio("How much longer?", HOLD_DAYS, format_func=lambda days: f"{days} days", horizontal=True)
        if st.form_submit_button("Ask another steward"):
            if chosen is None:
                st.error("Please choose a story. Nothing was asked.")
                return
            house().safety.ask(reader, chosen.story, days)
            st.rerun()


def _how_long(one: KeptOriginal) -> str:
    return f"{original_named(one)}, {f'goes on {one.goes_at:%d %B}' if one.goes_at else 'not approved yet'}"
