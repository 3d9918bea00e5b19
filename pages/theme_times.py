"""Themes over time: how many people told of each, by round, by quarter or by month."""

from datetime import date

import streamlit as st

from insight.access.gate import Action
from insight.themes.counted import NO_DATE, Counted
from insight.themes.seeing import Told
from pages.parts.guard import require
from pages.parts.lines import counted, plain
from pages.parts.theme_charts import HOW_TO_READ, Strip, in_a_line, strips
from pages.parts.ways_to_see import ways_to_see
from pages.parts.wiring import house

ROUNDS, QUARTERS, MONTHS = "Round", "Quarter", "Month"
# As many columns as a phone can show.
NEWEST = 6

reader = require(Action.SEE_THEMES)


def groups(told: Told, by: str) -> tuple[Counted, ...]:
    """The groups that were asked for."""
    if by == ROUNDS:
        return told.spread.rounds
    if by == QUARTERS:
        return told.spread.quarters
    return tuple(month for quarter in told.spread.quarters for month in quarter.within)


def named(group: str, by: str) -> str:
    """`Jan–Mar 2026`, `Jun 2026`, or the name of a round."""
    if by == ROUNDS or group == NO_DATE:
        return group
    year, _, rest = group.replace("-", " ").partition(" ")
    if rest.startswith("Q"):
        first = date(int(year), 3 * int(rest[1:]) - 2, 1)
        return f"{first:%b}–{first.replace(month=first.month + 2):%b} {year}"
    return f"{date(int(year), int(rest), 1):%b} {year}"


def strip(told: Told, columns: list[str], by: str) -> Strip:
    """One theme's figures; nobody told of it in a group that is not listed."""
    there = {one.name: one.people for one in groups(told, by)}
    return Strip(told.name, tuple(there.get(name, 0) for name in columns))


st.title("Themes over time")
everything, *themes = house().seeing.themes.told(reader)
if not themes:
    st.text("No themes have been found yet. When they are, you will see here when people told of them.")
else:
    st.subheader(f"{counted(everything.spread.people, 'person', 'people')} told us", anchor=False)
    st.text(HOW_TO_READ)
    by = st.radio("Look at it by", [ROUNDS, QUARTERS, MONTHS], index=1, horizontal=True)
    every = [one.name for one in groups(everything, by)]
    columns, older = every[-NEWEST:], every[:-NEWEST]
    if older:
        st.text(f"The picture shows the newest {NEWEST}. The list below has them all.")
    everybody, rows = strip(everything, columns, by), [strip(one, columns, by) for one in themes]
    strips(f"times-{by}", [named(one, by) for one in columns], everybody, rows)
    with st.expander("The same in words"):
        for one in themes:
            st.text(in_a_line([named(each, by) for each in every], strip(everything, every, by), strip(one, every, by)))
    st.subheader("Open a theme", anchor=False)
    for one in themes:
        st.page_link("pages/theme.py", label=plain(one.name), query_params={"theme": one.theme})
ways_to_see("theme_times.py")
