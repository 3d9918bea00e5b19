"""A sub-group's room: noticed, so what, now what; stories that struck it, what it tries, and whom it has to hear."""

from datetime import date

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.learning.room import Room
from pages.parts.guard import require
from pages.parts.lines import day, plain
from pages.parts.room_entries import columns
from pages.parts.room_gaps import gaps
from pages.parts.room_trying import trying
from pages.parts.room_wall import wall
from pages.parts.rooms import TITLE, chosen_room
from pages.parts.story_actions import thanks

reader = require(Action.LEARN)
st.set_page_config(layout="wide", initial_sidebar_state="auto")


def next_session(room: Room) -> None:
    """When the group meets again, and where its sessions are written down."""
    if room.next_on is None:
        st.text("No next session is in the book.")
    elif room.next_on < date.today():
        st.text(f"A session was planned for {day(room.next_on)}. Nobody has written down yet how it was.")
    else:
        st.text(f"The next session is on {day(room.next_on)}.")
    st.page_link("pages/session.py", label="Sessions of this room", query_params={"room": room.id})


def themes(room: Room) -> None:
    """The themes that its entries are about."""
    st.subheader("Our themes", anchor=False)
    for theme, name in room.own_themes.items():
        st.page_link("pages/theme.py", label=plain(name), query_params={"theme": theme})
    if not room.own_themes:
        st.text("None yet. Say in the row above which theme it is about.")


try:
    thanks()
    room = chosen_room(reader, TITLE, "What we noticed, what it means, and what we do about it.")
    if room is not None:
        next_session(room)
        columns(reader, room, st.query_params.get("theme", ""))
        wall(reader, room)
        first, second = st.columns(2, gap="large")
        with first:
            themes(room)
            trying(reader, room.id)
        with second:
            gaps(reader, room)
except InsightError as error:
    st.error(str(error))
