"""Telling: what was told, how they are, and everything once more before it is handed in."""

import streamlit as st

from insight.access.reader import Reader
from insight.stories.collect import Listening
from insight.stories.consent import Consent
from insight.stories.interview import Interview
from pages.parts.listening import check, feel
from pages.parts.listening.agree import wished
from pages.parts.listening.steps import Step, go, leave
from pages.parts.listening.write import write
from pages.parts.options import who_may_be_kept_out


def tell(services: Listening, reader: Reader, one: Interview, agreed: Consent | None, step: Step, place: int) -> None:
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
        names = who_may_be_kept_out(services.organisations(reader), services.teams(reader))
        wishes = wished(agreed, services.called(reader, one.id, place), names) if agreed else ()
        other, hand_in = check.check(one, telling, agreed, wishes, prompts, drafts)
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
