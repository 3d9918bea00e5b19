"""What staff type is looked over for names before it is kept: a few seconds in which the page says so."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def looked_over() -> Iterator[None]:
    """Say it for as long as the block takes."""
    with st.spinner("We look for names before we keep this. It takes a few seconds."):
        yield
