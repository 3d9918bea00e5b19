"""Without a card: the steward finds a story by the person's own words, gives a new card, changes or removes it."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from pages.parts.cards import card
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import who_tells
from pages.parts.on_their_behalf import on_their_behalf
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

A_FEW = 5

reader = require(Action.ADMINISTER)
services = house()
chosen = st.query_params.get("story", "")
begin_at_the_top(chosen)


def go(**where: str) -> None:
    """To one story, or back to looking."""
    st.query_params.from_dict(where)
    st.rerun()


def look_for_it() -> None:
    """By what they say they told."""
    st.title("A lost card")
    st.text(
        "Ask the person what they told us, and type a few of their own words. Only they know them, so no name is "
        "needed. Read what you find to yourself: it may be somebody else's."
    )
    # The words stay on this page: never in the address, where a browser would remember them.
    words = st.text_input("What did they tell us, in their own words?", autocomplete="off")
    if not words.strip():
        return
    found = services.search.search(reader, words, limit=A_FEW)
    if not found:
        st.text("Nothing like that has been told, or it waits to be looked over. Try other words.")
    items = [
        LetterItem(one.facts.id, one.text, small_line=who_tells(one.facts), actions=(("theirs", "This is theirs"),))
        for one in found
    ]
    if (pressed := letters("found", items)) is not None:
        go(story=pressed.id)


def give_a_new_one(story: str) -> None:
    """Once more the story, and then the card, shown once."""
    st.title("A new card")
    found = services.reading.story(reader, story)
    letters("theirs", [LetterItem(story, str(found.text), small_line=who_tells(found.facts), passage=False)])
    st.text("The lost card opens nothing any more as soon as there is a new one. Is this what they told us?")
    if st.button("It is about something else", type="tertiary"):
        go(story=story, do="other")
    if st.button("Yes, make a new card", type="primary"):
        new = services.with_a_card.replace_lost(reader, story)
        st.subheader("Hand over this card", anchor=False)
        card("new-card", new.code, new.agreed, new.pick_up)
        st.text("The words are shown once and we do not keep them.")


try:
    if chosen and st.query_params.get("do") == "other":
        on_their_behalf(reader, chosen)
    elif chosen:
        give_a_new_one(chosen)
    else:
        look_for_it()
except InsightError as error:
    st.error(str(error))
if chosen and st.button("Back to looking", type="tertiary"):
    go()
