"""`require`: who is asking, looked up at every rerun, before a page does anything."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from pages.parts import style
from pages.parts.wiring import house

COOKIE = "insight_session"


def token() -> str:
    """The session's token as the browser sent it; empty when it sent none."""
    return st.context.cookies.get(COOKIE, "")


def signed_in() -> Reader | None:
    """Who is at the screen, or `None`."""
    return house().sign_in.reader(token())


def require(action: Action) -> Reader:
    """The reader, if their role reaches this page; else the page ends here, politely.

    Streamlit can be made to run any page file directly, so every page begins with this and nothing is drawn before.
    """
    style.apply()
    reader = signed_in()
    if reader is None:
        st.header("You are signed out")
        st.text("What you typed before is kept. Sign in again to go on.")
        st.html('<p><a href="/insight/sign-in" target="_self">Sign in</a></p>')
        st.stop()
    if not may(reader, action):
        st.header("This page is not open to you")
        st.text("Your account is for other parts of Insight. Ask the steward if you think it should reach this one.")
        st.stop()
    return reader
