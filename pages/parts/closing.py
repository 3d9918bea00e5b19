"""Closing the bank: what to do first, and two stewards who end it for everybody else."""

import streamlit as st

from insight.access.reader import Reader
from insight.governance.closing import Standing
from insight.governance.two_stewards import Asked
from pages.parts.lines import counted, day
from pages.parts.wiring import house

FIRST = (
    "Say it to people who told us, in a way that reaches them: posters, groups, those they trust.",
    "Leave the letters that people wait for, and answer what is asked of us.",
    "Give the last share-back, and tell people who told us first.",
    "Decide together: does a last backup go to an archive, to another host, or to nobody? Write down who signed.",
)
AFTER = (
    "When it is closed, nobody listens and nobody reads. Stewards can still sign in, to remove what people ask you "
    "to remove, and to hand it on. Nothing is erased by this. How to erase all of it for good, or hand it to another "
    "host, is told in “docs/keeping-going.md”: it is done at the machine, and two people sign."
)


def closing(reader: Reader) -> None:
    """How things stand, and what a steward can do about it."""
    services = house().office.closing
    now = services.standing(reader)
    st.subheader("Closing the bank, or handing it on", anchor=False)
    if now.closed_at is not None:
        st.text(f"The bank has been closed since {day(now.closed_at)}. Only stewards can sign in.")
    if now.asked is not None:
        _asked(reader, now, now.asked)
        return
    if now.closed_at is not None:
        if st.button("Ask another steward to open it again"):
            services.ask(reader)
            st.rerun()
        return
    with st.expander("The bank closes"):
        st.markdown("\n".join(f"- {one}" for one in FIRST))
        letters = counted(now.letters, "letter waits", "letters wait")
        st.text(f"{letters} to be left. {counted(now.requests, 'request waits', 'requests wait')} for an answer.")
        st.text(AFTER)
        if st.button("Ask another steward to close it"):
            services.ask(reader)
            st.rerun()


def _asked(reader: Reader, now: Standing, asked: Asked) -> None:
    services = house().office.closing
    what = "opened again" if now.closed_at is not None else "closed for everybody but stewards"
    if asked.by == reader.id:
        st.text(f"You asked that it is {what}. It holds once another steward has agreed.")
    else:
        st.text(f"{asked.name} asks you to agree that it is {what}.")
        if now.closed_at is None:
            st.text(AFTER)
        if st.button(f"Agree: it is {what}"):
            services.agree(reader)
            st.rerun()
    if st.button("No, it stays as it is", type="tertiary"):
        services.take_back(reader)
        st.rerun()
