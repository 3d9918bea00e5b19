"""What is agreed: who tells and whether they can today, the script read aloud, each use a yes or no, and wishes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import streamlit as st

from insight.stories.consent import Consent, IfTheyDie
from insight.stories.inquiry import TELLER_WORDS, TellerKind
from insight.stories.interview import Telling
from insight.stories.script import ADULT, YOUNG, Script, Use, script_of
from pages.parts.letter import letter
from pages.parts.options import who_may_be_kept_out, words_of

YES, NO, NOT_ASKED = "Yes", "No", "Nobody has asked them"
IF_THEY_DIE = {IfTheyDie.KEEP: "Keep what you told us, as agreed", IfTheyDie.REMOVE: "Remove what you told us"}


class Who(StrEnum):
    """How old they are, or that today is not the day. Only the script that was read is kept of it."""

    ADULT = "18 or older"
    YOUNG = "16 or 17"
    CHILD = "Under 16"
    NOT_TODAY = "Not today: they are unwell, or not quite themselves"


SCRIPT_FOR = {Who.ADULT: ADULT, Who.YOUNG: YOUNG}


@dataclass(frozen=True, slots=True)
class Told:
    """Who tells: what kind of person, and about whom."""

    who: Who
    teller: TellerKind
    told_about: bool
    they_agreed: bool | None


def who(one: Telling, before: Consent | None) -> Told | None:
    """Who tells, before anything is asked of them."""
    st.title("Who tells?")
    key = f"who-{one.place}"
    kinds = list(TellerKind)
    teller = st.selectbox(
        "They are", kinds, index=kinds.index(one.teller), format_func=lambda kind: TELLER_WORDS[kind], key=f"{key}-kind"
    )
    earlier = None if before is None else (Who.YOUNG if before.script == YOUNG.version else Who.ADULT)
    with st.container(key="large-age"):
        age = st.radio(
            "How old are they?", list(Who), index=None if earlier is None else list(Who).index(earlier),
            key=f"{key}-age",
        )  # fmt: skip
    about = st.checkbox("It is told about somebody else", value=one.told_about, key=f"{key}-about")
    asked = _asked_them(one, key) if about else None
    pressed = st.button("Go on", type="primary", disabled=age is None)
    return Told(age, teller, about, asked) if pressed and age is not None else None


def _asked_them(one: Telling, key: str) -> bool | None:
    answers = {YES: True, NO: False, NOT_ASKED: None}
    st.text("What is told about somebody else is never quoted outside, and does not count as how they feel.")
    chosen = st.radio(
        "Did that person say you may?", list(answers), index=list(answers.values()).index(one.they_agreed),
        key=f"{key}-asked",
    )  # fmt: skip
    return answers[chosen or NOT_ASKED]


def begun(before: Consent, script: Script) -> Consent:
    """Answers to this script; another script is asked anew, and what it does not ask about is a no."""
    if before.script == script.version and before.known:
        return before
    fresh = Consent(script=script.version)
    for use in Use:
        if all(asking.use is not use for asking in script.askings):
            fresh = fresh.with_answer(use, yes=False)
    return fresh


def agree(key: str, script: Script, until: int, before: Consent) -> tuple[Consent, bool]:
    """The script and its questions; the answers so far, and whether to go on."""
    st.title("Read this aloud first")
    letter(f"{key}-script", "\n\n".join(script.said(until)))
    st.subheader("Ask one by one", anchor=False)
    now = before
    for asking in script.askings:
        earlier = before.answer(asking.use)
        with st.container(key=f"large-{asking.use}"):
            chosen = st.radio(
                asking.question, (YES, NO), index=None if earlier is None else (0 if earlier else 1),
                horizontal=True, key=f"{key}-{asking.use}",
            )  # fmt: skip
        if asking.note:
            st.caption(asking.note)
        if chosen is not None:
            now = now.with_answer(asking.use, yes=chosen == YES)
    open_questions = [one for one in script.askings if now.answer(one.use) is None]
    if open_questions and now.inside is not False:
        st.text("Ask every question to go on.")
        return now, False
    return now, st.button("Go on", type="primary")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What else a teller wants, besides yes and no."""

    agreed: Consent
    called: str


def wishes(
    key: str, before: Consent, called: str, organisations: Mapping[str, str], teams: Mapping[str, str]
) -> tuple[Wishes, bool]:
    """Who should not read it, a name, and what else they wish; and whether to go on."""
    st.title("What else do they wish?")
    names = who_may_be_kept_out(organisations, teams)
    kept_from = st.multiselect(
        "Who should not read it? Think of the teams that work with you.",
        list(names),
        default=sorted(one for one in before.not_organisations | before.not_teams if one in names),
        format_func=words_of(names),
        key=f"{key}-not",
    )
    name = st.text_input(
        "A name to go by in the story, if you like. Not your own.", called, max_chars=60, autocomplete="off",
        key=f"{key}-name",
    )  # fmt: skip
    if_they_die = st.radio(
        "And if you die?", list(IfTheyDie), index=list(IfTheyDie).index(before.if_they_die),
        format_func=lambda one: IF_THEY_DIE[one], key=f"{key}-die",
    )  # fmt: skip
    to_confirm = before.to_confirm
    if before.outside:
        to_confirm = st.checkbox(
            "Ask again another day before anything goes outside", value=to_confirm, key=f"{key}-again",
            help="For somebody who is unwell or not quite themselves today.",
        )  # fmt: skip
    agreed = replace(
        before,
        not_organisations=frozenset(one for one in kept_from if one in organisations),
        not_teams=frozenset(one for one in kept_from if one in teams),
        if_they_die=if_they_die or IfTheyDie.KEEP,
        to_confirm=to_confirm,
    )
    return Wishes(agreed, name), st.button("Go on", type="primary")


def in_words(agreed: Consent) -> tuple[str, ...]:
    """What was agreed, a line a question."""
    script = script_of(agreed.script)
    said = [f"{one.question} {YES if agreed.answer(one.use) else NO}" for one in script.askings]
    if agreed.waits_for_a_second_yes:
        said.append("Nothing goes outside before they say yes again on another day.")
    return tuple(said)


def wished(agreed: Consent, called: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """What else they wish, a line a wish."""
    kept_from = sorted(names[one] for one in agreed.not_organisations | agreed.not_teams if one in names)
    said = [f"Should not read it: {'; '.join(kept_from)}" if kept_from else "Nobody in the alliance is left out."]
    if called:
        said.append(f"They go by the name {called}.")
    if agreed.if_they_die is IfTheyDie.REMOVE:
        said.append("If they die, what they told is removed.")
    return tuple(said)
