"""The frame around every page: which pages a role is shown, who is signed in, and the demo's banner."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from insight.access.gate import Action, may
from insight.access.reader import ROLE_WORDS, Reader
from pages.parts import style
from pages.parts.addresses import FOLDED, HIDDEN, PAGES, USES_A_CARD
from pages.parts.card_in_hand import put_away
from pages.parts.guard import signed_in, token
from pages.parts.wiring import house


def page_list() -> list[StreamlitPage]:
    """Every page by its address. Each guards itself, and says no in our words rather than Streamlit's."""
    return [
        st.Page(f"pages/{file}", title=title, url_path=address, default=address == "home")
        for file, title, address, _ in PAGES
    ]


def navigate() -> None:
    """Draw the page that was asked for, if somebody is signed in."""
    st.set_page_config(page_title="Insight", layout="centered", initial_sidebar_state="auto")
    reader = signed_in()
    if reader is None:
        put_away()
        st.navigation([st.Page("pages/home.py", title="Insight")], position="hidden").run()
        return
    chosen = st.navigation(page_list(), position="hidden")
    if chosen.url_path != USES_A_CARD:
        put_away()
    _sidebar(reader, chosen.url_path)
    chosen.run()


def _links(reader: Reader, folded: Action | None = None) -> None:
    """Links to pages that stand in the open, or to those that are folded away under an action."""
    for file, title, address, action in PAGES:
        there = folded is action if action in FOLDED else folded is None
        if there and address not in HIDDEN and (action is None or may(reader, action)):
            st.page_link(f"pages/{file}", label=title)


def _sidebar(reader: Reader, address: str) -> None:
    """Links to what the reader may open. Some fold away: nobody needs two dozen links at once."""
    style.apply()
    with st.sidebar:
        st.html("<p class='ins-brand'>Insight</p>")
        if house().settings.demo:
            st.html("<p class='ins-demo' role='note'>This is a demo. Everything here is invented.</p>")
        _links(reader)
        for folded, name in FOLDED.items():
            if may(reader, folded):
                on_it = any(there == address and action is folded for _, _, there, action in PAGES)
                with st.expander(name, expanded=on_it):
                    _links(reader, folded)
        st.divider()
        st.text(f"{reader.name}\n{ROLE_WORDS[reader.role]}")
        if st.button("Sign out", type="tertiary"):
            house().sign_in.sign_out(token())
            st.rerun()
