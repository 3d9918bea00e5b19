"""Whose permission is needed, who asked, what they said; and beginning, once they have all said yes."""

from datetime import date, timedelta

import streamlit as st

from insight.access.reader import Reader
from insight.learning.experiment import ANSWERED_WORDS, LONGEST_WHOSE, LONGEST_WORDS, Experiment, Permission
from pages.parts.act import act
from pages.parts.lines import day
from pages.parts.wiring import house

_FIRST_REVIEW = timedelta(days=28)


def told(one: Permission) -> str:
    """`The landlord: the team leader asked on 3 June 2026. They said yes, if: one flat only`."""
    said = [f"{one.asked_by} asked on {day(one.asked_on)}."] if one.asked_on else []
    if one.answer is not None:
        said.append(f"They said {ANSWERED_WORDS[one.answer]}{f': {one.said}' if one.said else '.'}")
    else:
        said.append("No answer yet." if one.asked_on else "Nobody has asked yet.")
    return f"{one.whose[0].upper()}{one.whose[1:]}: {' '.join(said)}"


def permissions(reader: Reader, one: Experiment) -> None:
    """The list, a fold under each, and one more."""
    st.subheader("Whose permission we think we need", anchor=False)
    for each in one.permissions:
        st.text(told(each))
        if one.ended_on is None:
            _what_came_of_it(reader, one, each)
    if not one.permissions:
        st.text("We think nobody's. Is that so? A landlord, a manager, the people it is done with?")
    if one.ended_on is not None:
        return
    with st.form(f"need-{len(one.permissions)}", border=False):
        whose = st.text_input(
            "Whose permission do you need?", max_chars=LONGEST_WHOSE, autocomplete="off", placeholder="the landlord",
            help="What they are, not their name.",
        )  # fmt: skip
        if st.form_submit_button("Put it on the list"):
            act(lambda: house().learning.experiments.need(reader, one.id, whose), "It is on the list.")


def begin(reader: Reader, one: Experiment, today: date) -> None:
    """Since when, and when you look at it together first."""
    st.subheader("Begin", anchor=False)
    if one.in_the_way:
        st.text("You can begin when everybody on the list has said yes.")
        return
    with st.form("begin", border=False):
        since = st.date_input("Since when?", today, max_value=today, format="DD/MM/YYYY")
        review = st.date_input(
            "When do you look at it together?", today + _FIRST_REVIEW, min_value=today + timedelta(days=1),
            format="DD/MM/YYYY",
        )  # fmt: skip
        if st.form_submit_button("Begin", type="primary"):
            act(lambda: house().learning.experiments.begin(reader, one.id, since, review), "It has begun.")


def _what_came_of_it(reader: Reader, one: Experiment, each: Permission) -> None:
    trying = house().learning.experiments
    with st.expander(f"What {each.whose} said"):
        with st.form(f"asked-{each.id}", border=False):
            asked_by = st.text_input("Who asked?", each.asked_by, max_chars=LONGEST_WHOSE, autocomplete="off")
            on = st.date_input("On which day?", each.asked_on or "today", max_value="today", format="DD/MM/YYYY")
            if st.form_submit_button("Keep who asked"):
                act(lambda: trying.asked(reader, one.id, each.id, asked_by, on), "It is kept.")
        with st.form(f"answered-{each.id}", border=False):
            at = list(ANSWERED_WORDS).index(each.answer) if each.answer else None
            answer = st.radio("What did they say?", list(ANSWERED_WORDS), at, ANSWERED_WORDS.__getitem__)
            said = st.text_area("In their words", each.said, max_chars=LONGEST_WORDS, height=80)
            if st.form_submit_button("Keep their answer") and answer is not None:
                act(lambda: trying.answered(reader, one.id, each.id, answer, said), "Their answer is kept.")
        if each.answer is None and st.button("We do not need it after all", key=f"no-{each.id}", type="tertiary"):
            act(lambda: trying.not_needed(reader, one.id, each.id), "It is off the list.")
