"""What the steward's home begins with: steps before the first story, what another steward asks, what is due."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from pages.parts.lines import counted
from pages.parts.wiring import house


def not_set_up(reader: Reader) -> bool:
    """Say it to anybody for whom it matters; whether there was anything to say."""
    office = house().office
    steward = may(reader, Action.ADMINISTER)
    why = office.set_up.why_not(reader)
    if steward and office.set_up.skipped:
        st.text("This is a demo: set-up is skipped.")
    if why is None or not (steward or may(reader, Action.LISTEN)):
        return False
    if steward:
        st.subheader("Before the first story", anchor=False)
    st.text(why)
    if steward:
        st.page_link("pages/set_up.py", label="Go on with it")
    return True


def due(reader: Reader) -> bool:
    """What is asked of us and has to be answered soon, and what another steward asks; whether there was anything."""
    office = house().office
    found = office.requests.due(reader)
    if found:
        st.subheader("Asked of us", anchor=False)
        st.text(f"{counted(len(found), 'request has', 'requests have')} to be answered within a week.")
        st.page_link("pages/requests.py", label="Look at what is asked")
    asked = [one.asked for one in office.partners.all(reader)] + [office.closing.standing(reader).asked]
    names = sorted({one.name for one in asked if one is not None and one.by != reader.id})
    if names:
        st.subheader("Who is in it", anchor=False)
        st.text(f"{' and '.join(names)} asked you to agree to something.")
        st.page_link("pages/partners.py", label="Look at what they ask")
    return bool(found or names)
