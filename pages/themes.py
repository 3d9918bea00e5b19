"""Themes: what people told us, in their own words."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.themes.shelf import Line
from pages.parts.act import done
from pages.parts.building import building, look_again
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, plain
from pages.parts.theme_lines import HOW_SURE, behind
from pages.parts.ways_to_see import ways_to_see
from pages.parts.wiring import house

reader = require(Action.SEE_THEMES)
services = house()


def line(one: Line) -> None:
    """A heading, who is behind it, and one telling quote."""
    st.subheader(plain(one.name), anchor=False)
    quote = one.quote or ", ".join(one.words[:8])
    pinned = "Pinned. " if one.pinned else ""
    item = LetterItem(one.id, quote, small_line=pinned + behind(one), actions=(("open", "Read what is behind it"),))
    if letters(f"open-{one.id}", [item]) is not None:
        st.switch_page("pages/theme.py", query_params={"theme": one.id})


st.title("What people told us")
done()
try:
    listed = services.themes.shelf.list(reader)
    st.text(HOW_SURE.get(listed.state, listed.reason))
    waiting = services.themes.proposals.count(reader)
    if waiting:
        st.page_link(
            "pages/theme_suggestions.py",
            label=f"The machine suggests {counted(waiting, 'change', 'changes')}. Nothing changes until you decide.",
        )
    building(reader, listed.building)
    for one in listed.themes:
        line(one)
    if listed.unplaced and listed.themes:
        st.text(f"{counted(listed.unplaced, 'passage is', 'passages are')} in no theme yet.")
    if listed.set_aside:
        with st.expander(f"Set aside for now: {len(listed.set_aside)}"):
            for one in listed.set_aside:
                st.page_link("pages/theme.py", label=plain(one.name), query_params={"theme": one.id})
    look_again(reader, listed.building)
    ways_to_see("themes.py")
    st.page_link("pages/own_themes.py", label="Themes of our own making")
    st.page_link("pages/theme_past.py", label="What was found before")
except InsightError as error:
    st.error(str(error))
