"""Who to call: the steward sets the steps and numbers that every listening page shows when someone is not safe."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.stories.safeguarding import LONGEST_LINE, LONGEST_NAME, MOST, Contact, Safeguarding
from pages.parts.guard import require
from pages.parts.wiring import house

EMPTY = Contact("", "", "")

reader = require(Action.ADMINISTER)
services = house().safety
now = services.current()
# Every field is drawn anew after keeping, with what was kept in it.
times = st.session_state.setdefault("times-kept", 0)
numbered = (*now.contacts, *[EMPTY] * (MOST - len(now.contacts)))


def contact(number: int, one: Contact) -> Contact:
    """One body to call."""
    with st.expander(f"{number}. {one.body or 'empty'}"):
        return Contact(
            st.text_input("Who answers", one.body, LONGEST_NAME, key=f"body-{number}-{times}", autocomplete="off"),
            st.text_input("Number", one.phone, 20, key=f"phone-{number}-{times}", autocomplete="off"),
            st.text_input("When to call", one.when, LONGEST_LINE, key=f"when-{number}-{times}", autocomplete="off"),
        )


st.title("Who to call")
st.text(
    "Every listening page shows this under “Someone is not safe”. Call each number once before you keep it. Name "
    "bodies and posts, not people: people move on. Empty a line to leave it out."
)
if st.session_state.pop("kept", False):
    st.success("Kept. Every listening page shows it now.")
with st.form("contacts", border=False):
    steps = st.text_area("What to do, one step a line", "\n".join(now.steps), height=280, key=f"steps-{times}")
    contacts = tuple(contact(number, one) for number, one in enumerate(numbered, 1))
    if st.form_submit_button("Keep this", type="primary"):
        try:
            services.change(reader, Safeguarding(contacts, tuple(steps.splitlines())))
            st.session_state.update({"times-kept": times + 1, "kept": True})
            st.rerun()
        except InsightError as error:
            st.error(str(error))
