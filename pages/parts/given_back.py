"""The finished share-backs as a list, for home and for the page they are read on."""

import streamlit as st

from insight.access.reader import Reader
from pages.parts.lines import day, plain
from pages.parts.wiring import house


def given_back(reader: Reader) -> bool:
    """Draw the list, the newest first; whether there is anything in it."""
    found = house().giving.share_backs.giving.finished(reader)
    for one in found:
        with st.container(gap=None):
            if st.button(plain(one.title), key=f"read-{one.id}", type="tertiary"):
                st.switch_page("pages/what_we_heard.py", query_params={"share": one.id})
            st.text(day(one.at.date()))
    return bool(found)
