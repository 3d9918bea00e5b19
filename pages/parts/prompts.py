"""Questions by stage and kind of teller: read, compared, and typed one a line."""

from collections.abc import Iterable

import streamlit as st

from insight.stories.inquiry import STAGE_WORDS, STOP_OR_SKIP, TELLER_WORDS, Prompt, Stage, TellerKind
from insight.stories.prompts import Compared, as_lines, from_lines
from pages.parts.lines import plain


def read(prompts: Iterable[Prompt]) -> None:
    """The questions as they are asked, tips in small print."""
    st.text(STOP_OR_SKIP)
    asked = tuple(prompts)
    for stage in Stage:
        of_it = [one for one in asked if one.stage is stage]
        if of_it:
            st.subheader(STAGE_WORDS[stage], anchor=False)
        for one in of_it:
            with st.container(gap=None):
                st.text(_said(one))
                if one.tip:
                    st.caption(plain(one.tip))


def typed(key: str, prompts: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
    """The questions to change, and what they are now: a box a stage, one question a line."""
    st.text(
        "One question a line. A tip for whoever asks can stand after a bar, like this:\n"
        "What helped you? | Leave a silence."
    )
    now: list[Prompt] = []
    for stage in Stage:
        st.subheader(STAGE_WORDS[stage], anchor=False)
        now += _box(key, prompts, stage, None)
        own = any(one.teller for one in prompts if one.stage is stage)
        with st.expander("Asked of one kind of person only", expanded=own):
            for teller in TellerKind:
                now += _box(key, prompts, stage, teller)
    return tuple(now)


def changes(found: Compared) -> None:
    """What is asked now that was not before, and the other way round."""
    for heading, lines in (
        ("New", [_said(one) for one in found.added]),
        ("No longer asked", [_said(one) for one in found.removed]),
        ("Asked in other words", [f"Before: {_said(old)}\nNow: {_said(new)}" for old, new in found.changed]),
    ):
        if lines:
            st.markdown(f"**{heading}**")
        for line in lines:
            st.text(line)
    if found.same:
        st.text("The same is asked in both.")


def _box(key: str, prompts: tuple[Prompt, ...], stage: Stage, teller: TellerKind | None) -> tuple[Prompt, ...]:
    whom = f"only of {TELLER_WORDS[teller]}" if teller else "of everybody"
    label = f"{stage.value.capitalize()}, asked {whom}"
    lines = st.text_area(label, as_lines(prompts, stage, teller), key=f"{key}-{stage}-{teller}", height="content")
    return from_lines(lines, stage, teller)


def _said(one: Prompt) -> str:
    """A question, and whom it is for unless it is for everybody."""
    return f"To {TELLER_WORDS[one.teller]}: {one.text}" if one.teller else one.text
