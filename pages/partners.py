"""Who is in it: organisations that decide together, how one leaves, and how the whole bank is closed or handed on."""

from datetime import date

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.governance.partners import Partner
from pages.parts.closing import closing
from pages.parts.guard import require
from pages.parts.lines import counted, day, plain
from pages.parts.options import words_of
from pages.parts.wiring import house

WHAT_HAPPENS = (
    "Their people cannot sign in from that day on. Who is signed in is signed out.",
    "What people told us stays, as far as each agreed. It was told to all of us.",
    "Who does not want them to read it is still heard: nobody there reads it, now or later.",
    "What they rely on in law counts until that day, and no longer.",
    "What they took along stays theirs to look after: papers, reports, tables. Ask them what they will do with it.",
    "People who know their services need to hear of it. Put it in the notice that tells people about Insight.",
)

reader = require(Action.ADMINISTER)
services = house().office.partners
today = date.today()


def part(one: Partner) -> str:
    """Since when somebody is in it, and whom to write to."""
    who = one.controller
    if who.left_on is not None:
        return f"{who.name}\n{'Left' if who.left_on <= today else 'Leaves'} on {day(who.left_on)}."
    people = counted(one.accounts, "person", "people")
    return f"{who.name}\nIn it since {day(who.joined_on)}. {people} may sign in. Write to: {who.officer}"


def asked(one: Partner) -> None:
    """Somebody asks that they leave: another steward agrees, or nobody does."""
    organisation = one.controller.organisation
    if one.asked is None:
        return
    on = day(date.fromisoformat(one.asked.said))
    if one.asked.by == reader.id:
        st.text(f"You asked that they leave on {on}. It holds once another steward has agreed.")
    else:
        st.text(f"{one.asked.name} asks you to agree that they leave on {on}. This is what happens then:")
        what_happens()
        if st.button("Agree: they leave", key=f"agree-{organisation}"):
            services.agree(reader, organisation)
            st.rerun()
    if st.button("No, they stay", key=f"stay-{organisation}", type="tertiary"):
        services.take_back(reader, organisation)
        st.rerun()


def what_happens() -> None:
    """What goes and what stays."""
    st.markdown("\n".join(f"- {plain(one)}" for one in WHAT_HAPPENS))


def leave(staying: dict[str, str]) -> None:
    """Ask another steward."""
    with st.expander("An organisation leaves"):
        st.text("Two stewards sign. Before you do, read what happens:")
        what_happens()
        with st.form("leave", border=False):
            who = st.selectbox("Which one?", list(staying), index=None, format_func=words_of(staying), key="who-leaves")
            on = st.date_input("From which day on?", min_value=today, format="DD/MM/YYYY")
            if st.form_submit_button("Ask another steward"):
                if who is None:
                    st.error("Please choose an organisation. Nothing was asked.")
                    return
                services.ask_to_leave(reader, who, on)
                st.rerun()


st.title("Who is in it")
st.text("They decide together why stories are kept, and how. Contracts end. What people told us goes on.")
try:
    found = services.all(reader)
    for one in found:
        st.text(part(one))
        asked(one)
    if not found:
        st.text("Nobody is named yet.")
    st.page_link("pages/set_up.py", label="Name one more, or say whom to write to")
    staying = {
        one.controller.organisation: one.controller.name
        for one in found
        if one.controller.left_on is None and one.asked is None
    }
    if len(staying) > 1:
        leave(staying)
    closing(reader)
except InsightError as error:
    st.error(str(error))
