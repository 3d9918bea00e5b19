"""Pictures of themes beside words: how many people in which group as small bars, and passages as dots on a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import streamlit as st

from insight.themes.chart import ThemeMap
from pages.parts.charts import scheme

_BAR, _NAME, _LINE, _GAP = 40, 42, 13, 22  # pixels: the tallest bar, a name above it, a line below it, air
_PHONE, _LETTER = 270, 5.8  # pixels: what a phone has for all columns, and a letter of their names needs, about
_QUIET = {"light": "#6B7075", "dark": "#A4A7AA"}  # dots and bars: nothing in them ranks anything
_ACCENT = {"light": "#0F5C5C", "dark": "#7CC4C0"}
_MAP_HEIGHT = 520
_WIDE = 620  # pixels of a map from which on its names have room; below it their numbers stand, and the list says whose
_PICKED = "picked"
TOO_FEW = "–"
HOW_TO_READ = (
    "The figures are people: of those who told us anything, so many told of this. Where we asked few, few can tell. "
    "A dash stands for so few that they could be known, or for a group that hides them."
)


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of small bars under a name; `None` where so few people could be known."""

    name: str
    people: tuple[int | None, ...]


def strips(key: str, columns: Sequence[str], everybody: Strip, rows: Sequence[Strip]) -> None:
    """Draw each row as bars over the same columns: as tall as its part of everybody there, with both figures on it.

    The rows come in the order given, and all share one scale. Words and a list stand beside it on the page.
    """
    st.altair_chart(_strips(columns, everybody, rows), width="stretch", key=key)


def in_a_line(columns: Sequence[str], everybody: Strip, row: Strip) -> str:
    """A row in words: `They know my name. People using services: 33 of 113. Family and friends: too few to show.`"""
    said = (
        f"{name}: {_of(n, all_there) if n is not None else 'too few to show'}."
        for name, n, all_there in zip(columns, row.people, everybody.people, strict=True)
    )
    return f"{row.name}. {' '.join(said)}"


def _of(people: int, all_there: int | None) -> str:
    return str(people) if all_there is None else f"{people} of {all_there}"


def theme_map(key: str, drawn: ThemeMap, chosen: str | None) -> str | None:
    """Draw the map, the chosen theme's passages in the accent; the id of the passage that was picked, if one was.

    The data holds ids, places and the themes' names: no words of a passage.
    """
    event = st.altair_chart(_map(drawn, chosen), width="stretch", key=key, on_select="rerun", selection_mode=[_PICKED])
    picked = event["selection"].get(_PICKED) or []
    return str(picked[0]["passage"]) if picked else None


def _strips(columns: Sequence[str], everybody: Strip, rows: Sequence[Strip]) -> Any:
    import altair as alt

    look, ink = scheme()
    wide = max(int(_PHONE / max(len(columns), 1) / _LETTER), 1)
    labels = [wrap(column, wide) for column in columns]
    height = _NAME + _BAR + _LINE * max((len(lines) for lines in labels), default=1) + _GAP
    parts = [[_part(*two) for two in zip(row.people, everybody.people, strict=True)] for row in rows]
    most = max((part for row in parts for part in row), default=0) or 1
    cells = [
        {
            "column": str(at), "label": "\n".join(labels[at]), "bottom": top + _NAME + _BAR,
            "top": top + _NAME + _BAR * (1 - part / most), "under": top + _NAME + _BAR + 5,
            "said": TOO_FEW if row.people[at] is None else _of(row.people[at] or 0, everybody.people[at]),
        }
        for top, row, here in ((at * height, row, parts[at]) for at, row in enumerate(rows))
        for at, part in enumerate(here)
    ]  # fmt: skip
    names = [{"name": row.name, "top": at * height + 8} for at, row in enumerate(rows)]
    x = alt.X("column:N", axis=None, sort=[str(at) for at in range(len(columns))], scale=alt.Scale(padding=0.15))
    y = alt.Scale(domain=[0, height * max(len(rows), 1)], reverse=True, nice=False, zero=False)

    def layer(values: list[dict[str, Any]]) -> Any:
        return alt.Chart(alt.Data(values=values))

    bars = layer(cells).mark_bar(color=_QUIET[look], cornerRadius=1)
    figures = layer(cells).mark_text(color=ink, fontSize=12, dy=-8)
    below = layer(cells).mark_text(color=ink, fontSize=11, lineBreak="\n", lineHeight=_LINE, baseline="top")
    headings = layer(names).mark_text(color=ink, fontSize=15, fontWeight=600, align="left", limit=alt.ExprRef("width"))
    return alt.layer(
        bars.encode(x=x, y=alt.Y("top:Q", axis=None, scale=y), y2="bottom:Q"),
        figures.encode(x=x, y=alt.Y("top:Q", axis=None, scale=y), text="said:N"),
        below.encode(x=x, y=alt.Y("under:Q", axis=None, scale=y), text="label:N"),
        headings.encode(x=alt.value(0), y=alt.Y("top:Q", axis=None, scale=y), text="name:N"),
    ).properties(
        height=height * max(len(rows), 1), description=" ".join(in_a_line(columns, everybody, row) for row in rows)
    )


def _part(people: int | None, all_there: int | None) -> float:
    return people / all_there if people and all_there else 0.0


def _map(drawn: ThemeMap, chosen: str | None) -> Any:
    import altair as alt

    look, ink = scheme()
    dots = [
        {"passage": one.passage, "across": one.across, "up": one.up, "mine": one.theme == chosen} for one in drawn.dots
    ]
    spots = [{"number": str(one.number), "name": one.name, "across": one.across, "up": one.up} for one in drawn.spots]
    picked = alt.selection_point(name=_PICKED, fields=["passage"], on="click", clear=False, nearest=False)
    x = alt.X("across:Q", axis=None, scale=alt.Scale(domain=[-0.12, 1.12]))
    y = alt.Y("up:Q", axis=None, scale=alt.Scale(domain=[-0.06, 1.06]))
    points = (
        alt.Chart(alt.Data(values=dots))
        .mark_circle(cursor="pointer", aria=False)  # ids and places: nothing to be read aloud
        .encode(
            x=x,
            y=y,
            color=alt.condition("datum.mine", alt.value(_ACCENT[look]), alt.value(_QUIET[look])),
            opacity=alt.condition(picked, alt.value(0.85), alt.value(0.45), empty=False),
            size=alt.condition(picked, alt.value(240), alt.value(46), empty=False),
        )
        .add_params(picked)
    )
    label = alt.ExprRef(f"width > {_WIDE} ? datum.name : datum.number")
    paper = st.get_option(f"theme.{look}.backgroundColor")
    written = alt.Chart(alt.Data(values=spots)).encode(x=x, y=y)
    return alt.layer(
        points,
        written.mark_text(text=label, fontSize=14, fontWeight=600, stroke=paper, strokeWidth=4, strokeJoin="round"),
        written.mark_text(text=label, fontSize=14, fontWeight=600, color=ink),
    ).properties(
        height=_MAP_HEIGHT,
        description="A map of passages. Themes: " + "; ".join(f"{one.number} {one.name}" for one in drawn.spots),
    )
