"""A link that is good once: shown once, whole, to be handed over."""

from urllib.parse import urlsplit

import streamlit as st


def one_time_link(what: str, path: str) -> None:
    """The sentence that says what it is good for, and the link under the address by which this page was asked for."""
    here = urlsplit(st.context.url or "")
    st.text(f"{what} It is good once, and is not shown again:")
    st.code(f"{here.scheme}://{here.netloc}{path}" if here.netloc else path, language=None, wrap_lines=True)
