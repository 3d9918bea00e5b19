"""The one style sheet for what the theme cannot reach, put into a page once."""

from pathlib import Path

import streamlit as st

_SHEET = Path(__file__).with_name("style.css")


def apply() -> None:
    """Put the style sheet into this page; called once a page, before anything is drawn."""
    st.html(_SHEET)
