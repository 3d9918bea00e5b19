"""The questions of the agreement asked again, with what was answered before; for a person with their card."""

from collections.abc import Mapping

import streamlit as st

from insight.stories.consent import Consent, IfTheyDie
from insight.stories.script import Use, script_of

YES, NO = "Yes", "No"
IF_THEY_DIE_WORDS = {IfTheyDie.KEEP: "Keep it until the day above", IfTheyDie.REMOVE: "Remove it"}


def agreed_anew(before: Consent, organisations: Mapping[str, str], teams: Mapping[str, str]) -> Consent | None:
    """Draw the questions of the script that was read to them; the answers when they are kept, else `None`."""
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
        not_organisations = st.multiselect(
            "Is there any organisation that should not read it?",
            list(organisations),
            default=sorted(before.not_organisations),
            format_func=lambda one: organisations[one],
        )
        not_teams = st.multiselect(
            "Is there any team that should not read it? One that works with you, say.",
            list(teams),
            default=sorted(before.not_teams),
            format_func=lambda one: teams[one],
        )
        if_they_die = st.radio(
            "If you die, what should happen with it?",
            list(IfTheyDie),
            index=list(IfTheyDie).index(before.if_they_die),
            format_func=IF_THEY_DIE_WORDS.__getitem__,
        )
        if not st.form_submit_button("Keep these answers", type="primary"):
            return None
    return Consent(
        inside=answers.get(Use.INSIDE, False),
        room=answers.get(Use.ROOM, False),
        outside=answers.get(Use.OUTSIDE, False),
        quotes=answers.get(Use.QUOTES, False),
        not_organisations=frozenset(not_organisations),
        not_teams=frozenset(not_teams),
        if_they_die=if_they_die or before.if_they_die,
    )
