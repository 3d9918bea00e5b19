"""Doing one thing on a page and drawing it anew, or saying why it could not be done."""

from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from insight.errors import InsightError

_SAID = "said_of_an_act"


def act(do: Callable[[], object], words: str, page: str | None = None) -> None:
    """Do it and draw this page, or another one, anew, saying so; or say why it could not be done. What was typed then
    stays, and nothing is changed.
    """
    try:
        do()
    except InsightError as error:
        st.error(str(error))
        return
    say(words, page)


def say(words: str, page: str | None = None) -> NoReturn:
    """Draw this page, or another one, anew, saying so."""
    st.session_state[_SAID] = words
    if page is not None:
        st.switch_page(page)
    st.rerun()


def done() -> None:
    """Say once what was done."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(said)
