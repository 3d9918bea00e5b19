"""Themes of our own making: passages that people marked, and what else seems to belong."""

import streamlit as st

from insight.access.gate import Action, may
from insight.errors import InsightError
from insight.themes.shown import Shown
from pages.parts.act import act, done
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, plain, who_tells
from pages.parts.story_actions import ACTIONS, follow, thanks
from pages.parts.wiring import house

_YES, _NO, _AWAY = "yes", "no", "away"
IT_BELONGS, IT_DOES_NOT, TAKE_AWAY = (_YES, "It belongs"), (_NO, "It does not"), (_AWAY, "Take the mark away")

reader = require(Action.SEE_THEMES)
services = house()


def passages(key: str, title: str, shown: tuple[Shown, ...], marks: tuple[tuple[str, str], ...], theme: str) -> None:
    """Passages under a heading, with the marks that can be made."""
    if not shown:
        return
    st.subheader(title, anchor=False)
    offered = marks if may(reader, Action.DECIDE_THEMES) else ()
    items = [
        LetterItem(one.passage, one.text, small_line=who_tells(one.facts), actions=(*offered, ACTIONS[0]))
        for one in shown
    ]
    if (chosen := letters(f"{key}-{theme}", items)) is None:
        return
    if chosen.action in (_YES, _NO, _AWAY):
        belongs = None if chosen.action == _AWAY else chosen.action == _YES
        act(lambda: services.themes.marked.mark(reader, theme, chosen.id, belongs), "Noted. It learns from this.")
    follow(reader, next(one.facts.id for one in shown if one.passage == chosen.id), chosen.action)


def one_theme(theme: str) -> None:
    """What was marked, and what else may belong."""
    opened = services.themes.marked.show(reader, theme)
    st.title(plain(opened.theme.name), anchor=False)
    st.text(f"{counted(opened.theme.belong, 'passage', 'passages')} marked as belonging here. {opened.why_none}")
    passages("suggested", "What else may belong", opened.suggested, (IT_BELONGS, IT_DOES_NOT), theme)
    passages("yes", "What people marked", opened.belong, (IT_DOES_NOT, TAKE_AWAY), theme)
    passages("no", "What does not belong", opened.not_belong, (IT_BELONGS, TAKE_AWAY), theme)
    if may(reader, Action.DECIDE_THEMES) and st.button("Retire this theme", type="tertiary"):
        st.query_params.clear()
        act(lambda: services.themes.by_hand.retire(reader, theme), "It was retired. The passages stay where they were.")


def all_of_them() -> None:
    """The list, and a place to begin one."""
    st.title("Themes of our own making")
    st.text(
        "You know something matters, whatever the machine finds. Give it a name, mark a few passages that belong to "
        "it, and what else may belong is shown. Passages are marked on a theme's page, under “Sort the passages”."
    )
    for one in services.themes.marked.list(reader):
        if st.button(f"{plain(one.name)}: {counted(one.belong, 'passage', 'passages')}", key=one.id, type="tertiary"):
            st.query_params["theme"] = one.id
            st.rerun()
    if may(reader, Action.DECIDE_THEMES):
        with st.form("begin", border=False, clear_on_submit=True):
            name = st.text_input("What shall it be called?", autocomplete="off")
            if st.form_submit_button("Begin this theme"):
                act(lambda: services.themes.marked.begin(reader, name), "It is there. Mark passages for it now.")


thanks()
done()
try:
    wanted = st.query_params.get("theme")
    if wanted is None:
        st.page_link("pages/themes.py", label="All themes")
        all_of_them()
    else:
        if st.button("Themes of our own making", type="tertiary"):
            st.query_params.clear()
            st.rerun()
        one_theme(wanted)
except InsightError as error:
    st.error(str(error))
