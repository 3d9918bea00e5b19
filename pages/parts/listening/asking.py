"""Asking: who tells, what they agree to and what they wish, each tap kept at once."""

from insight.access.reader import Reader
from insight.stories.collect import Listening
from insight.stories.consent import Consent
from insight.stories.interview import Interview
from insight.stories.script import script_of
from pages.parts.listening import agree
from pages.parts.listening.steps import Step, go

WHERE_TO = {agree.Who.CHILD: Step.TOO_YOUNG, agree.Who.NOT_TODAY: Step.NOT_TODAY}


def ask(services: Listening, reader: Reader, one: Interview, agreed: Consent | None, step: Step, place: int) -> None:
    """Who tells, what they agree to and what they wish. Every tap is kept at once."""
    conversation, telling, before = one.id, one.telling(place), agreed or Consent()
    key = f"{conversation}-{place}"
    if step is Step.WHO:
        told = agree.who(telling, agreed)
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
