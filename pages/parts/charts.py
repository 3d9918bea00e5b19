"""Pictures beside words: better and worse as bars, and who has listened together as circles. No ranking anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from insight.stories.together import Together
from pages.parts.feeling_words import FeelingWord
from pages.parts.lines import plain

_ROW_HEIGHT = 42  # pixels: a word, its shape and a bar with air around them
_ROOM_FOR_FIGURES = 1.25  # of the longest bar: its figure stands beside it, on a phone too
_CELL, _ROW = 40, 30  # pixels: the widest place for a circle, and a row's height
_LETTER = 6.2  # pixels, about: a name's room is its length times this
_CIRCLE = {"light": "#D5CFC3", "dark": "#434B52"}  # neutral; the figure in it is read against this
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

    _, ink = scheme()
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


def together_circles(key: str, together: Together) -> None:
    """Draw who has listened together: each name once, its circles to the left of it and below it, with figures.

    The order is that of the names, and a circle says how often. Words and a list stand beside it on the page.
    """
    st.altair_chart(_circles(together), width="stretch", key=key)


def _circles(together: Together) -> Any:
    import altair as alt

    look, ink = scheme()
    place = {name: at for at, name in enumerate(together.names)}
    count = len(place)
    # As wide as there is room for: what the longest name leaves, on a phone too.
    room = max(len(name) for name in together.names) * _LETTER
    cell = f"min({_CELL}, (width - {room}) / {count})"
    met = [{"across": place[one.one], "down": place[one.other], "times": one.times} for one in together.met]
    apart = [{"across": place[one], "down": place[other]} for one, other in together.apart]
    names = [{"across": at, "down": at, "name": name} for name, at in place.items()]
    x = alt.X(
        "across:Q",
        axis=None,
        scale=alt.Scale(domain=[-0.5, count - 0.5], range=[0, alt.ExprRef(f"{count} * {cell}")], nice=False),
    )
    y = alt.Y("down:Q", axis=None, scale=alt.Scale(domain=[-0.5, count - 0.5], reverse=True, nice=False))
    # The smallest circle still holds its figure.
    largest = f"min({_ROW}, {cell})"
    smallest = f"0.55 * {largest}"
    sizes = [alt.ExprRef(f"pow({one}, 2)") for one in (smallest, largest)]
    most = max(one.times for one in together.met)
    size = alt.Size(
        "times:Q",
        legend=None,
        scale=alt.Scale(domain=[0, most], range=sizes),
    )

    def layer(values: list[dict[str, Any]]) -> Any:
        return alt.Chart(alt.Data(values=values)).encode(x=x, y=y)

    figure = alt.ExprRef(f"{cell} < 18 ? 10 : 13")
    return alt.layer(
        layer(apart).mark_text(text="·", color=ink, fontSize=14),
        layer(met).mark_circle(color=_CIRCLE[look], opacity=1).encode(size=size),
        layer(met).mark_text(color=ink, fontSize=figure).encode(text="times:Q"),
        layer(names).mark_text(color=ink, fontSize=14, align="left", dx=-6).encode(text="name:N"),
    ).properties(height=_ROW * count, description=together.in_words())


def scheme() -> tuple[str, Any]:
    """Light or dark, and the colour of its ink."""
    look = "dark" if st.context.theme.type == "dark" else "light"
    return look, st.get_option(f"theme.{look}.textColor")
