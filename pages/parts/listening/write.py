"""The open page to write on, with the prompts small and at hand: a page for each story, and the answers below."""

from collections.abc import Mapping, Sequence

import streamlit as st

from insight.stories.inquiry import STOP_OR_SKIP, Prompt
from insight.stories.interview import STORY_FIELD, Draft, Interview, Telling
from insight.stories.story import WHOSE_WORDS, Whose
from pages.parts.editor import editor

LABEL = "The story, in their words"


def write(
    one: Interview, telling: Telling, prompts: Sequence[Prompt], drafts: Mapping[str, Draft]
) -> tuple[Whose, bool, bool]:
    """The pages to write on; whose words they are, whether another story is told, and whether to go on."""
    st.title("What they told you")
    st.text(STOP_OR_SKIP)
    asked = tuple(prompt.text for prompt in prompts)
    for number, field in enumerate(telling.story_fields, start=1):
        words(one, field, LABEL if number == 1 else f"Story {number}", drafts, asked if number == 1 else ())
    another = st.button("Another story", type="tertiary")
    whose = st.radio(
        "Whose words are these?", list(Whose), index=list(Whose).index(telling.whose), horizontal=True,
        format_func=lambda kind: WHOSE_WORDS[kind].capitalize(), key=f"whose-{telling.place}",
    )  # fmt: skip
    st.subheader("Answers to what you asked", anchor=False)
    st.text("Only what was asked. Leave out the rest.")
    for prompt in prompts:
        field = telling.field(prompt.id)
        written = drafts.get(field)
        with st.expander(prompt.text, expanded=bool(written and written.text)):
            if prompt.tip:
                st.text(prompt.tip)
            words(one, field, prompt.text, drafts)
    return whose or telling.whose, another, st.button("Go on", type="primary")


def words(one: Interview, field: str, label: str, drafts: Mapping[str, Draft], prompts: Sequence[str] = ()) -> None:
    """One place to write in, saved as it is typed."""
    written = drafts.get(field)
    saved_at = f"{written.saved_at.astimezone():%H:%M}" if written else ""
    text, revision = (written.text, written.revision) if written else ("", 0)
    height = 340 if STORY_FIELD in field else 160
    editor(f"{one.id}-{field}", one.id, field, text, revision, label, prompts, saved_at, height)
