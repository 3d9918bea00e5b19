"""The agreement, read aloud: what it means, each use a separate yes or no, and who should not read it."""

from collections.abc import Mapping

import streamlit as st

from insight.stories.consent import SCRIPT, SCRIPT_OPENING, Consent, Use

YES, NO = "Yes", "No"


def agreement(key: str, organisations: Mapping[str, str], before: Consent | None) -> Consent | None:
    """Draw the script and its questions; the answers once each has one. `organisations` are names by id."""
    for line in SCRIPT_OPENING:
        st.text(line)
    st.subheader("Ask one by one")
    answers: dict[Use, bool] = {}
    for asking in SCRIPT:
        earlier = getattr(before, asking.use.value) if before else None
        index = None if earlier is None else (0 if earlier else 1)
        with st.container(key=f"large-{asking.use}"):
            chosen = st.radio(asking.question, (YES, NO), index=index, horizontal=True, key=f"{key}-{asking.use}")
        if asking.note:
            st.caption(asking.note)
        if chosen is not None:
            answers[asking.use] = chosen == YES
    kept_from = st.multiselect(
        "Is there any organisation that should not read it?",
        list(organisations),
        default=sorted(before.not_organisations) if before else [],
        format_func=lambda one: organisations[one],
        key=f"{key}-not",
    )
    if len(answers) < len(SCRIPT):
        return None
    return Consent(
        inside=answers[Use.INSIDE],
        room=answers[Use.ROOM],
        outside=answers[Use.OUTSIDE],
        quotes=answers[Use.QUOTES],
        not_organisations=frozenset(kept_from),
    )
