"""What a steward does for whoever told a story and has no card: fewer readers, removal, an objection, a death."""

from collections.abc import Sequence

import streamlit as st

from insight.access.reader import Reader
from insight.stories.receipt import Receipt, narrowed
from pages.parts.agreed_anew import agreed_anew
from pages.parts.cards import receipt
from pages.parts.wiring import house

_LINES = "on_their_behalf"


def on_their_behalf(reader: Reader, story: str) -> None:
    """One after another; what was done is shown as a receipt to print."""
    services = house()
    st.title("What do they want?")
    if lines := st.session_state.pop(_LINES, None):
        receipt("done-receipt", lines)
        return
    st.text("All of this holds for everything that this person told us.")
    st.subheader("Let fewer people read it", anchor=False)
    before = services.with_a_card.agreed(reader, story)
    answers = agreed_anew(
        before, services.with_a_card.organisations(reader), services.with_a_card.teams(reader), leads=False
    )
    if answers is not None:
        now = services.with_a_card.change_without(reader, story, answers)
        changed = narrowed(before, now, now.given_on) if now.given_on else ()
        _done(changed or ("What they agreed to is kept as they said.",))
    st.subheader("They object to how we use it", anchor=False)
    st.text("Nobody reads it from that moment on. Then you decide: it goes, or you tell them why it stays.")
    if st.button("Stop every use"):
        services.leaving.objections.object(reader, story)
        _done(("Nobody can read it any more, until it is decided. You find it under “How long we keep things”.",))
    st.subheader("We were told that they died", anchor=False)
    st.text("If they wanted it to go then, it goes now. Otherwise it stays as they agreed.")
    if st.button("This person died"):
        gone = services.leaving.withdrawal.died(reader, story)
        _done(_lines(gone) or ("They wanted it to be kept. Nothing was changed.",))
    st.subheader("Remove it for good", anchor=False)
    if st.button("Remove everything they told us"):
        _done(_lines(services.leaving.withdrawal.everything_of(reader, story)))


def _lines(receipts: Sequence[Receipt]) -> tuple[str, ...]:
    return tuple(line for one in receipts for line in one.lines())


def _done(lines: Sequence[str]) -> None:
    st.session_state[_LINES] = list(lines)
    st.rerun()
