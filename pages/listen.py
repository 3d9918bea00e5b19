"""The interview: who tells, what they agree to, the page to write on, how they feel, and the card to hand over."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from pages.parts.device_checklist import device_checklist
from pages.parts.guard import require
from pages.parts.listening import asking, ending, telling
from pages.parts.listening.begin import begin, unfinished
from pages.parts.listening.steps import Step, go, go_on_with, leave, place_now, step_now, where_we_are
from pages.parts.safety import someone_is_not_safe
from pages.parts.wiring import house

reader = require(Action.LISTEN)
services = house().listening
wanted = st.query_params.get("conversation")


def start() -> None:
    """A new conversation, or one to go on with."""
    st.title("Begin a conversation")
    st.text("First the conversation, over a cup of tea. Writing comes within the hour.")
    if "told_before" in st.session_state:
        st.text("They came with their card, so what they tell now goes with what they told before.")
    inquiries = services.inquiries(reader)
    begun = None
    if (why := house().office.set_up.why_not(reader)) is not None:
        st.text(why)
    else:
        partners, job = house().pairs.partners(reader), services.my_job(reader)
        begun = begin(inquiries, partners, services.organisations(reader), job)
    if begun is not None:
        opened = services.open(reader, begun.inquiry, begun.partner, begun.job, begun.way, begun.place_kind)
        if (storyteller := st.session_state.pop("told_before", None)) is not None:
            services.came_back(reader, opened, 1, storyteller)
        go(opened, Step.WHO)
    device_checklist()
    if (chosen := unfinished(services.unfinished(reader), inquiries)) is not None:
        go_on_with(chosen)


def stop(conversation: str, step: Step, place: int) -> None:
    """They would rather not, are too young, or it is not the day."""
    later, away = ending.stop(step)
    if away:
        services.leave(reader, conversation, place)
    if later or away:
        leave()


try:
    if (done := st.session_state.get("handed_in")) is not None:
        if (first := ending.hand_over(reader, done, house().letters_back)) is not None:
            st.switch_page("pages/protect.py", query_params={"story": first})
    elif wanted is None:
        start()
    else:
        one, place = services.get(reader, wanted), place_now()
        agreed = services.agreed(reader, wanted, place)
        step = step_now(agreed=agreed is not None and agreed.inside is True)
        where_we_are(one, step, place)
        if step in (Step.WHO, Step.AGREE, Step.MORE):
            asking.ask(services, reader, one, agreed, step, place)
        elif step in (Step.WRITE, Step.FEEL, Step.HEARD, Step.CHECK):
            telling.tell(services, reader, one, agreed, step, place)
        else:
            stop(wanted, step, place)
except InsightError as error:
    st.error(str(error))
someone_is_not_safe(reader)
