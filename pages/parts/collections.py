"""Which collection a page is about, and where one can go from a collection."""

from collections.abc import Sequence

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from insight.research.study import Collection
from pages.parts.options import told_apart


def chosen_collection(open_to_them: Sequence[Collection]) -> Collection | None:
    """The collection, or `None` where there is none to choose yet, which is said."""
    if not open_to_them:
        st.text("There is no collection yet. Begin one under Collections: keep a quote that you want to come back to.")
        return None
    named = [one.id for one in open_to_them]
    wanted = st.query_params.get("collection", "")
    at = named.index(wanted) if wanted in named else 0
    return st.selectbox(
        "Which collection?", open_to_them, index=at, format_func=told_apart(open_to_them, lambda one: one.name)
    )


def leads_on(reader: Reader, collection: str) -> None:
    """Links to what can be done with it, as far as the reader's role reaches."""
    to = {"code_story.py": "Code its stories", "agree.py": "See where you agree"}
    if may(reader, Action.TAKE_ALONG):
        to |= {"take_along.py": "Take it along", "codes_home.py": "Bring codes home"}
    for file, label in to.items():
        st.page_link(f"pages/{file}", label=label, query_params={"collection": collection})
