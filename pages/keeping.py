"""How long we keep things: what goes in the next month and why, what went, who objects, and the rules in words."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from pages.parts.cards import receipt
from pages.parts.guard import require
from pages.parts.leaving import coming_line, went_lines
from pages.parts.lines import counted, day
from pages.parts.wiring import house

RECEIPT = "keeping_receipt"

reader = require(Action.ADMINISTER)
services = house()
retention, objections = services.leaving.retention, services.leaving.objections


def listed(heading: str, lines: tuple[str, ...], nothing: str) -> None:
    """A heading and its lines, or that there are none."""
    st.subheader(heading, anchor=False)
    for line in lines or (nothing,):
        st.text(line)


def rules() -> tuple[str, ...]:
    """The settings in words."""
    terms = retention.terms
    typed = f"goes {counted(terms.quarantine_days, 'day', 'days')} after the story is approved"
    return (
        f"A conversation that nobody finishes goes {counted(terms.drafts_days, 'day', 'days')} after the last word.",
        f"A story that nobody looks over goes after {counted(terms.unreviewed_days, 'day', 'days')}.",
        f"The text as it was typed {typed if terms.quarantine_days else 'goes as soon as the story is approved'}.",
        "A year after they agreed, people are asked again. Until they are, it is read inside only.",
        "Every story goes on the day that was agreed. Where none was, it goes at the end of a year: "
        f"{counted(terms.years, 'year', 'years')} after it came in. With their card a person can keep it for longer.",
    )


def decide() -> None:
    """Objections, each with its two ways out."""
    st.subheader("People who object", anchor=False)
    waiting = objections.waiting(reader)
    if not waiting:
        st.text("Nobody objects to how we use what they told us.")
    for one in waiting:
        number = counted(one.stories, "story", "stories")
        st.text(f"Since {day(one.on)}: {number}. Nobody reads it until you decide, and tell them why.")
        if st.button("Remove it for good", key=f"remove-{one.story}"):
            gone = services.leaving.withdrawal.everything_of(reader, one.story)
            st.session_state[RECEIPT] = [line for each in gone for line in each.lines()]
            st.rerun()
        if st.button("Use it again, as was agreed", key=f"again-{one.story}", type="tertiary"):
            objections.use_again(reader, one.story)
            st.rerun()


st.title("How long we keep things")
st.text("Nothing here is kept without an end. What is over goes by itself, and every file is looked through then.")
try:
    if lines := st.session_state.pop(RECEIPT, None):
        receipt("removed", lines)
    listed("In the next 30 days", tuple(map(coming_line, retention.coming(reader))), "Nothing goes by itself.")
    listed("In the last 30 days", went_lines(retention.went(reader)), "Nothing went.")
    decide()
    listed("How long, and why", rules(), "")
except InsightError as error:
    st.error(str(error))
