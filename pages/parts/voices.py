"""Draws what each voice says in a theme, side by side: people using services, people working in them, family."""

from collections.abc import Sequence

import streamlit as st

from insight.access.reader import Reader
from insight.themes.seen import VOICE_WORDS, Column
from pages.parts.honesty import letters_of
from pages.parts.lines import counted


def voices(key: str, columns: Sequence[Column], reader: Reader | None = None) -> tuple[str, str] | None:
    """Draw the columns, one below another on a phone; the story and the action that was pressed, if one was.

    With a reader, a passage can also be kept or put on a wall.
    """
    pressed = None
    for place, column in zip(st.columns(len(columns), gap="large"), columns, strict=True):
        with place:
            st.subheader(VOICE_WORDS[column.voice], anchor=False)
            st.text(how_many(column))
            if column.said:
                pressed = letters_of(f"{key}-{column.voice.value}", column.said, reader) or pressed
    return pressed


def how_many(column: Column) -> str:
    """How many people, as far as it may be said."""
    if column.people is None:
        return "Too few to count, here or beside."
    if not column.people:
        return "Nobody yet. We may not have asked."
    return counted(column.people, "person", "people")
