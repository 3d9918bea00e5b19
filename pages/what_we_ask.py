"""What we ask: inquiries with their questions, why these changed from round to round, and how to take them along."""

import streamlit as st

from insight.access.gate import Action, may
from insight.errors import InsightError
from insight.stories.starter import GUIDE
from pages.parts import prompts
from pages.parts.guard import require
from pages.parts.lines import day, plain
from pages.parts.taking_along import take_along, whom
from pages.parts.top import begin_at_the_top
from pages.parts.who_reads import may_listen
from pages.parts.wiring import house

reader = require(Action.ASK)
asking = house().asking


def go(**where: str) -> None:
    """To one inquiry, a part of it, or back to the list."""
    st.query_params.from_dict(where)
    st.rerun()


def inquiries() -> None:
    """All of them, those that have ended last."""
    st.title("What we ask")
    st.text("An inquiry wants to learn one thing from many people. Its questions get better from round to round.")
    closed = asking.closed(reader)
    for heading, found in (("", asking.open(reader)), ("Closed", closed)):
        if heading and found:
            st.subheader(heading, anchor=False)
        for one in found:
            with st.container(gap=None):
                if st.button(plain(one.name), key=one.id, type="tertiary"):
                    go(inquiry=one.id)
                st.text(one.purpose)
    if may(reader, Action.REFINE) and st.button("Begin a new inquiry", type="primary"):
        go(new="yes")


def begin() -> None:
    """A new one, around the plain guide."""
    st.title("Begin a new inquiry")
    with st.form("new", border=False):
        name = st.text_input("Its name", autocomplete="off", placeholder="What people value")
        purpose = st.text_area("What do you want to learn?", help="Not a question to ask anybody: what it is for.")
        st.text("These questions are a good start. Change what does not fit.")
        asked = prompts.typed("new", GUIDE)
        if st.form_submit_button("Begin this inquiry", type="primary"):
            go(inquiry=asking.begin(reader, name, purpose, asked))


def one_inquiry(wanted: str) -> None:
    """What it asks, and how that came to be."""
    history = asking.show(reader, wanted)
    inquiry, newest = history.inquiry, history.inquiry.questions
    st.title(plain(inquiry.name))
    st.text(inquiry.purpose)
    if inquiry.closed:
        st.text("This inquiry is closed. What people told us stays; nobody begins a conversation for it.")
    may_listen(reader, wanted)
    teller = whom()
    prompts.read(newest.for_teller(teller) if teller else newest.prompts)
    changes = may(reader, Action.REFINE)
    if changes and st.button("Change these questions", type="primary"):
        go(inquiry=wanted, change=newest.id)
    if st.button("Take it along on paper or on a phone", type="tertiary" if changes else "primary"):
        go(inquiry=wanted, take="paper")
    if changes and st.button("Open it again" if inquiry.closed else "Close this inquiry", type="tertiary"):
        (asking.open_again if inquiry.closed else asking.close)(reader, wanted)
        st.rerun()
    st.subheader("How the questions changed, and why", anchor=False)
    for one in history.rounds:
        made = f", {day(one.questions.made_at)}" if one.questions.made_at else ""
        why = one.questions.why or "The questions we began with."
        st.text(f"Version {one.questions.version}{made}\n{why}\n{asking.in_words(one)}")
    earlier = [one.questions.version for one in history.rounds[1:]]
    if earlier:
        before = st.selectbox("Compare with an earlier version", earlier, format_func=lambda one: f"Version {one}")
        prompts.changes(asking.compare(reader, wanted, before, newest.version))


def change(wanted: str, seen: str) -> None:
    """Other questions from now on, and why."""
    history = asking.show(reader, wanted)
    questions = history.inquiry.questions
    st.title("Change what we ask")
    kept = "What people told us keeps the questions it was told under." if questions.frozen else ""
    st.text(f"{history.inquiry.name}. {kept}".strip())
    with st.form("change", border=False):
        asked = prompts.typed(seen, questions.prompts)
        why = st.text_area("Why do you change them?", help="What did you notice or hear? No names.")
        if st.form_submit_button("Keep these questions", type="primary"):
            asking.refine(reader, wanted, seen, asked, why)
            go(inquiry=wanted)


asked_for = st.query_params
wanted = asked_for.get("inquiry", "")
begin_at_the_top("|".join(asked_for.to_dict().values()))
try:
    if "new" in asked_for:
        begin()
    elif wanted and "change" in asked_for:
        change(wanted, asked_for["change"])
    elif wanted and "take" in asked_for:
        take_along(reader, house().papers, wanted)
    elif wanted:
        one_inquiry(wanted)
    else:
        inquiries()
except InsightError as error:
    st.error(str(error))
if "new" in asked_for or (wanted and len(asked_for) == 1):
    if st.button("Back to all we ask", type="tertiary"):
        go()
elif wanted and st.button("Back to this inquiry", type="tertiary"):
    go(inquiry=wanted)
