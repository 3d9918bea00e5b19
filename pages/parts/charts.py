"""Better and worse as a chart that reads in words first: direct labels, no ranking, a table and a sentence below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts.feeling_words import FeelingWord
from pages.parts.lines import plain

_ROW_HEIGHT = 42  # pixels: a word, its shape and a bar with air around them
_ROOM_FOR_FIGURES = 1.25  # of the longest bar: its figure stands beside it, on a phone too
_TOO_FEW = "too few to show"


@dataclass(frozen=True, slots=True)
class FeelingCount:
    """How many people gave one answer; None where the group is too small to be shown."""

    answer: FeelingWord
    people: int | None

    @property
    def said(self) -> str:
        """The figure in words."""
        return _TOO_FEW if self.people is None else str(self.people)


def feeling_bars(rows: Sequence[FeelingCount], title: str, sentence: str) -> None:
    """Draw the answers as bars in the order given, under a title that tells how many people answered.

    `sentence` says in plain words what is seen; it stands first, because the words come before the figure.
    """
    st.subheader(plain(title))
    st.text(sentence)
    st.altair_chart(_bars(rows, title), width="stretch")
    with st.expander("The same figures as a table"):
        st.table({"Answer": [row.answer.said for row in rows], "People": [row.said for row in rows]})


def _bars(rows: Sequence[FeelingCount], title: str) -> Any:
    import altair as alt

    dark = st.context.theme.type == "dark"
    ink = st.get_option(f"theme.{'dark' if dark else 'light'}.textColor")
    order = [row.answer.said for row in rows]
    values = [
        {"answer": row.answer.said, "people": row.people or 0, "said": row.said, "colour": row.answer.colour}
        for row in rows
    ]
    most = max((row.people or 0 for row in rows), default=0)
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y(
            "answer:N",
            sort=order,
            title=None,
            axis=alt.Axis(domain=False, ticks=False, labelPadding=10, labelLimit=220, labelFontSize=15, labelColor=ink),
        ),
        x=alt.X("people:Q", title=None, axis=None, scale=alt.Scale(domain=[0, max(most, 1) * _ROOM_FOR_FIGURES])),
    )
    bars = base.mark_bar(height=20, cornerRadiusEnd=2).encode(color=alt.Color("colour:N", scale=None, legend=None))
    figures = base.mark_text(align="left", dx=8, fontSize=15, color=ink).encode(text="said:N")
    return (bars + figures).properties(
        height=_ROW_HEIGHT * max(len(rows), 1),
        description="; ".join([title, *(f"{row.answer.words}: {row.said}" for row in rows)]),
    )
