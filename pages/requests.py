"""Asked of us: what people, the police, courts and others ask, until when it is answered, and how it ended."""

from datetime import date

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.governance.asked import KIND_WORDS, OUTCOME_WORDS, Kind, Outcome, Request
from insight.governance.requests import LONGEST_BODY, LONGEST_NOTE
from pages.parts.guard import require
from pages.parts.lines import counted, day
from pages.parts.wiring import house

SHOWN = 50
STEPS_FOR_POLICE_AND_COURTS = (
    "Do not show anything yet. Do not search, and do not print.",
    "Be kind, and say that you will answer in writing.",
    "Ask for it in writing: what they want, why, under which law, and who signed it.",
    "Write it down here, and call your data-protection officer today.",
    "The organisations that decide together decide this together. It is never you alone.",
    "A court order has to be obeyed. A letter from the police is a question: the law lets you say no.",
    "Insight holds no names. It holds stories without them, and who among staff listened. It cannot find a person.",
    "If a text as typed is still here and may be needed, ask another steward to agree to keep it.",
    "Give only what was asked for and agreed. Note here how it ended, and tell the person if the law lets you.",
)

reader = require(Action.ADMINISTER)
services = house().office.requests
today = date.today()


def told(one: Request) -> str:
    """What was asked, by whom, when, and what was noted."""
    who = f", {one.body}" if one.body else ""
    said = f"{KIND_WORDS[one.kind].capitalize()}{who}. It came on {day(one.received_on)}."
    return f"{said}\n{one.note}" if one.note else said


def until(one: Request) -> str:
    """How long there is to answer."""
    days = one.days_left(today)
    if one.kind in {Kind.POLICE, Kind.COURT}:
        return "Look at it today. Their letter says until when."
    if days < 0:
        return f"It should have been answered by {day(one.due_on)}. Answer today, and say sorry."
    return f"Answer by {day(one.due_on)}: {counted(days, 'day', 'days')} from today."


def note_down() -> None:
    """A new one."""
    times = st.session_state.setdefault("times-asked", 0)  # what was refused stays to be changed
    with st.form(f"asked-{times}", border=False):
        kind = st.selectbox("What is asked?", tuple(KIND_WORDS), format_func=KIND_WORDS.__getitem__)
        received = st.date_input("On which day did it come?", format="DD/MM/YYYY")
        body = st.text_input(
            "Which body asks?", max_chars=LONGEST_BODY, autocomplete="off",
            help="For the police, a court, or freedom of information. Leave it empty for a person.",
        )  # fmt: skip
        note = st.text_area("A short note", max_chars=LONGEST_NOTE, help="No names, and no words of a card.")
        if st.form_submit_button("Note this", type="primary"):
            services.log(reader, kind, received, body, note)
            st.session_state["times-asked"] = times + 1
            st.rerun()


def waiting() -> None:
    """Each with its day, and how it can end."""
    found = services.waiting(reader)
    for one in found:
        st.text(f"{told(one)}\n{until(one)}")
        with st.popover("It is answered"):
            how = st.radio("How did it end?", list(Outcome), format_func=OUTCOME_WORDS.__getitem__, key=f"how-{one.id}")
            if st.button("Keep this", key=f"end-{one.id}"):
                services.answer(reader, one.id, how or Outcome.DONE)
                st.rerun()
    if not found:
        st.text("Nothing waits. When somebody asks for what the law gives them, note it here, and it is not forgotten.")


st.title("Asked of us")
st.text("People may ask what you hold about them, have it put right, or have it removed. Others may ask, too.")
try:
    st.subheader("To answer", anchor=False)
    waiting()
    with st.expander("The police or a court ask: what to do"):
        st.markdown("\n".join(f"1. {one}" for one in STEPS_FOR_POLICE_AND_COURTS))
    st.page_link("pages/with_a_card.py", label="They have their card")
    st.page_link("pages/lost_card.py", label="They lost their card")
    st.subheader("Note what is asked", anchor=False)
    note_down()
    answered = services.answered(reader)
    with st.expander(f"What was answered: {len(answered):,}"):
        for one in answered[:SHOWN]:
            if one.outcome and one.answered_on:
                st.text(f"{told(one)}\nOn {day(one.answered_on)}: {OUTCOME_WORDS[one.outcome]}.")
except InsightError as error:
    st.error(str(error))
