"""Which column of a table holds what: chosen by a person, in words."""

from collections.abc import Sequence

import streamlit as st

from insight.stories.importers.columns import Columns
from pages.parts.options import told_apart

_NONE = "not in this table"
_PARTS = {
    "text": "The story",
    "date": "When it was told",
    "teller": "What kind of person told it",
    "feeling": "Better or worse, from 1 to 5",
    "storyteller": "A number for whoever told it",
    "ref": "A number for the story",
}


def choose_columns(key: str, names: Sequence[str], columns: Columns) -> Columns | None:
    """Ask for each part of a story; the answer once the person has pressed, else None."""
    places = list(range(len(names)))

    def named(place: int | None) -> str:
        return _NONE if place is None else names[place] or f"column {place + 1}"

    heading = told_apart([None, *places], named)
    with st.form(key, border=False):
        st.text("Say which column holds what. It is remembered for tables with the same headings.")
        asked = {
            part: st.selectbox(
                label, [None, *places], index=_place(getattr(columns, part)), format_func=heading, key=f"{key}-{part}"
            )
            for part, label in _PARTS.items()
        }
        answers = st.multiselect(
            "Other answers to put together with the story, each under its question",
            places,
            default=list(columns.answers),
            format_func=heading,
            key=f"{key}-answers",
        )
        st.text("Never choose a name for a number: both numbers should say nothing about who it is.")
        if st.form_submit_button("Read it this way"):
            return Columns(**asked, answers=tuple(answers), once=columns.once)
    return None


def _place(column: int | None) -> int:
    """Where a column stands in a list that begins with none."""
    return 0 if column is None else column + 1
