"""Look again: a second reader's yes, stories that somebody recognised, and the signature before wider sharing."""

import streamlit as st

from insight.access.gate import Action, may
from insight.errors import InsightError
from insight.stories.sign_off import CHECKLIST
from pages.parts.giving_away import giving_away
from pages.parts.guard import require
from pages.parts.lines import counted, plain, who_tells
from pages.parts.striking import strike
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

reader = require(Action.SECOND_LOOK)
services = house()


def go(**where: str) -> None:
    """To one story, or back to the lists."""
    st.query_params.from_dict(where)
    st.rerun()


def lists() -> None:
    """What waits, by why it waits."""
    st.title("Look again")
    st.text("Some stories need two people: what they hold could harm whoever is recognised by them.")
    second = services.protection.waiting_for_second(reader)
    st.subheader("A second pair of eyes", anchor=False)
    for one in second:
        if st.button(f"{one.inquiry_name}, {counted(one.words, 'word', 'words')}", key=one.id, type="tertiary"):
            go(second=one.id)
    if not second:
        st.text("Nothing waits for you.")
    if not may(reader, Action.SIGN_OFF):
        return
    for heading, name, found in (
        ("Somebody thought they knew who this is", "held", services.recognised.waiting(reader)),
        ("Before wider sharing", "sign", services.sign_off.waiting(reader)),
    ):
        st.subheader(heading, anchor=False)
        for story in found:
            if st.button(plain(story.facts.title or who_tells(story.facts)), key=story.id, type="tertiary"):
                go(**{name: story.id})
        if not found:
            st.text("Nothing waits.")


def second_look(wanted: str) -> None:
    """Somebody else looked it over; this reader sees what would be kept, and no original."""
    text, _, risk = services.protection.second_look(reader, wanted)
    st.title("A second pair of eyes")
    giving_away(f"second-{wanted}", text, risk)
    struck = strike(f"strike-{wanted}", text)
    if struck:
        services.protection.strike_second(reader, wanted, *struck)
        st.rerun()
    if st.button("Send it back to be looked over again", type="tertiary"):
        services.protection.send_back(reader, wanted)
        go()
    if st.button("It is safe: keep it", type="primary"):
        services.protection.agree(reader, wanted)
        go()


def recognised(wanted: str) -> None:
    """Somebody thought they knew who this is."""
    again = services.recognised.look(reader, wanted)
    st.title("Somebody thought they knew who this is")
    text = str(again.story.text)
    giving_away(f"held-{wanted}", text, again.risk)
    struck = strike(f"strike-{wanted}", text)
    if struck:
        services.recognised.strike(reader, wanted, *struck)
        st.rerun()
    st.text("If it cannot be made safe, leave it here: nobody can read it. The steward can remove it for good.")
    if st.button("It is safe now: give it back", type="primary"):
        services.recognised.give_back(reader, wanted)
        go()


def sign(wanted: str) -> None:
    """Wider sharing is agreed to, and the story holds what could harm."""
    judged = services.sign_off.look(reader, wanted)
    st.title("Before wider sharing")
    giving_away(f"sign-{wanted}", str(judged.story.text), judged.risk)
    if judged.singled_out:
        st.text("Together these single somebody out in this bank:")
        for (one, said), (other, also) in judged.singled_out:
            st.markdown(f"- {plain(one.value)} (“{plain(said)}”) and {plain(other.value)} (“{plain(also)}”)")
    with st.form("checklist", border=False):
        ticked = [line for line in CHECKLIST if st.checkbox(line)]
        if st.form_submit_button("Sign", type="primary"):
            services.sign_off.sign(reader, wanted, ticked)
            go()


PLACES = {"second": second_look, "held": recognised, "sign": sign}
asked = next(((name, st.query_params[name]) for name in PLACES if name in st.query_params), None)
begin_at_the_top(asked[1] if asked else "")
try:
    if asked is None:
        lists()
    else:
        PLACES[asked[0]](asked[1])
except InsightError as error:
    st.error(str(error))
if asked and st.button("Back to the lists", type="tertiary"):
    go()
