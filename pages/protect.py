"""Look over: what would be taken out, corrected and approved by a person, then read back."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from pages.parts.guard import require
from pages.parts.letter import letter
from pages.parts.lines import counted
from pages.parts.marks import review
from pages.parts.safety import NOTHING_DECIDED, someone_is_not_safe
from pages.parts.striking import strike
from pages.parts.top import begin_at_the_top
from pages.parts.what_was_changed import what_was_changed
from pages.parts.whose_words import whose_words
from pages.parts.wiring import house

WAIT_SECONDS = 2
APPROVED = {
    "kept": "Kept. It can be found in a few seconds by those who may read it.",
    "second": "Thank you. It holds things that could harm whoever is recognised, so one more person reads it first. "
    "Your partner, a peer researcher or the steward finds it under “Look again”.",
}

reader = require(Action.REVIEW)
services = house().protection
story = st.query_params.get("story")


def choose() -> None:
    """The stories that wait."""
    st.title("Stories to look over")
    st.text("The machine marks what could say who somebody is. You decide what is taken out.")
    # While the machine reads, the list grows by itself.
    st.fragment(waiting, run_every=WAIT_SECONDS if services.on_the_way(reader) else None)()


def waiting() -> None:
    """Those that can be looked over, and how many are still to come."""
    ready, coming = services.waiting(reader), services.on_the_way(reader)
    for one in ready:
        label = f"{one.inquiry_name}, {counted(one.words, 'word', 'words')}, came in {one.received_at:%d %B}"
        # A link from a page to itself would leave the address as it is, and the next press would lose the story.
        if st.button(label, key=f"open-{one.id}", type="tertiary"):
            st.query_params["story"] = one.id
            st.rerun()
    if coming:
        st.text(f"{counted(len(coming), 'story is', 'stories are')} being read by the machine.")
    elif not ready:
        st.text("Nothing waits for you. Stories come here when somebody has told one.")


@st.fragment(run_every=WAIT_SECONDS)
def wait_for_the_machine(wanted: str) -> None:
    """A story that has just been handed in is ready within a second or two."""
    if any(one.id == wanted for one in services.waiting(reader)):
        st.rerun()
    st.text("The machine is reading the story. This takes a moment, and you can leave this page.")


def look_over(wanted: str) -> None:
    """One story, mark by mark."""
    proposal = services.proposal(reader, wanted)
    st.title("What should be taken out?")
    st.text(NOTHING_DECIDED)
    if called := services.called(reader, wanted):
        st.text(f"They want to go by the name {called}. Give it with “Other name” where their own name stands.")
    decision = review(f"review-{wanted}", proposal.original.reveal(), proposal.spans, called)
    if decision is not None and decision.spans != proposal.spans:
        services.decide(reader, wanted, decision.spans)
    words = whose_words(f"whose-{wanted}", proposal.original.reveal(), proposal.stretches)
    if words != [stretch.whose for stretch in proposal.stretches]:
        services.mark_words(reader, wanted, words)
    what_was_changed(reader, services.changes(reader, wanted))
    if st.button("Read it back", type="primary"):
        st.query_params["back"] = "yes"
        st.rerun()


def read_back(wanted: str) -> None:
    """The protected story, large and plain, for the person who told it."""
    text, _ = services.preview(reader, wanted)
    st.title("Read it back")
    st.text("Read it to the person, or let them read. They may change or strike anything.")
    letter(f"back-{wanted}", text)
    struck = strike(f"strike-{wanted}", text)
    if struck:
        services.strike(reader, wanted, *struck)
        st.rerun()
    days = house().settings.quarantine_days
    kept = (
        f"The text as typed is kept locked for {counted(days, 'day', 'days')}" if days else "The text as typed goes now"
    )
    st.text(f"{kept}. People close to them may still recognise it.")
    if st.button("Change something", type="tertiary"):
        del st.query_params["back"]
        st.rerun()
    if st.button("Approve and keep", type="primary"):
        st.session_state["approved"] = "kept" if services.approve(reader, wanted) else "second"
        st.query_params.clear()
        st.rerun()


approved = st.session_state.pop("approved", None)
if approved:
    st.success(APPROVED[approved])
begin_at_the_top("back" if "back" in st.query_params else story or "")
try:
    if story is None:
        choose()
    elif any(one.id == story for one in services.on_the_way(reader)):
        wait_for_the_machine(story)
    elif "back" in st.query_params:
        read_back(story)
    else:
        look_over(story)
except InsightError as error:
    st.error(str(error))
    st.page_link("pages/protect.py", label="All stories to look over")
someone_is_not_safe(reader)
