"""The line of how people are: a dot a month or quarter, the usual up and down, and by their shape what is not usual."""

import json
from typing import Any

import streamlit as st

from insight.measure.line import Line
from insight.measure.spc import Limits
from pages.parts.charts import scheme

_HEIGHT = 320
_QUIET = {"light": "#6B7075", "dark": "#A4A7AA"}  # what is usual
_DOT, _SIGNAL = 50, 110  # square pixels
_LABEL, _TRIAL_LABEL = 78, 104  # pixels: what the names of the middle and the limits need at the right
_ABOVE, _BELOW, _USUAL = "triangle-up", "triangle-down", "circle"


def line_chart(key: str, drawn: Line, described: str) -> None:
    """Draw the line. Words and a list of the same stand beside it on the page; `described` is for screen readers.

    A period that is hidden, or in which nobody answered, is a gap. There is no target, and no colour says good or bad.
    """
    st.altair_chart(_line(drawn, described), width="stretch", key=key)


def shapes(drawn: Line) -> tuple[str, ...]:
    """The shape of each dot: usual, or part of a signal above or below. What is farther out is drawn over a run."""
    shape = [_USUAL] * len(drawn.points)
    for signal in sorted(drawn.signals, key=lambda one: -one.length):
        for at in range(signal.first, signal.last + 1):
            shape[at] = _ABOVE if signal.up else _BELOW
    return tuple(shape)


def _line(drawn: Line, described: str) -> Any:
    import altair as alt

    look, ink = scheme()
    quiet, last = _QUIET[look], len(drawn.points) - 1
    dots = [
        {
            "at": at, "share": point.share, "shape": shape, "colour": quiet if shape == _USUAL else ink,
            "size": _DOT if shape == _USUAL else _SIGNAL,
        }
        for at, (point, shape) in enumerate(zip(drawn.points, shapes(drawn), strict=True))
    ]  # fmt: skip
    names = json.dumps([point.period.short for point in drawn.points])
    room = _TRIAL_LABEL if drawn.limits and drawn.limits.trial else _LABEL
    end = alt.ExprRef(f"width - {room}")
    x = alt.X(
        "at:Q",
        title=None,
        scale=alt.Scale(domain=[-0.4, last + 0.4], range=[0, end], nice=False, zero=False),
        axis=alt.Axis(
            values=list(range(last + 1)), labelExpr=f"split({names}[datum.value], ' ')", labelOverlap="greedy",
            labelColor=ink, labelFontSize=13, labelLineHeight=16, labelPadding=8, grid=False, ticks=False, domain=False,
        ),
    )  # fmt: skip
    y_axis = alt.Axis(
        values=[0, 0.5, 1], format=".0%", labelColor=ink, labelFontSize=13, grid=False, ticks=False, domain=False
    )
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=y_axis)
    base = alt.Chart(alt.Data(values=dots)).encode(x=x, y=y)
    marks = base.mark_point(filled=True, opacity=1, aria=False).encode(
        shape=alt.Shape("shape:N", scale=None, legend=None),
        color=alt.Color("colour:N", scale=None, legend=None),
        size=alt.Size("size:Q", scale=None, legend=None),
    )
    layers = [base.mark_line(color=quiet, strokeWidth=1.5, invalid="break-paths-show-path-domains", aria=False), marks]
    if drawn.limits is not None:
        rules = alt.Chart(alt.Data(values=_rules(drawn.limits))).encode(y=y)
        layers = [
            rules.mark_rule(color=quiet, aria=False).encode(
                x=alt.value(0), x2=alt.value(end), strokeDash=alt.StrokeDash("dash:N", scale=None, legend=None)
            ),
            *layers,
            rules.mark_text(align="left", dx=6, fontSize=13, color=ink, aria=False).encode(
                x=alt.value(end), text="said:N"
            ),
        ]
    return alt.layer(*layers).properties(height=_HEIGHT, description=described)


def _rules(limits: Limits) -> list[dict[str, Any]]:
    """The middle and the limits with their names; a limit that no share can reach is not drawn."""
    trial = "trial " if limits.trial else ""
    lines = [("middle", limits.mean, []), (f"{trial}upper", limits.upper, [4, 4])]
    lines.append((f"{trial}lower", limits.lower, [4, 4]))
    return [{"share": at, "said": f"{name} {at:.0%}", "dash": dash} for name, at, dash in lines if 0 <= at <= 1]
