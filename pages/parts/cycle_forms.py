"""What is asked about a learning cycle: to begin one, to move it on, and where it lies."""

from collections.abc import Mapping

import streamlit as st

from insight.access.reader import Reader, Role
from insight.learning.cycle import (
    LONGEST_LEARNED,
    LONGEST_NAME,
    LONGEST_PURPOSE,
    SCALE_WORDS,
    STAGE_WORDS,
    Scale,
    Stage,
    as_wide,
)
from insight.learning.cycles import Nested
from pages.parts.act import act
from pages.parts.cycle_lines import FOR_EVERYBODY
from pages.parts.options import words_of
from pages.parts.wiring import house


def begin(reader: Reader, found: tuple[Nested, ...]) -> str | None:
    """A new one; its id once it is kept."""
    st.title("Begin a learning cycle")
    groups = house().learning.experiments.subgroups(reader)
    scale = st.radio("How wide does it reach?", list(Scale), 1, SCALE_WORDS.__getitem__, key="scale") or Scale.TEAM
    outer = {one.cycle.id: one.cycle.name for one in found if _may_hold(one, scale)}
    with st.form("new", border=False):
        name = st.text_input(
            "Its name", max_chars=LONGEST_NAME, autocomplete="off", placeholder="Coming out of hospital"
        )
        purpose = st.text_area("What do you want to learn?", max_chars=LONGEST_PURPOSE, height=100)
        whose = groups | {None: FOR_EVERYBODY}
        subgroup = st.selectbox("Whose is it?", whose, format_func=words_of(whose), key="cycle-of")
        parent = _asked_parent(outer)
        if st.form_submit_button("Begin this cycle", type="primary"):
            return house().learning.cycles.begin(reader, name, purpose, scale, subgroup, parent)
    return None


def change(reader: Reader, found: tuple[Nested, ...], one: Nested) -> None:
    """Move it on, look after it, or put it into a wider one."""
    cycles, order = house().learning.cycles, list(Stage)
    rest = [*order[order.index(one.cycle.stage) + 1 :], None, *order[: order.index(one.cycle.stage)]]
    with st.form(f"move-{len(one.cycle.steps)}", border=False):
        taught = st.text_area("What did you learn at this stage?", max_chars=LONGEST_LEARNED, height=100)
        to = st.selectbox("Where does it go now?", rest, format_func=lambda to: STAGE_WORDS[to] if to else "it ends")
        if st.form_submit_button("Move on", type="primary"):
            act(lambda: cycles.move_on(reader, one.cycle.id, to, taught), "It has moved on.")
    if one.cycle.steward != reader.id and reader.role is not Role.OPERATOR and st.button("I look after it"):
        act(lambda: cycles.look_after(reader, one.cycle.id), "You look after it now.")
    outer = {each.cycle.id: each.cycle.name for each in found if each != one and _may_hold(each, one.cycle.scale)}
    with st.expander("Put it into a wider one"), st.form("lie-in", border=False):
        parent = _asked_parent(outer)
        if st.form_submit_button("Keep this"):
            act(lambda: cycles.lie_in(reader, one.cycle.id, parent), "It is kept.")


def _may_hold(one: Nested, scale: Scale) -> bool:
    return one.cycle.ended_on is None and as_wide(one.cycle.scale, scale)


def _asked_parent(outer: Mapping[str, str]) -> str | None:
    choices = {None: "no"} | dict(outer)
    return st.selectbox("Is it part of a wider one?", choices, format_func=words_of(choices))
