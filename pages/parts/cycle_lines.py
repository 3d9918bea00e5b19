"""A learning cycle in a list and on its page: where it is as a line of four stages, and in words."""

import streamlit as st

from insight.learning.cycle import SCALE_WORDS, STAGE_WORDS, Cycle, Stage, Step
from insight.learning.cycles import Nested
from pages.parts.lines import counted, day, plain

FOR_EVERYBODY = "everybody who learns here"
_SHORT = {
    Stage.UNDERSTAND: "understand", Stage.DESIGN: "design together", Stage.EXPERIMENT: "try out",
    Stage.EMBED: "keep and pass on",
}  # fmt: skip


def stages(one: Cycle) -> None:
    """Four steps on a line; the one where it is stands out. Our own words only: nothing that anybody typed."""
    order = list(Stage)
    now = order.index(one.stage)
    steps = []
    for number, stage in enumerate(order):
        state = "done" if number < now or one.ended_on else "now" if number == now else "next"
        here = ' aria-current="step"' if state == "now" else ""
        steps.append(f'<li class="is-{state}"{here}><span>{number + 1}</span> {_SHORT[stage]}</li>')
    st.html(f'<ol class="ins-line" aria-label="The four stages">{"".join(steps)}</ol>')


def where(one: Cycle) -> str:
    """`Since 3 June 2026. Now: try things out.`"""
    if one.ended_on is not None:
        return f"It went from {day(one.begun_on)} to {day(one.ended_on)}."
    return f"Since {day(one.begun_on)}. Now: {STAGE_WORDS[one.stage]}."


def facts(one: Nested) -> str:
    """How wide it is, whose it is, who looks after it, and how much is tried in it."""
    whose = one.subgroup or FOR_EVERYBODY
    steward = f"{one.steward} looks after it." if one.steward else "Nobody looks after it yet."
    said = f"About {SCALE_WORDS[one.cycle.scale]}, for {whose}. {steward}"
    if one.experiments:
        said += f" {counted(len(one.experiments), 'thing is', 'things are')} tried in it."
    return said


def line(one: Nested, above: str) -> bool:
    """A cycle in the list, under the one it lies in; whether it was pressed."""
    with st.container(key=f"nested-{min(one.depth, 3)}-{one.cycle.id}", gap=None):
        pressed = st.button(plain(one.cycle.name), key=f"cycle-{one.cycle.id}", type="tertiary")
        inside = f"A part of “{above}”. " if above else ""
        st.text(f"{inside}{where(one.cycle)}\n{facts(one)}")
        stages(one.cycle)
    return bool(pressed)


def learned(step: Step) -> str:
    """What was learned before it came to a stage."""
    to = f"came to: {STAGE_WORDS[step.stage]}" if step.stage else "ended"
    return f"{day(step.at.date())}, it {to}.\nWhat we had learned: {step.learned}"
