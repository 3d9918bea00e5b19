"""What a group tries, in words: where it stands, what is due, and what nobody has said."""

from datetime import date

import streamlit as st

from insight.learning.experiment import ENDED_WORDS, Experiment
from insight.learning.experiments import Listed
from pages.parts.lines import day, plain

REVIEW_DUE = "It is time to look at this together. Look at it, or put it off and say why."


def standing(one: Experiment, today: date) -> str:
    """`Running since 3 June 2026. The review was due on 1 July 2026.`"""
    if one.ended_on is not None and one.ended_as is not None:
        how = ENDED_WORDS[one.ended_as].partition(":")[0]
        return f"It ended on {day(one.ended_on)}, {how}."
    if one.since is None or one.review_on is None:
        return "It has not begun yet."
    review = f"The review was due on {day(one.review_on)}." if one.due(today) else f"Next review: {day(one.review_on)}."
    number = one.trying.number if one.trying else None
    trying = f" Try {number} is running." if number else ""
    return f"Running since {day(one.since)}.{trying} {review}"


def warnings(one: Experiment) -> tuple[str, ...]:
    """What a plan does not say though it should, and what has begun without whose yes."""
    said = []
    if one.unsaid and one.ended_on is None:
        said.append(f"Nobody has said {_listed(one.unsaid)}.")
    if one.since is not None and one.in_the_way:
        said.append(f"It goes on without a yes from {_listed(tuple(each.whose for each in one.in_the_way))}.")
    return tuple(said)


def line(listed: Listed, today: date) -> bool:
    """One thing in a list, with what is due first; whether it was pressed."""
    one = listed.experiment
    with st.container(gap=None):
        pressed = st.button(plain(one.plan.name), key=f"trying-{one.id}", type="tertiary")
        said_first(listed)
        st.text(f"{listed.subgroup}. {standing(one, today)}")
    return bool(pressed)


def said_first(listed: Listed) -> None:
    """What must not be passed over, if there is anything: a review that is due, and what nobody has said or allowed."""
    if said := [*((REVIEW_DUE,) if listed.due else ()), *warnings(listed.experiment)]:
        with st.container(key=f"said-first-{listed.experiment.id}"):
            st.text("\n".join(said))


def _listed(words: tuple[str, ...]) -> str:
    """`one, two or three`."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
