"""Have we told them: what stories led to, how many of those who told have heard of it, and what to do next."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from insight.errors import InsightError
from pages.parts.act import done, say
from pages.parts.guard import require
from pages.parts.led_to import heard, line_of
from pages.parts.lines import counted, plain
from pages.parts.wiring import house


def everything(reader: Reader) -> None:
    """One sentence for all, with how many have been told, then thing by thing."""
    ledger = house().giving.told.ledger(reader)
    if not ledger.lines:
        st.text(
            "Nothing has come of a story yet. When a group keeps one, tries something because of it, or gives it out, "
            "it stands here, with how many people it came from."
        )
        return
    people = counted(ledger.people, "person", "people")
    st.text(f"{people} told us something that led to what stands below{heard(ledger)}")
    for one in ledger.lines:
        named, said = line_of(one)
        with st.container(gap=None):
            st.markdown(f"**{plain(named)}**")
            st.text(said)
    st.text(
        "How many have been told is said for all of them together, and not where there are few: it would point at "
        "somebody."
    )


def at_a_check_back(reader: Reader) -> None:
    """Somebody came, heard what came of it, and shows their card."""
    st.subheader("Somebody is here, and you told them", anchor=False)
    done()
    with st.form("check-back", border=False, clear_on_submit=True):
        typed = st.text_input("The four words on their card", autocomplete="off")
        if st.form_submit_button("They have been told", type="primary") and typed.strip():
            new = house().giving.told.at_check_back(reader, typed)
            say("That is kept." if new else "That is kept already, from earlier today.")
    st.text("The words on the card are not kept.")


def next_step(reader: Reader) -> None:
    """How somebody can be told."""
    st.subheader("How to tell them", anchor=False)
    st.text(
        "With their card they see it themselves. Whoever wants a letter has said where to leave it. Or go where they "
        "are, tell them what came of it, and ask whether that is right."
    )
    if may(reader, Action.LEARN):
        st.page_link("pages/check_back.py", label="Take a theme back to those who told")
    if may(reader, Action.USE_CARD):
        st.page_link("pages/with_a_card.py", label="With a card")
    if may(reader, Action.ADMINISTER):
        st.page_link("pages/letters_back.py", label="Letters to leave")


reader = require(Action.GIVE_BACK)
st.title("Have we told them?")
st.text("People told us something, and it led to something. Here is whether they know.")
try:
    everything(reader)
    next_step(reader)
    if may(reader, Action.USE_CARD):
        at_a_check_back(reader)
except InsightError as error:
    st.error(str(error))
