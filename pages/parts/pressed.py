"""A press that the page answers by drawing itself first, so that what was typed a moment before is in it."""

from collections.abc import Callable

import streamlit as st


def pressed(key: str) -> tuple[str | None, Callable[[], None]]:
    """For the part of this key, whose script is made with `pressed`: the press that this drawing answers, to be given
    to it as `asked`, and what notes the next one, as `on_asked_change`.
    """
    asked = f"{key}-asked"

    def noted() -> None:
        st.session_state[asked] = st.session_state[key].asked

    return st.session_state.get(asked), noted
