"""The questions of the agreement asked again, with what was answered before; for a person with their card."""

from collections.abc import Mapping

import streamlit as st

from insight.stories.consent import Consent, IfTheyDie
from insight.stories.script import Use, script_of
from pages.parts.listening.agree import IF_THEY_DIE, NO, YES
from pages.parts.options import who_may_be_kept_out, words_of


def agreed_anew(
    before: Consent, organisations: Mapping[str, str], teams: Mapping[str, str], *, leads: bool = True
) -> Consent | None:
    """Draw the questions of the script that was read to them; the answers when they are kept, else `None`.

    `leads`: keeping them is what the page is for.
    """
    names = who_may_be_kept_out(organisations, teams)
    with st.form("agreed-anew", border=False):
        answers = {}
        for asking in script_of(before.script).askings:
            earlier = getattr(before, asking.use.value)
            with st.container(key=f"large-{asking.use.value}"):
                index = None if earlier is None else (YES, NO).index(YES if earlier else NO)
                chosen = st.radio(asking.question, (YES, NO), index=index, horizontal=True)
            if asking.note:
                st.caption(asking.note)
            answers[asking.use] = chosen == YES
        kept_out = sorted(one for one in before.not_organisations | before.not_teams if one in names)
        named = st.multiselect(
            "Who should not read it? Think of the teams that work with you.",
            list(names),
            default=kept_out,
            format_func=words_of(names),
            key=f"kept-out-{' '.join(kept_out)}",
        )
        if_they_die = st.radio(
            "And if you die?",
            list(IfTheyDie),
            index=list(IfTheyDie).index(before.if_they_die),
            format_func=lambda one: IF_THEY_DIE[one],
        )
        if not st.form_submit_button("Keep these answers", type="primary" if leads else "secondary"):
            return None
    return Consent(
        inside=answers.get(Use.INSIDE, False),
        room=answers.get(Use.ROOM, False),
        outside=answers.get(Use.OUTSIDE, False),
        quotes=answers.get(Use.QUOTES, False),
        not_organisations=frozenset(one for one in named if one in organisations),
        not_teams=frozenset(one for one in named if one in teams),
        if_they_die=if_they_die or before.if_they_die,
    )
