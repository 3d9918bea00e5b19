"""The three columns of a room: what the group noticed, so what, now what; and the row to write the next one in."""

from collections.abc import Callable

import streamlit as st

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.learning.citation import Stretch
from insight.learning.entries import LONGEST
from insight.learning.room import Room, ShownEntry
from pages.parts.letter import letters
from pages.parts.lines import counted, day, plain
from pages.parts.looked_over import looked_over
from pages.parts.options import words_of
from pages.parts.rooms import hung, number_of
from pages.parts.story_actions import ACTIONS, follow
from pages.parts.wiring import house

COLUMNS = ("What we noticed", "So what", "Now what")
_CHANGING, _WRITTEN = "changing_entry", "entries_written"


def columns(reader: Reader, room: Room, theme: str) -> None:
    """Draw the entries and, below them, the row to write in; with `theme` it begins as one about that theme."""
    with st.container(key="room-columns"):
        with st.container(key="room-heads"):
            for place_, heading in zip(st.columns(3, gap="medium"), COLUMNS, strict=True):
                place_.subheader(heading, anchor=False)
        for one in room.entries:
            if st.session_state.get(_CHANGING) == one.entry.id and one.entry.by == reader.id and one.whole:
                _change(reader, room, one)
            else:
                _entry(reader, room, one)
        if not room.entries:
            st.text("Nothing is here yet. For example: “People speak of waiting. It is the not knowing. We tell them.”")
        _write(reader, room, theme)
    _put_away(reader, room)


def _entry(reader: Reader, room: Room, one: ShownEntry) -> None:
    entry = one.entry
    texts = (entry.noticed, entry.so_what, entry.now_what)
    with st.container(key=f"entry-{entry.id}"):
        for place_, heading, text in zip(st.columns(3, gap="medium"), COLUMNS, texts, strict=True):
            with place_:
                st.caption(heading)
                st.text(text or "Not yet.")
        changed = f", changed on {day(entry.changed_at.date())}" if entry.changed_at else ""
        st.caption(plain(f"{room.people[entry.by]}, {day(entry.at.date())}{changed}"))
        with st.container(horizontal=True):
            for theme in one.themes:
                st.page_link("pages/theme.py", label=plain(room.themes[theme]), query_params={"theme": theme})
            if (
                entry.by == reader.id
                and one.whole
                and st.button("Change this", key=f"change-{entry.id}", type="tertiary")
            ):
                st.session_state[_CHANGING] = entry.id
                st.rerun()
            if st.button("Put this away", key=f"away-{entry.id}", type="tertiary"):
                house().learning.entries.put_away(reader, entry.id)
                st.rerun()
        if one.cited:
            with st.expander(f"What it stands on: {counted(len(one.cited), 'place', 'places')} in stories"):
                chosen = letters(f"stands-on-{entry.id}", [hung(each, room, ACTIONS) for each in one.cited])
                if chosen is not None:
                    story = next(each.story.id for each in one.cited if each.citation.id == chosen.id)
                    follow(reader, story, chosen.action)
        if one.left_out:
            st.text(f"{counted(one.left_out, 'place', 'places')} in stories that cannot be shown here.")


def _write(reader: Reader, room: Room, theme: str) -> None:
    written = st.session_state.get(_WRITTEN, 0)

    def keep(texts: list[str], themes: list[str], stretches: list[Stretch]) -> None:
        house().learning.entries.write(reader, room.id, *texts, themes=themes, stretches=stretches)
        st.session_state[_WRITTEN] = written + 1  # the row is empty again, but only when this was kept

    _row(f"new-{room.id}-{written}", room, None, [theme] if theme in room.themes else [], "Keep this", keep)


def _change(reader: Reader, room: Room, one: ShownEntry) -> None:
    def keep(texts: list[str], themes: list[str], stretches: list[Stretch]) -> None:
        without = [each.stretch for each in one.cited if each.stretch not in stretches]
        house().learning.entries.change(
            reader, one.entry.id, *texts, themes=themes, stretches=stretches, without=without
        )
        del st.session_state[_CHANGING]

    _row(f"old-{one.entry.id}", room, one, list(one.themes), "Keep the change", keep)
    if st.button("Leave it as it was", type="tertiary"):
        del st.session_state[_CHANGING]
        st.rerun()


def _row(
    key: str,
    room: Room,
    one: ShownEntry | None,
    themes: list[str],
    keep_words: str,
    keep: Callable[[list[str], list[str], list[Stretch]], None],
) -> None:
    """A row to write in. What is typed stays in it when it cannot be kept."""
    before = (one.entry.noticed, one.entry.so_what, one.entry.now_what) if one else ("", "", "")
    stands_on = [each.stretch for each in one.cited] if one else []
    choice = {each.stretch: number_of(each, room) for each in (*room.wall, *(one.cited if one else ()))}
    with st.form(key, border=False):
        texts = []
        for place_, heading, text in zip(st.columns(3, gap="medium"), COLUMNS, before, strict=True):
            texts.append(place_.text_area(heading, text, max_chars=LONGEST, height=140, key=f"{key}-{heading}"))
        about = st.multiselect(
            "About which themes?", list(room.themes), themes, format_func=words_of(room.themes), key=f"{key}-themes"
        )
        shows = st.multiselect(
            "Which stories on the wall show it?", list(choice), stands_on, format_func=words_of(choice),
            key=f"{key}-stories",
        )  # fmt: skip
        st.text("Others will read this. No names, please.")
        if not st.form_submit_button(keep_words, type="secondary" if one else "primary"):
            return
    try:
        with looked_over():
            keep(texts, about, shows)
    except InsightError as error:
        st.error(str(error))
        return
    st.rerun()


def _put_away(reader: Reader, room: Room) -> None:
    if not room.put_away:
        return
    with st.expander(f"Put away: {len(room.put_away)}"):
        for one in room.put_away:
            st.text("\n".join(filter(None, (one.noticed, one.so_what, one.now_what))))
            if st.button("Bring it back", key=f"back-{one.id}", type="tertiary"):
                house().learning.entries.bring_back(reader, one.id)
                st.rerun()
