"""Themes: what people told us, in their own words, with the passages that carry each."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.stories.inquiry import TELLERS_WORDS
from insight.themes.shelf import Line, Opened
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, plain, who_tells
from pages.parts.story_actions import ACTIONS, follow, thanks
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

FIRST_PASSAGES = 12
HOW_SURE = {
    "settled": "The machine put passages that speak of the same thing together and gave each heap a name out of it. "
    "You decide what they are called and what they mean.",
    "tentative": "There are few stories yet, so this is a start for talking. It may look different with the next ten.",
}

reader = require(Action.SEE_THEMES)
services = house()


def behind(line: Line) -> str:
    """`12 stories from 11 people: 8 using services, 3 working in them`."""
    people = ", ".join(f"{number} {TELLERS_WORDS[kind]}" for kind, number in line.kinds)
    return f"{counted(line.stories, 'story', 'stories')} from {counted(line.tellers, 'person', 'people')}: {people}"


def the_list() -> None:
    """Every theme, with a telling quote."""
    st.title("What people told us")
    listed = services.themes.list(reader)
    st.text(HOW_SURE.get(listed.state, listed.reason))
    if listed.building:
        st.text("Somebody has asked for the themes to be looked for again. This page shows the last ones until then.")
    for line in listed.themes:
        st.subheader(plain(line.name), anchor=False)
        quote = line.quote or ", ".join(line.words[:8])
        item = LetterItem(line.id, quote, small_line=behind(line), actions=(("open", "Read what is behind it"),))
        if letters(f"open-{line.id}", [item]) is not None:
            st.query_params["theme"] = line.id
            st.rerun()
    if listed.unplaced and listed.themes:
        st.text(f"{counted(listed.unplaced, 'passage is', 'passages are')} in no theme yet.")
    if st.button("Look for themes again", disabled=listed.building):
        services.lanes.build_themes()
        st.success("This has been asked for. It takes a minute or two, and you can leave this page.")


def one_theme(opened: Opened) -> None:
    """A theme, as a page of a book."""
    line = opened.line
    st.page_link("pages/themes.py", label="All themes")
    st.title(plain(line.name), anchor=False)
    st.text(behind(line))
    st.text("Words that set it apart: " + ", ".join(line.words[:8]))
    shown = opened.passages if st.session_state.get("all_passages") else opened.passages[:FIRST_PASSAGES]
    items = [LetterItem(one.passage, one.text, small_line=who_tells(one.facts), actions=ACTIONS) for one in shown]
    if (chosen := letters(f"theme-{line.id}", items)) is not None:
        follow(reader, next(one.facts.id for one in shown if one.passage == chosen.id), chosen.action)
    if len(shown) < len(opened.passages) and st.button(f"Show all {len(opened.passages)} passages"):
        st.session_state["all_passages"] = True
        st.rerun()
    with st.form("rename", border=False):
        name = st.text_input(
            "A better name for it", value=line.name if line.named_by_people else "", autocomplete="off"
        )
        if st.form_submit_button("Give it this name"):
            services.themes.rename(reader, line.id, name)
            st.rerun()


begin_at_the_top(st.query_params.get("theme", ""))
thanks()
try:
    wanted = st.query_params.get("theme")
    if wanted is None:
        the_list()
    else:
        one_theme(services.themes.show(reader, wanted))
except InsightError as error:
    st.error(str(error))
