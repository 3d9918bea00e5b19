"""The words of a card while they are in use: on one page, for ten minutes, and forgotten on leaving it."""

import time

import streamlit as st

_KEY = "card_in_hand"
FORGOTTEN_AFTER = 10 * 60  # seconds
_LOOK_EVERY = 30  # seconds


def take(code: str) -> None:
    """Keep the words from now on."""
    st.session_state[_KEY] = (code, time.monotonic())


def in_hand() -> str | None:
    """The words, while they are in use."""
    if _KEY not in st.session_state:
        return None
    code, since = st.session_state[_KEY]
    if time.monotonic() - since > FORGOTTEN_AFTER:
        put_away()
        return None
    return str(code)


def put_away() -> None:
    """Forget the words, and what was opened with them."""
    for name in [one for one in st.session_state if str(one).startswith(_KEY)]:
        del st.session_state[name]


def opened(name: str) -> str:
    """Which part of the page was opened with the card, under this name; empty for none."""
    return str(st.session_state.get(f"{_KEY}_{name}", ""))


def note(name: str, what: str) -> None:
    """Keep something under this name until the card is put away."""
    st.session_state[f"{_KEY}_{name}"] = what


def opening(name: str, what: str) -> None:
    """Open a part of the page, and draw it anew."""
    note(name, what)
    st.rerun()


def shutting(name: str) -> None:
    """Close a part of the page."""
    st.session_state.pop(f"{_KEY}_{name}", None)


@st.fragment(run_every=_LOOK_EVERY)
def put_away_in_time() -> None:
    """Draw the page anew, without what was opened, when the time is up and nobody presses anything."""
    if in_hand() is None:
        st.rerun()
