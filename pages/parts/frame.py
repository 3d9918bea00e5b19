"""The frame around every page: which pages a role is shown, who is signed in, and the demo's banner."""

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from insight.access.gate import Action, may
from insight.access.reader import ROLE_WORDS, Reader
from pages.parts import style
from pages.parts.card_in_hand import put_away
from pages.parts.guard import signed_in, token
from pages.parts.wiring import house

# File, heading, address, and what one's role has to reach; `None` is for everybody who is signed in.
PAGES: tuple[tuple[str, str, str, Action | None], ...] = (
    ("home.py", "What needs you now", "home", None),
    ("listen.py", "Listen", "listen", Action.LISTEN),
    ("what_we_ask.py", "What we ask", "what-we-ask", Action.ASK),
    ("pairs.py", "Who listens with whom", "pairs", Action.SEE_PAIRS),
    ("safe.py", "Someone is not safe", "not-safe", Action.KEEP_SAFE),
    ("with_a_card.py", "With a card", "with-a-card", Action.USE_CARD),
    ("protect.py", "Look over", "look-over", Action.REVIEW),
    ("look_again.py", "Look again", "look-again", Action.SECOND_LOOK),
    ("bring_in.py", "Bring in", "bring-in", Action.BRING_IN),
    ("themes.py", "Themes", "themes", Action.SEE_THEMES),
    ("search.py", "Search", "search", Action.SEARCH),
    ("feeling.py", "Better or worse", "feeling", Action.SEE_FEELING),
    ("story.py", "A story", "story", Action.READ),
    ("steward.py", "How things stand", "steward", Action.ADMINISTER),
    ("set_up.py", "Before the first story", "set-up", Action.ADMINISTER),
    ("accounts.py", "People", "people", Action.ADMINISTER),
    ("partners.py", "Who is in it", "partners", Action.ADMINISTER),
    ("who_to_call.py", "Who to call", "who-to-call", Action.ADMINISTER),
    ("taken_out.py", "What is taken out", "taken-out", Action.ADMINISTER),
    ("as_typed.py", "Texts as typed", "as-typed", Action.ADMINISTER),
    ("lost_card.py", "A lost card", "lost-card", Action.ADMINISTER),
    ("letters_back.py", "Letters to leave", "letters-to-leave", Action.ADMINISTER),
    ("requests.py", "Asked of us", "asked-of-us", Action.ADMINISTER),
    ("keeping.py", "How long we keep things", "how-long-we-keep", Action.ADMINISTER),
    ("backups.py", "Backups", "backups", Action.ADMINISTER),
    ("audit.py", "Who did what", "who-did-what", Action.ADMINISTER),
    ("my_account.py", "My account", "my-account", Action.OWN_ACCOUNT),
)
HIDDEN = frozenset({"story"})
USES_A_CARD = "with-a-card"


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


def _links(reader: Reader, wanted: Callable[[Action | None], bool]) -> None:
    for file, title, address, action in PAGES:
        if address not in HIDDEN and wanted(action) and (action is None or may(reader, action)):
            st.page_link(f"pages/{file}", label=title)


def _sidebar(reader: Reader, address: str) -> None:
    """Links to what the reader may open. What is a steward's alone folds away: nobody needs two dozen links at once."""
    style.apply()
    with st.sidebar:
        st.html("<p class='ins-brand'>Insight</p>")
        if house().settings.demo:
            st.html("<p class='ins-demo' role='note'>This is a demo. Everything here is invented.</p>")
        _links(reader, lambda action: action is not Action.ADMINISTER)
        if may(reader, Action.ADMINISTER):
            on_it = any(there == address and action is Action.ADMINISTER for _, _, there, action in PAGES)
            with st.expander("The steward's desk", expanded=on_it):
                _links(reader, lambda action: action is Action.ADMINISTER)
        st.divider()
        st.text(f"{reader.name}\n{ROLE_WORDS[reader.role]}")
        if st.button("Sign out", type="tertiary"):
            house().sign_in.sign_out(token())
            st.rerun()
