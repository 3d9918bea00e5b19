"""Where a conversation stands: its steps, and who of those who tell is speaking. The address keeps both."""

from enum import StrEnum

import streamlit as st

from insight.stories.interview import Interview
from pages.parts.top import begin_at_the_top


class Step(StrEnum):
    """Where a conversation stands; the address keeps it, so that a reload stands where one stood."""

    WHO = "who"
    AGREE = "agree"
    MORE = "more"
    WRITE = "write"
    FEEL = "feel"
    HEARD = "heard"
    CHECK = "check"
    STOP = "stop"
    TOO_YOUNG = "too-young"
    NOT_TODAY = "not-today"


STEPS = {
    Step.WHO: "Who tells",
    Step.AGREE: "Agree",
    Step.MORE: "Wishes",
    Step.WRITE: "Write",
    Step.FEEL: "Better or worse",
    Step.HEARD: "Being asked",
    Step.CHECK: "Check",
}


def step_now(*, agreed: bool) -> Step:
    """The step that the address names; else the page to write on, or the first step while nobody has agreed."""
    named = st.query_params.get("step", "")
    if named in set(Step):
        return Step(named)
    return Step.WRITE if agreed else Step.WHO


def place_now() -> int:
    """Which of the people who tell the address names; the first where it names none."""
    named = st.query_params.get("person", "")
    return int(named) if named.isascii() and named.isdigit() else 1


def go(conversation: str, step: Step, place: int = 1) -> None:
    """Go to a step of one person's part in a conversation."""
    where = {"conversation": conversation, "step": step.value}
    st.query_params.from_dict(where if place == 1 else {**where, "person": str(place)})
    st.rerun()


def go_on_with(conversation: str) -> None:
    """Go to where a conversation that was begun can be gone on with."""
    st.query_params.from_dict({"conversation": conversation})
    st.rerun()


def leave() -> None:
    """Back to the beginning, where unfinished conversations are listed."""
    st.query_params.clear()
    st.rerun()


def where_we_are(one: Interview, step: Step, place: int) -> None:
    """One line that says which steps there are and which is this one; each can be gone back to."""
    begin_at_the_top(f"{step}-{place}")
    if step not in STEPS:
        return
    with st.container(horizontal=True, key="steps"):
        for other, words in STEPS.items():
            if st.button(words, key=f"step-{other}", type="tertiary", disabled=other is step):
                go(one.id, other, place)
    if len(one.tellings) > 1:
        numbers = [telling.place for telling in one.tellings]
        st.text(f"Person {numbers.index(one.telling(place).place) + 1} of {len(numbers)}")
