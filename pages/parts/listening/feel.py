"""Better or worse, and how it was to be asked: the person taps, the pair looks away."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from insight.measure.answers import (
    ANSWER_WORDS,
    COMPARED_WITH,
    HEARD_WORDS,
    SINCE_WORDS,
    Answer,
    Felt,
    Heard,
    Since,
)
from insight.stories.interview import Draft, Interview, Telling
from pages.parts.feeling_words import BETTER, MUCH_BETTER, MUCH_WORSE, SAME, UP_AND_DOWN, WORSE
from pages.parts.listening.write import words
from pages.parts.safety import anything_you_need_today

NOT_ASKED = "We did not ask"
# A word first, then a shape; "rather not say" stands as large as the rest.
LARGE_CHOICES = {
    MUCH_BETTER.said: Answer.MUCH_BETTER,
    BETTER.said: Answer.BETTER,
    SAME.said: Answer.SAME,
    WORSE.said: Answer.WORSE,
    MUCH_WORSE.said: Answer.MUCH_WORSE,
    UP_AND_DOWN.said: Answer.UP_AND_DOWN,
    ANSWER_WORDS[Answer.RATHER_NOT]: Answer.RATHER_NOT,
}
HARD = frozenset({Answer.WORSE, Answer.MUCH_WORSE})
IN_YOURSELF = "In yourself, are things better, worse, about the same, or up and down since then?"
AT_WORK = "Working here, are things better, worse, about the same, or up and down since then?"
YES, NO, NOT_SAID = "Yes", "No", "Rather not say"


def feel(one: Interview, telling: Telling, drafts: Mapping[str, Draft]) -> tuple[Felt | None, bool]:
    """What they tapped, `None` when they were not asked; and whether to go on."""
    st.title("Better or worse")
    st.text("Hand this over and look away. Do not ask in a crisis.")
    before = telling.felt or Felt(Answer.RATHER_NOT, of_work=telling.teller.works)
    key = f"{one.id}-{telling.place}"
    times = list(COMPARED_WITH)
    against = st.selectbox(
        "Pick a time to compare with.", times, key=f"against-{key}",
        index=times.index(before.compared_with) if before.compared_with in times else None,
        placeholder="Choose a time",
    )  # fmt: skip
    since = COMPARED_WITH.get(against or "")
    if against and since is None:
        since = st.radio(
            "About how long ago was that?", list(Since),
            index=list(Since).index(before.since) if before.since else None,
            format_func=lambda ago: SINCE_WORDS[ago], horizontal=True, key=f"since-{key}",
        )  # fmt: skip
    with st.container(key="large-choice"):
        answer = st.radio(
            AT_WORK if telling.teller.works else IN_YOURSELF,
            [*LARGE_CHOICES, NOT_ASKED],
            index=list(LARGE_CHOICES.values()).index(telling.felt.answer) if telling.felt else None,
            key=f"feel-{key}",
        )
    chosen = LARGE_CHOICES.get(answer or "")
    if chosen in HARD:
        anything_you_need_today()
    st.text("If you wish: what made the difference?")
    words(one, telling.difference_field, "What made the difference", drafts)
    felt = replace(before, answer=chosen, compared_with=against or "", since=since) if chosen else None
    return felt, st.button("Go on", type="primary", disabled=answer is None)


def heard(one: Interview, telling: Telling) -> tuple[Felt | None, bool]:
    """How it was to be asked, and whether one of the pair is somebody they know; and whether to go on."""
    st.title("How was it to be asked?")
    felt = telling.felt
    key = f"{one.id}-{telling.place}"
    if felt is None:
        st.text("You did not ask if things are better or worse, so nothing is asked here.")
        return None, st.button("Go on", type="primary")
    with st.container(key="large-heard"):
        chosen = st.radio(
            "Did you feel heard?", list(Heard), index=list(Heard).index(felt.heard) if felt.heard else None,
            format_func=lambda answer: HEARD_WORDS[answer], key=f"heard-{key}",
        )  # fmt: skip
    known = {YES: True, NO: False, NOT_SAID: None}
    knows = st.radio(
        "For the two of you: did they know one of you before?", list(known), key=f"known-{key}", horizontal=True,
        index=list(known.values()).index(felt.asked_by_known) if felt.asked_by_known is not None else None,
    )  # fmt: skip
    now = replace(felt, heard=chosen, asked_by_known=known[knows or NOT_SAID])
    return now, st.button("Go on", type="primary")
