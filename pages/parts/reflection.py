"""What a listener takes from a conversation: two fields to write in, and what they meant to do, asked again later."""

from dataclasses import dataclass

import streamlit as st

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.stories.pairs import LONGEST, Pairs
from insight.stories.reflection import DONE_WORDS


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; either may be empty."""

    struck: str
    monday: str


def reflection(conversation: str, *, primary: bool = False) -> Written | None:
    """Draw the two fields for one conversation; what was written, once it is to be kept.

    `primary` where the screen has no other filled button.
    """
    with st.form(f"reflection-{conversation}", border=False):
        st.text("Those who may read the stories can read this too. It does not say who wrote it. Leave out names.")
        struck = st.text_area("What struck me", max_chars=LONGEST, height=120)
        st.text("Only you ever read this. In a month you are asked whether you did it.")
        monday = st.text_area("What will I do differently on Monday?", max_chars=LONGEST, height=120)
        if not st.form_submit_button("Keep this", type="primary" if primary else "secondary"):
            return None
    return Written(struck, monday)


def asked_again(services: Pairs, reader: Reader) -> bool:
    """On home: ask about what this reader wanted to do differently; whether there was something to ask."""
    due = services.due(reader)
    if due:
        st.subheader("What you wanted to do differently", anchor=False)
    for one in due:
        st.text(f"On {one.made_on:%d %B %Y} you wrote:\n\n{one.monday}\n\nDid you do it? Only you see this.")
        with st.container(horizontal=True):
            for done, words in DONE_WORDS.items():
                if st.button(words, key=f"{done}-{one.interview}"):
                    try:
                        services.answer(reader, one.interview, done)
                    except InsightError as error:
                        st.error(str(error))
                    else:
                        st.rerun()
    return bool(due)


def to_add(services: Pairs, reader: Reader) -> bool:
    """On home: conversations of late to which this reader has not added what struck them; whether there are any."""
    waiting = services.to_reflect(reader)
    if waiting:
        st.subheader("Add what struck you", anchor=False)
    for conversation, at in waiting.items():
        st.page_link(
            "pages/pairs.py",
            label=f"The conversation handed in on {at.astimezone():%d %B at %H:%M}",
            query_params={"conversation": conversation},
        )
    return bool(waiting)
