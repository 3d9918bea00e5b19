"""One theme, read like a page of a book: passages first, then what people wrote, did and may do."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.themes.shelf import Opened
from pages.parts.act import done
from pages.parts.guard import require
from pages.parts.honesty import honesty
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import plain, who_tells
from pages.parts.readings import readings
from pages.parts.room_gaps import not_heard
from pages.parts.sorting import SORTING, sort, sorting
from pages.parts.story_actions import ACTIONS, follow, thanks
from pages.parts.stretch_actions import stretch_actions, with_stretch
from pages.parts.theme_feeling import feeling_beside
from pages.parts.theme_hand import change, history, notes
from pages.parts.theme_lines import behind
from pages.parts.top import begin_at_the_top
from pages.parts.voices import voices
from pages.parts.wiring import house

FIRST_PASSAGES = 12
HOW, WAYS = "how_to_read", ("Side by side, by who speaks", "All passages")
MOST_PASSAGES = 400  # more than anybody reads at once; search finds the rest

reader = require(Action.SEE_THEMES)
services = house()


def reads_all() -> bool:
    """Whether all passages are read, rather than some of each voice side by side."""
    return bool(st.session_state.get(HOW) == WAYS[1])


def side_by_side(theme: str) -> None:
    """What people using services, working in them and families say of it: where they differ is often the finding."""
    if (pressed := voices(f"voices-{theme}", services.seeing.themes.voices(reader, theme), reader)) is not None:
        follow(reader, *pressed)


def how_sure(theme: str) -> None:
    """How far it can be trusted, and where somebody sees another side."""
    with st.expander("How sure are we of this theme?"):
        if (pressed := honesty(f"honesty-{theme}", services.seeing.honesty.about(reader, theme))) is not None:
            follow(reader, *pressed)
        not_heard(reader)


def passages(opened: Opened) -> None:
    """The passages, nearest to the middle of the theme first; sorting puts other buttons under them."""
    sorts = st.toggle("Sort the passages", key="sorts", help="Move passages, or begin a theme of their own with them.")
    if sorts:
        sorting(reader, opened)
    shown = opened.passages if st.session_state.get("all_passages") else opened.passages[:FIRST_PASSAGES]
    actions = SORTING if sorts else (*ACTIONS, *stretch_actions(reader))
    items = [
        LetterItem(
            one.passage, one.text, small_line=who_tells(one.facts), actions=actions,
            why="The machine is not sure that this belongs here." if one.weak else "",
        )
        for one in shown
    ]  # fmt: skip
    chosen = letters(f"theme-{opened.line.id}-{sorts}", items)
    if chosen is not None:
        if sorts:
            sort(chosen.id, chosen.action)
        one = next(one for one in shown if one.passage == chosen.id)
        if not with_stretch(reader, chosen.action, one.facts.id, one.start, one.end, opened.line.id):
            follow(reader, one.facts.id, chosen.action)
    if len(shown) < len(opened.passages) and st.button(f"Show all {len(opened.passages)} passages"):
        st.session_state["all_passages"] = True
        st.rerun()


def one_theme(opened: Opened) -> None:
    """A theme."""
    line = opened.line
    st.page_link("pages/themes.py", label="All themes")
    st.title(plain(line.name), anchor=False)
    if opened.set_aside:
        st.text("This theme is set aside. It is not in the list.")
    st.text(("Pinned: no new look changes it. " if line.pinned else "") + behind(line))
    st.text("Words that set it apart: " + ", ".join(line.words[:8]))
    st.segmented_control("How to read it", WAYS, default=WAYS[0], label_visibility="collapsed", key=HOW)
    passages(opened) if reads_all() else side_by_side(line.id)
    how_sure(line.id)
    feeling_beside(reader, line.id)
    readings(reader, line.id)
    notes(reader, line.id)
    change(reader, opened)
    history(reader, line.id)


begin_at_the_top(st.query_params.get("theme", ""))
thanks()
done()
try:
    wanted = st.query_params.get("theme")
    if wanted is None:
        st.title("A theme")
        st.page_link("pages/themes.py", label="Choose one of all themes")
    else:
        one_theme(services.themes.shelf.show(reader, wanted, MOST_PASSAGES if reads_all() else 0))
except InsightError as error:
    st.error(str(error))
    st.page_link("pages/themes.py", label="All themes")
