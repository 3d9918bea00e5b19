"""The steps of a conversation, one thing a page. Each draws and gives back what was chosen; none knows a service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import streamlit as st

from insight.measure.answers import ANSWER_WORDS, Answer
from insight.stories.collect import HandedIn
from insight.stories.consent import SCRIPT, Consent
from insight.stories.inquiry import TELLER_WORDS, WAY_WORDS, Inquiry, Prompt, TellerKind, Way
from insight.stories.interview import DIFFERENCE_FIELD, STORY_FIELD, Draft, Interview, Listener
from insight.stories.story import WHOSE_WORDS, Whose
from pages.parts.agreement import agreement
from pages.parts.cards import card
from pages.parts.editor import editor
from pages.parts.feeling_words import BETTER, MUCH_BETTER, MUCH_WORSE, SAME, UP_AND_DOWN, WORSE
from pages.parts.letter import letter
from pages.parts.safety import support
from pages.parts.top import begin_at_the_top

PLACES = (
    "day centre", "hostel", "clinic", "café", "outreach, on foot", "their own place", "office", "online",
    "open space event", "somewhere else",
)  # fmt: skip
COMPARED_WITH = (
    "when I first came here", "a year ago", "six months ago", "last winter", "last month", "when I came out",
    "when I got my own place",
)  # fmt: skip
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


class Step(StrEnum):
    """Where a conversation stands; the address keeps it, so that a reload stands where one stood."""

    AGREE = "agree"
    WRITE = "write"
    FEEL = "feel"
    CHECK = "check"
    STOP = "stop"


STEPS = {Step.AGREE: "Agree", Step.WRITE: "Write", Step.FEEL: "Better or worse", Step.CHECK: "Check"}


@dataclass(frozen=True, slots=True)
class Begun:
    """What is asked before a conversation begins."""

    inquiry: str
    partner: Listener
    position: str
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Felt:
    """What the person tapped; `None` when they were not asked."""

    answer: Answer | None
    compared_with: str


def step_now() -> Step:
    """The step that the address names, or the first."""
    named = st.query_params.get("step", Step.AGREE)
    return Step(named) if named in set(Step) else Step.AGREE


def go(conversation: str, step: Step) -> None:
    """Go to a step of a conversation."""
    st.query_params.from_dict({"conversation": conversation, "step": step.value})
    st.rerun()


def where_we_are(step: Step) -> None:
    """One line that says which steps there are and which is this one; each can be gone back to."""
    begin_at_the_top(step)
    if step is Step.STOP:
        return
    conversation = st.query_params["conversation"]
    with st.container(horizontal=True, key="steps"):
        for one, words in STEPS.items():
            if st.button(words, key=f"step-{one}", type="tertiary", disabled=one is step):
                go(conversation, one)


def begin(inquiries: Sequence[Inquiry], organisations: Mapping[str, str]) -> Begun | None:
    """Who listens to whom, about what."""
    st.title("Begin a conversation")
    st.text("First the conversation, over a cup of tea. Writing comes within the hour.")
    with st.form("begin", border=False):
        inquiry = st.selectbox("What is it about?", inquiries, format_func=lambda one: one.name)
        teller = st.selectbox(
            "Who is telling?", list(TellerKind), format_func=lambda one: TELLER_WORDS[one].capitalize()
        )
        way = st.selectbox("How do you talk?", list(Way), format_func=lambda one: WAY_WORDS[one].capitalize())
        place = st.selectbox("In what kind of place?", PLACES)
        whose = st.selectbox(
            "Whose words will you write?", list(Whose), format_func=lambda one: WHOSE_WORDS[one].capitalize()
        )
        about = st.checkbox("It is told about somebody else")
        st.subheader("The two of you")
        position = st.text_input("What is your job?", autocomplete="off")
        with_whom = st.selectbox(
            "Where does the other one of you work?", list(organisations), format_func=lambda one: organisations[one]
        )
        other = st.text_input("What is their job?", autocomplete="off")
        if not st.form_submit_button("Go on", type="primary") or inquiry is None:
            return None
    told = {"teller": teller, "way": way, "place_kind": place, "told_about": about, "whose": whose}
    return Begun(inquiry.id, Listener(with_whom, other), position, told)


def agree(conversation: str, organisations: Mapping[str, str], before: Consent | None) -> Consent | None:
    """What the person agrees to."""
    st.title("Read this aloud first")
    answers = agreement(f"agree-{conversation}", organisations, before)
    if answers is None:
        st.text("Ask all four questions to go on.")
        return None
    return answers if st.button("Go on", type="primary") else None


def write(one: Interview, prompts: Sequence[Prompt], drafts: Mapping[str, Draft]) -> bool:
    """The open page to write on, with the prompts at hand; whether to go on."""
    st.title("What they told you")
    _write(one, STORY_FIELD, "The story, in their words", drafts, tuple(prompt.text for prompt in prompts))
    st.subheader("Answers to what you asked")
    st.text("Only what was asked. Leave out the rest.")
    for prompt in prompts:
        written = drafts.get(prompt.id)
        with st.expander(prompt.text, expanded=bool(written and written.text)):
            if prompt.tip:
                st.text(prompt.tip)
            _write(one, prompt.id, prompt.text, drafts, ())
    return st.button("Go on", type="primary")


def feel(one: Interview, drafts: Mapping[str, Draft]) -> Felt | None:
    """Better or worse: the person taps, the pair looks away."""
    st.title("Better or worse")
    st.text("Hand this over and look away. Do not ask in a crisis.")
    against = st.selectbox(
        "Pick a time to compare with.", COMPARED_WITH, index=_place(COMPARED_WITH, one.compared_with)
    )
    with st.container(key="large-choice"):
        answer = st.radio(
            "In yourself, are things better, worse, about the same, or up and down since then?",
            [*LARGE_CHOICES, NOT_ASKED],
            index=list(LARGE_CHOICES.values()).index(one.feeling) if one.feeling else None,
            key=f"feel-{one.id}",
        )
    st.text("If you wish: what made the difference?")
    _write(one, DIFFERENCE_FIELD, "What made the difference", drafts, ())
    if not st.button("Go on", type="primary", disabled=answer is None):
        return None
    chosen = LARGE_CHOICES.get(answer or "")
    return Felt(chosen, (against or "") if chosen else "")


def check(one: Interview, agreed: Consent | None, prompts: Sequence[Prompt], drafts: Mapping[str, Draft]) -> bool:
    """Everything once more, before it is handed in; whether to hand it in."""
    st.title("Check, then hand in")
    if agreed is not None:
        for asking in SCRIPT:
            st.text(f"{asking.question} {'Yes' if agreed.allows(asking.use) else 'No'}")
    words = {STORY_FIELD: "The story", DIFFERENCE_FIELD: "What made the difference", **{p.id: p.text for p in prompts}}
    for field, heading in words.items():
        written = drafts.get(field)
        if written and written.text.strip():
            letter(f"check-{field}", written.text, small_line=heading)
    st.text(f"Better or worse: {ANSWER_WORDS[one.feeling] if one.feeling else 'not asked'}")
    support()
    return st.button("Hand in", type="primary")


def stop_here() -> bool:
    """They said no: nothing is kept; whether to take everything away."""
    st.title("That is fine")
    st.text("They would rather that nobody reads it, so nothing is kept. Thank them for their time.")
    return st.button("Take everything away", type="primary")


def card_to_hand_over(done: HandedIn) -> None:
    """The end: the card, and what comes next."""
    st.title("Hand over this card")
    lines = (
        "With these words you can see, change or remove what you told us.",
        "Nobody else has them. Keep them somewhere safe.",
    )
    card("card", done.code.split(), lines)
    st.text("Write the words on a plain card. They are shown once and we do not keep them.")
    if st.button("They have it", type="primary"):
        del st.session_state["handed_in"]
        st.switch_page("pages/protect.py", query_params={"story": done.story})


def _write(one: Interview, field: str, label: str, drafts: Mapping[str, Draft], prompts: Sequence[str]) -> None:
    written = drafts.get(field)
    saved_at = f"{written.saved_at.astimezone():%H:%M}" if written else ""
    text, revision = (written.text, written.revision) if written else ("", 0)
    height = 340 if field == STORY_FIELD else 160
    editor(f"{one.id}-{field}", one.id, field, text, revision, label, prompts, saved_at, height)


def _place(choices: Sequence[str], chosen: str) -> int | None:
    return choices.index(chosen) if chosen in choices else None
