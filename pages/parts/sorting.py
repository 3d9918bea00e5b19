"""Sorting the passages of a theme: to another theme, to a theme of their own, or marked for one that people made."""

from collections.abc import Callable

import streamlit as st

from insight.access.reader import Reader
from insight.themes.shelf import Opened
from pages.parts.act import act
from pages.parts.lines import counted, plain
from pages.parts.options import told_apart
from pages.parts.wiring import house

_ELSEWHERE, _PICK, _OURS = "elsewhere", "pick", "ours"
SORTING = (
    (_ELSEWHERE, "It belongs elsewhere"),
    (_PICK, "Pick it for a theme of its own"),
    (_OURS, "Mark it for one of our own themes"),
)
_ASKED, _PICKED = "sorting_asked", "sorting_picked"


def sort(passage: str, action: str) -> None:
    """Note what was pressed under a passage, and ask about it at the top."""
    if action == _PICK:
        picked = st.session_state.setdefault(_PICKED, [])
        picked.remove(passage) if passage in picked else picked.append(passage)
    else:
        st.session_state[_ASKED] = (passage, action)
    st.rerun()


def sorting(reader: Reader, opened: Opened) -> None:
    """What is asked about the passages that were pressed."""
    here = {one.passage: one.text for one in opened.passages}
    picked = [one for one in st.session_state.get(_PICKED, []) if one in here]
    asked, action = st.session_state.get(_ASKED, (None, None))
    if asked in here:
        st.text(f"“{here[asked][:160]}…”")
        _move(reader, opened.line.id, asked) if action == _ELSEWHERE else _mark(reader, asked)
    if picked:
        _split(reader, opened.line.id, picked)


def _move(reader: Reader, theme: str, passage: str) -> None:
    others = [one for one in house().themes.shelf.list(reader).themes if one.id != theme]
    with st.form("move", border=False):
        into = st.radio(
            "Where does it belong?", others, format_func=told_apart(others, lambda one: plain(one.name)), index=None
        )
        if st.form_submit_button("Move it there") and into is not None:
            _done(lambda: house().themes.by_hand.move(reader, passage, into.id), "It was moved, and stays there.")


def _mark(reader: Reader, passage: str) -> None:
    own = house().themes.marked.list(reader)
    if not own:
        st.page_link("pages/own_themes.py", label="There is no theme of our own yet. Begin one.")
        return
    with st.form("mark", border=False):
        theme = st.radio("For which one?", own, format_func=told_apart(own, lambda one: plain(one.name)), index=None)
        if st.form_submit_button("Mark it") and theme is not None:
            _done(lambda: house().themes.marked.mark(reader, theme.id, passage, belongs=True), "It was marked.")


def _split(reader: Reader, theme: str, picked: list[str]) -> None:
    st.text(f"{counted(len(picked), 'passage is', 'passages are')} picked. Others that are nearer to them come along.")
    with st.form("split", border=False):
        name = st.text_input("What shall the new theme be called?", autocomplete="off")
        if st.form_submit_button("Make a theme of them"):
            _done(
                lambda: house().themes.by_hand.split(reader, theme, picked, name),
                "There is a new theme. You can take this back below.",
            )


def _done(do: Callable[[], object], words: str) -> None:
    def and_forget() -> None:
        do()
        for key in (_ASKED, _PICKED):
            st.session_state.pop(key, None)

    act(and_forget, words)
