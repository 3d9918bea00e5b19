"""Learning cycles: rounds of understanding, designing together, trying out, and keeping what works."""

from datetime import date

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError, NotFound
from insight.learning.cycles import Nested
from pages.parts.act import done
from pages.parts.cycle_forms import begin, change
from pages.parts.cycle_lines import facts, learned, line, stages, where
from pages.parts.guard import require
from pages.parts.lines import plain
from pages.parts.top import begin_at_the_top
from pages.parts.trying.lines import standing
from pages.parts.wiring import house

reader = require(Action.LEARN)
cycles = house().learning.cycles


def go(**to: str) -> None:
    """To one cycle, to a new one, or back to all."""
    st.query_params.from_dict(to)
    st.rerun()


def every_one(found: tuple[Nested, ...]) -> None:
    """Each under the one it lies in."""
    st.title("Learning cycles")
    st.text("Understand what happens, design together, try things out, keep what works. Then it goes round again.")
    named = {one.cycle.id: one.cycle.name for one in found}
    for one in found:
        if line(one, named.get(one.cycle.parent or "", "")):
            go(cycle=one.cycle.id)
    if not found:
        st.text("There is none yet. One could be: “Coming out of hospital”, for the whole place.")
    if st.button("Begin a learning cycle", type="primary"):
        go(new="yes")
    st.page_link("pages/trying.py", label="What we are trying")


def one_cycle(found: tuple[Nested, ...], wanted: str) -> None:
    """Where it is, what was learned so far, what is tried in it, and moving on."""
    one = next((each for each in found if each.cycle.id == wanted), None)
    if one is None:
        raise NotFound("There is no such learning cycle, or it is not open to you.")
    st.title(plain(one.cycle.name), anchor=False)
    st.text(one.cycle.purpose)
    done()
    stages(one.cycle)
    st.text(f"{where(one.cycle)}\n{facts(one)}")
    st.subheader("What we learned on the way", anchor=False)
    st.text("\n\n".join(learned(step) for step in one.cycle.steps) or "It is at its first stage.")
    if one.experiments:
        st.subheader("What we try in it", anchor=False)
    for each in one.experiments:
        st.page_link("pages/trying.py", label=plain(each.plan.name), query_params={"trying": each.id})
        st.text(standing(each, date.today()))
    if one.cycle.ended_on is None:
        change(reader, found, one)


wanted = st.query_params.get("cycle", "")
begin_at_the_top("|".join(st.query_params.to_dict().values()))
try:
    listed = cycles.list(reader)
    if "new" in st.query_params:
        made = begin(reader, listed)
        if made is not None:
            go(cycle=made)
    elif wanted:
        one_cycle(listed, wanted)
    else:
        every_one(listed)
except InsightError as error:
    st.error(str(error))
if (wanted or "new" in st.query_params) and st.button("All learning cycles", type="tertiary"):
    go()
