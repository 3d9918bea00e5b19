"""The services, cached once for all sessions of this process; the only thing that page tests replace."""

import streamlit as st

from insight.wiring import Services, with_worker


@st.cache_resource(show_spinner=False)
def house() -> Services:
    """The services of this installation."""
    return with_worker()
