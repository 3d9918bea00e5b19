"""Before the first story: what has to be settled before real people are listened to, one thing a page."""

from collections.abc import Callable

import streamlit as st

from insight.access.gate import Action
from insight.access.reader import Reader
from insight.errors import InsightError
from insight.governance.readiness import Step
from pages.parts import setting_up
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

STEPS: dict[Step, tuple[str, Callable[[Reader], bool]]] = {
    Step.HOST: ("Who hosts it", setting_up.host),
    Step.CONTROLLERS: ("Who decides together", setting_up.controllers),
    Step.BASIS: ("On what basis in law", setting_up.basis),
    Step.RESEARCH: ("Is it research?", setting_up.research),
    Step.KEEPING: ("How long it is kept", setting_up.keeping),
    Step.SAFETY: ("Whom to call", setting_up.safety),
    Step.ASSESSMENT: ("What could go wrong for people", setting_up.assessment),
}

reader = require(Action.ADMINISTER)
services = house().office.set_up


def go(step: Step | None) -> None:
    """To one step, or back to the list."""
    st.query_params.from_dict({"step": step.value} if step else {})
    st.rerun()


def listed() -> None:
    """What is left and what is done; any of it can be opened."""
    left = services.left(reader)
    st.title("Before the first story")
    if services.skipped:
        st.text("This is a demo: set-up is skipped. You can still look at the steps.")
    elif left:
        st.text("Settle these with the others first. You can stop at any time and go on later: each step is kept.")
        st.text(f"{counted(len(left), 'step is', 'steps are')} left. Until then nobody is listened to.")
    else:
        st.text("All is settled. You can change any of it. What was agreed with people stays as it was.")
    setting_up.said_so_far(reader)
    for heading, steps in (("Left to do", left), ("Done", [one for one in Step if one not in left])):
        if steps:
            st.subheader(heading, anchor=False)
        with st.container(gap="xxsmall"):
            for one in steps:
                if st.button(STEPS[one][0], key=one.value, type="primary" if (one,) == left[:1] else "tertiary"):
                    go(one)


def one_step(step: Step) -> None:
    """One thing to settle; the next one comes after it."""
    title, draw = STEPS[step]
    st.title(title)
    if draw(reader):
        go(next((one for one in services.left(reader) if one is not step), None))


asked_for = st.query_params.get("step", "")
begin_at_the_top(asked_for)
try:
    if asked_for in set(Step):
        one_step(Step(asked_for))
    else:
        listed()
except InsightError as error:
    st.error(str(error))
if asked_for and st.button("Back to the list", type="tertiary"):
    go(None)
