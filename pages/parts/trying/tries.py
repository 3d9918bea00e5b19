"""Tries one, two, three: a line of steps to look at, each in words, and the next one to write down."""

from typing import Literal

import streamlit as st

from insight.access.reader import Reader
from insight.learning.experiment import LONGEST_DID, Experiment
from pages.parts.act import act
from pages.parts.lines import day
from pages.parts.wiring import house

_ORDINALS = ("first", "second", "third")


def tries(reader: Reader, one: Experiment, primary: bool) -> None:
    """What was tried so far, and what comes next. `primary`: it is what this page waits for."""
    st.subheader("Tries", anchor=False)
    if not one.tries:
        st.text("Nothing has been tried yet. Begin with the smallest try you can think of. It may fail.")
    else:
        st.html(line_of_steps(one))
    for each in one.tries:
        until = f" to {day(each.ended_on)}" if each.ended_on else ", and it still runs"
        happened = f"\nWhat happened: {each.happened}" if each.happened else ""
        st.text(f"Try {each.number}, {day(each.begun_on)}{until}\nWhat we did: {each.did}{happened}")
    if one.running:
        _next(reader, one, primary)


def line_of_steps(one: Experiment) -> str:
    """The tries as steps on a line, with where it stands. Numbers and our own words: nothing that anybody typed."""
    steps = [_step(str(each.number), "done" if each.ended_on else "now") for each in one.tries]
    if one.ended_as is not None:
        steps.append(_step("■", one.ended_as.value))
    elif one.trying is None:
        steps.append(_step(str(len(one.tries) + 1), "next"))
    return f'<ol class="ins-line" aria-label="The tries so far">{"".join(steps)}</ol>'


def _step(mark: str, state: str) -> str:
    words = {"done": "done", "now": "running now", "next": "still to come", "discarded": "let go", "embedded": "kept"}
    return f'<li class="is-{state}"><span>{mark}</span> {words.get(state, state)}</li>'


def _next(reader: Reader, one: Experiment, primary: bool) -> None:
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    trials, number = house().learning.trials, len(one.tries)
    with st.form(f"try-{number}-{one.trying is None}", border=False):
        if one.trying is not None:
            happened = st.text_area(
                "What happened?", max_chars=LONGEST_DID, height=100,
                help="Also what did not work. It often takes several tries until something changes.",
            )  # fmt: skip
            if st.form_submit_button("This try is over", type=kind):
                act(lambda: trials.end_try(reader, one.id, happened), "It is kept. What would you do otherwise?")
            return
        which = _ORDINALS[number] if number < len(_ORDINALS) else "next"
        did = st.text_area(f"What do you do in the {which} try?", max_chars=LONGEST_DID, height=100)
        if st.form_submit_button(f"Begin the {which} try", type=kind):
            act(lambda: trials.begin_try(reader, one.id, did), "The try has begun.")
