"""This struck us: a stretch of a story goes on the wall of a sub-group's room, with why."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from insight.errors import InsightError
from insight.learning.citation import RESONANCE_WORDS, Stretch
from insight.learning.wall import LONGEST_WHY
from pages.parts.keeping_quotes import some_of
from pages.parts.letter import letter
from pages.parts.lines import who_tells
from pages.parts.looked_over import looked_over
from pages.parts.options import words_of
from pages.parts.wiring import house

STRUCK = ("struck", "This struck us")


def strikes(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The action for a letter, if this reader has a room to put it up in."""
    return (STRUCK,) if may(reader, Action.LEARN) and house().learning.rooms.list(reader) else ()


@st.dialog("This struck us")
def struck_us(reader: Reader, story: str, start: int, end: int) -> None:
    """Ask why, over the page, and put it on the wall of a room."""
    room = put_up(reader, story, start, end)
    if room is not None:
        st.page_link("pages/room.py", label="Go to the room", query_params={"room": room})


def put_up(reader: Reader, story: str, start: int = 0, end: int | None = None, room: str | None = None) -> str | None:
    """The stretch (or all of it), why it struck, and on whose wall it goes unless `room` says so; the room on whose
    wall it is now, if it is.
    """
    services = house()
    found = services.reading.some(reader, [story]).get(story)
    if found is None:
        st.text("This story is no longer open to you.")
        return None
    words, rooms = str(found.text)[start:end], services.learning.rooms.list(reader)
    letter(f"struck-{story}-{start}", words, small_line=who_tells(found.facts), passage=True)
    with st.form(f"struck-{story}-{start}", border=False):
        if room is None:
            room = st.selectbox("Whose wall does it go on?", list(rooms), format_func=words_of(rooms),
                                key=f"struck-{story}-{start}-on")  # fmt: skip
        resonance = st.radio("What is it?", list(RESONANCE_WORDS), format_func=lambda one: RESONANCE_WORDS[one])
        why = st.text_area("Why did it strike you?", max_chars=LONGEST_WHY, help="Others will read it. No names.")
        some = st.text_input("Only some of it? Write those words as they stand above.", autocomplete="off")
        if not st.form_submit_button("Put it on the wall", type="primary") or room is None:
            return None
    stretch = some_of(words, some, start)
    if stretch is None:
        st.error("These words do not stand above. Nothing was kept. Write them just as they are.")
        return None
    try:
        with looked_over():
            new = services.learning.wall.put_up(reader, room, Stretch(story, *stretch), resonance, why)
    except InsightError as error:
        st.error(str(error))
        return None
    st.success("It is on the wall." if new else "It is on the wall already.")
    return room
