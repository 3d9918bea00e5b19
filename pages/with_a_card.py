"""With a card: whoever told us sees what is kept of it, reads it in private, changes or removes it, or adds to it."""

import streamlit as st

from insight.access.gate import Action, may
from insight.errors import InsightError
from pages.parts import their_card
from pages.parts.card_in_hand import in_hand, opened, opening, put_away, put_away_in_time, shutting, take
from pages.parts.guard import require
from pages.parts.safety import NOTHING_DECIDED, someone_is_not_safe, support
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

reader = require(Action.USE_CARD)
cards = house().with_a_card


def ask_for_the_card() -> None:
    """The words on it."""
    st.title("With a card")
    if done := opened(their_card.DONE):
        st.success(done)
    st.text(
        "Do this together, with the person who brought the card. With its words they can see what we keep of what "
        "they told us, change what they agreed to, remove it, or tell more."
    )
    with st.form("card", border=False):
        typed = st.text_input("The four words on the card", autocomplete="off")
        st.text("If they added a word of their own, it comes last.")
        if st.form_submit_button("Open", type="primary") and typed.strip():
            cards.look(reader, typed)
            put_away()
            take(typed)
            st.rerun()
    st.text("The card is lost? The steward can find the story by the person's own words, and give them a new one.")


def what_they_can_do(code: str) -> None:
    """Everything that a card opens."""
    put_away_in_time()
    seen = cards.look(reader, code)
    if view := opened(their_card.VIEW):
        their_card.VIEWS[view](reader, code, seen)
        if st.button("Back to what you told us", type="tertiary"):
            shutting(their_card.VIEW)
            st.rerun()
        return
    st.title("Hello again")
    st.text(NOTHING_DECIDED)
    if done := opened(their_card.DONE):
        st.success(done)
    their_card.told(reader, code, seen)
    their_card.agreed(seen)
    their_card.came_of_it(seen)
    st.subheader("What else you can do", anchor=False)
    if may(reader, Action.LISTEN) and st.button("Tell you more", type="tertiary"):
        st.session_state["told_before"] = cards.storyteller_of(reader, code)
        st.switch_page("pages/listen.py")
    for label, view in (
        ("In private: see how you said you were", "felt"),
        ("Have a letter left about what came of it", "letter"),
        ("Add a word of my own to the card", "word"),
        ("Have a copy of all that is kept", "copy"),
        ("Remove what I told you, or let fewer people read it", "remove"),
    ):
        if st.button(label, type="tertiary"):
            opening(their_card.VIEW, view)
    support()
    if st.button("We are done: put the card away", type="primary"):
        put_away()
        st.rerun()


code = in_hand()
begin_at_the_top(f"{code is not None}{opened(their_card.VIEW)}")
try:
    if code is None:
        ask_for_the_card()
    else:
        what_they_can_do(code)
except InsightError as error:
    st.error(str(error))
    if code is not None and st.button("Put the card away"):
        put_away()
        st.rerun()
someone_is_not_safe(reader)
