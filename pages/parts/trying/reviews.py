"""Reviews: those that were held or put off, and the one that is due."""

from datetime import date, timedelta

import streamlit as st

from insight.access.reader import Reader
from insight.learning.experiment import LONGEST_SAID, Experiment
from pages.parts.act import act
from pages.parts.lines import day
from pages.parts.wiring import house

_NEXT_REVIEW = timedelta(days=28)
_HELD, _PUT_OFF = "We have looked at it", "We put it off"


def reviews(reader: Reader, one: Experiment, today: date) -> None:
    """What was said each time, newest last, and the next time. Nothing makes a review go away but these."""
    st.subheader("Looking at it together", anchor=False)
    for each in one.reviews:
        on = day(each.at.date())
        was_due = f" It was due on {day(each.due_on)}." if each.due_on and each.due_on != each.at.date() else ""
        then = f" Next review: {day(each.next_on)}." if each.next_on else ""
        st.text(f"{on}: {'we looked at it.' if each.held else 'put off.'}{was_due}{then}\n{each.said}")
    if not one.running or one.review_on is None:
        if not one.reviews:
            st.text("Nobody has looked at it together yet.")
        return
    due = one.due(today)
    if due:
        _asked(reader, one, today)
    else:
        with st.expander("We looked at it earlier, or have to put it off"):
            _asked(reader, one, today)


def _asked(reader: Reader, one: Experiment, today: date) -> None:
    trials = house().learning.trials
    how = st.radio("What did you do?", (_HELD, _PUT_OFF), key="how_reviewed", horizontal=True)
    held = how == _HELD
    with st.form(f"review-{len(one.reviews)}", border=False):
        said = st.text_area(
            "What did you see, and what do you do now?" if held else "Why do you put it off?",
            max_chars=LONGEST_SAID, height=100,
        )  # fmt: skip
        next_on = st.date_input(
            "When do you look at it next?", today + _NEXT_REVIEW, min_value=today + timedelta(days=1),
            format="DD/MM/YYYY",
        )  # fmt: skip
        label = "Keep what we said" if held else "Put it off"
        if st.form_submit_button(label, type="primary" if one.due(today) else "secondary"):
            review = trials.hold_review if held else trials.put_off_review
            words = "It is kept." if held else "It is put off. The reason stays on this page."
            act(lambda: review(reader, one.id, said, next_on), words)
