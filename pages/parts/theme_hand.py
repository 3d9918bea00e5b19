"""What people may do with a theme: write about it, name, pin, set aside, merge or retire it, and take that back."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from insight.themes.shelf import Opened
from pages.parts.act import act
from pages.parts.lines import day, plain
from pages.parts.options import told_apart
from pages.parts.theme_lines import what_was_done
from pages.parts.wiring import house


def notes(reader: Reader, theme: str) -> None:
    """What people wrote about it, and a place to write."""
    st.subheader("What we wrote about it", anchor=False)
    written = house().themes.by_hand.notes(reader, theme)
    for one in written:
        st.text(f"{one.by}, {day(one.at)}: {one.text}")
    if not written:
        st.text("Nobody has written anything yet.")
    if may(reader, Action.DECIDE_THEMES):
        with st.form("note", border=False, clear_on_submit=True):
            words = st.text_area("A note, without names of people or places", height=90)
            if st.form_submit_button("Keep this note"):
                act(lambda: house().themes.by_hand.write(reader, theme, words), "Your note was kept.")


def change(reader: Reader, opened: Opened) -> None:
    """Everything that changes a theme, folded away."""
    if not may(reader, Action.DECIDE_THEMES):
        return
    line, hand = opened.line, house().themes.by_hand
    with st.expander("Change this theme"):
        with st.form("rename", border=False):
            name = st.text_input(
                "A better name for it", value=line.name if line.named_by_people else "", autocomplete="off"
            )
            if st.form_submit_button("Give it this name"):
                act(lambda: hand.rename(reader, line.id, name), "It has this name now, whatever the machine finds.")
        if st.button("Unpin it" if line.pinned else "Pin it: no new look changes what is in it"):
            act(lambda: hand.pin(reader, line.id, not line.pinned), "Unpinned." if line.pinned else "Pinned.")
        if st.button("Bring it back to the list" if opened.set_aside else "Set it aside for now"):
            act(
                lambda: hand.set_aside(reader, line.id, not opened.set_aside),
                "It is back in the list." if opened.set_aside else "It is set aside, and out of the list.",
            )
        _merge(reader, line.id)
        if st.button("Retire it: what is in it goes to the nearest other theme"):
            act(lambda: hand.retire(reader, line.id), "It was retired.", "pages/themes.py")


def history(reader: Reader, theme: str) -> None:
    """Who did what with it and when; the last thing can be taken back."""
    lines = house().themes.by_hand.history(reader, theme)
    if not lines:
        return
    with st.expander("What was done with it"):
        st.text("\n".join(what_was_done(one) for one in lines))
        last = next((one.act for one in lines if one.act), None)
        if last and may(reader, Action.DECIDE_THEMES) and st.button("Take the last of it back"):
            act(lambda: house().themes.by_hand.undo(reader, last), "It was taken back.", "pages/themes.py")


def _merge(reader: Reader, theme: str) -> None:
    others = [one for one in house().themes.shelf.list(reader).themes if one.id != theme]
    with st.form("merge", border=False):
        into = st.radio(
            "It is the same as", others, format_func=told_apart(others, lambda one: plain(one.name)), index=None
        )
        if st.form_submit_button("Make it part of that") and into is not None:
            act(
                lambda: house().themes.by_hand.merge(reader, theme, into.id),
                "They are one theme now. You can take this back there.",
                "pages/themes.py",
            )
