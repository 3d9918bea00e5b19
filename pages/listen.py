"""The interview: who tells, what they agree to, the page to write on, how they feel, and the card to hand over."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.stories.consent import Consent
from insight.stories.interview import Interview
from insight.stories.script import script_of
from pages.parts.guard import require
from pages.parts.listening import agree, check, ending, feel
from pages.parts.listening.begin import begin, unfinished
from pages.parts.listening.steps import Step, go, leave, place_now, step_now, where_we_are
from pages.parts.listening.write import write
from pages.parts.safety import someone_is_not_safe
from pages.parts.wiring import house

reader = require(Action.LISTEN)
services = house().listening
wanted = st.query_params.get("conversation")
WHERE_TO = {agree.Who.CHILD: Step.TOO_YOUNG, agree.Who.NOT_TODAY: Step.NOT_TODAY}


def start() -> None:
    """A new conversation, or one to go on with."""
    st.title("Begin a conversation")
    st.text("First the conversation, over a cup of tea. Writing comes within the hour.")
    inquiries = services.inquiries(reader)
    begun = begin(inquiries, services.organisations(reader), None)
    if begun is not None:
        go(services.open(reader, begun.inquiry, begun.partner, begun.job, begun.way, begun.place_kind), Step.WHO)
    if (chosen := unfinished(services.unfinished(reader), inquiries)) is not None:
        go(chosen, Step.WHO)


def ask(conversation: str, step: Step, place: int) -> None:
    """Who tells, what they agree to and what they wish. Every tap is kept at once."""
    telling = services.get(reader, conversation).telling(place)
    before = services.agreed(reader, conversation, place) or Consent()
    key = f"{conversation}-{place}"
    if step is Step.WHO:
        told = agree.who(telling, before if telling.consent else None)
        if told is None:
            return
        services.tells(
            reader, conversation, place, teller=told.teller, told_about=told.told_about, they_agreed=told.they_agreed
        )
        if (script := agree.SCRIPT_FOR.get(told.who)) is not None:
            services.agree(reader, conversation, place, agree.begun(before, script))
        go(conversation, WHERE_TO.get(told.who, Step.AGREE), place)
    elif step is Step.AGREE:
        now, onward = agree.agree(key, script_of(before.script), services.kept_until().year, before)
        if now != before:
            services.agree(reader, conversation, place, now)
        if onward:
            go(conversation, Step.MORE if now.inside else Step.STOP, place)
    else:
        called = services.called(reader, conversation, place)
        wish, onward = agree.wishes(key, before, called, services.organisations(reader), services.teams(reader))
        if wish.agreed != before:
            services.agree(reader, conversation, place, wish.agreed)
        if wish.called != called:
            services.call(reader, conversation, place, wish.called)
        if onward:
            go(conversation, Step.WRITE, place)


def tell(one: Interview, step: Step, place: int) -> None:
    """What was told, how they are, and everything once more."""
    telling, drafts = one.telling(place), services.drafts(reader, one.id)
    prompts = services.questions(reader, one.id, place)
    if step is Step.WRITE:
        whose, another, onward = write(one, telling, prompts, drafts)
        if whose is not telling.whose:
            services.words_are(reader, one.id, place, whose)
        if another:
            services.another_story(reader, one.id, place)
            st.rerun()
        if onward:
            go(one.id, Step.FEEL, place)
    elif step is Step.CHECK:
        other, hand_in = check.check(one, telling, services.agreed(reader, one.id, place), prompts, drafts)
        if other is not None:
            go(one.id, Step.WHO, services.somebody_else(reader, one.id, other))
        if hand_in:
            st.session_state["handed_in"] = services.submit(reader, one.id)
            leave()
    else:
        felt, onward = feel.feel(one, telling, drafts) if step is Step.FEEL else feel.heard(one, telling)
        if felt != telling.felt:
            services.feel(reader, one.id, place, felt)
        if onward:
            go(one.id, Step.HEARD if step is Step.FEEL else Step.CHECK, place)


def stop(conversation: str, step: Step, place: int) -> None:
    """They would rather not, are too young, or it is not the day."""
    later, away = ending.stop(step)
    if away:
        services.leave(reader, conversation, place)
    if later or away:
        leave()


try:
    if (done := st.session_state.get("handed_in")) is not None:
        if (first := ending.hand_over(done)) is not None:
            st.switch_page("pages/protect.py", query_params={"story": first})
    elif wanted is None:
        start()
    else:
        one, step, place = services.get(reader, wanted), step_now(), place_now()
        where_we_are(one, step, place)
        if step in (Step.WHO, Step.AGREE, Step.MORE):
            ask(wanted, step, place)
        elif step in (Step.WRITE, Step.FEEL, Step.HEARD, Step.CHECK):
            tell(one, step, place)
        else:
            stop(wanted, step, place)
except InsightError as error:
    st.error(str(error))
someone_is_not_safe()
