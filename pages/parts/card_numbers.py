"""From the number on a card back to its story."""

import streamlit as st

from insight.access.reader import Reader
from insight.stories.story import Facts
from pages.parts.lines import plain, who_tells
from pages.parts.wiring import house


def story_of_a_card(reader: Reader) -> tuple[Facts, ...]:
    """Ask for a number; the stories that stand on cards with it, each with a link to it (two are rare)."""
    number = st.text_input("The number on a card", autocomplete="off", max_chars=12)
    if not number.strip():
        return ()
    found = house().giving.packs.find(reader, number)
    for one in found:
        st.page_link("pages/story.py", label=plain(f"{one.title}: {who_tells(one)}"), query_params={"story": one.id})
    if not found:
        st.text("No card has this number, or its story may not be read out any more.")
    return found
