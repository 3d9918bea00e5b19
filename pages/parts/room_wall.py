"""The wall of a room: stories that struck the group, as letters."""

import streamlit as st

from insight.access.reader import Reader
from insight.learning.room import Room
from pages.parts.letter import letters
from pages.parts.lines import counted
from pages.parts.rooms import hung
from pages.parts.story_actions import ACTIONS, follow
from pages.parts.wiring import house

DOWN = ("down", "Take it down")


def wall(reader: Reader, room: Room) -> None:
    """Draw it, and do what is pressed under a letter."""
    st.subheader("Stories that struck us", anchor=False)
    if not room.wall and not room.left_out:
        st.text("Nothing hangs here yet. Press “This struck us” under what you read in Themes or Search.")
    if room.left_out:
        places = counted(room.left_out, "story is", "stories are")
        st.text(f"{places} not shown here: they may not be read out in this room, or not by you.")
    chosen = letters(f"wall-{room.id}", [hung(one, room, (*ACTIONS, DOWN)) for one in room.wall])
    if chosen is None:
        return
    if chosen.action == DOWN[0]:
        house().learning.wall.take_down(reader, room.id, chosen.id)
        st.rerun()
    follow(reader, next(one.story.id for one in room.wall if one.citation.id == chosen.id), chosen.action)
