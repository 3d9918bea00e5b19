"""What sub-groups look for again and again: the list, and a form that keeps what somebody just looked for.

The words travel through the session's memory, never through the address.
"""

import streamlit as st

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.research.study import SavedSearch
from insight.stories.filters import Filters
from pages.parts.lines import plain
from pages.parts.options import words_of
from pages.parts.wiring import house

# Where the search page finds what it is to look for: its words, and its filters.
QUERY, FILTERS = "query", "saved_filters"


def saved_searches(reader: Reader) -> None:
    """What the reader's groups look for; a press opens the search page, filled in."""
    services = house()
    found = services.desk.searches.list(reader)
    named = services.desk.collecting.subgroups(reader)
    st.subheader("What your groups look for", anchor=False)
    if not found:
        st.text("Nothing yet. Look for something on the search page, and keep it there for your group.")
    for one in found:
        with st.container(gap=None):
            if st.button(plain(one.name), key=f"search-{one.id}", type="tertiary"):
                look_for(one)
            st.text(f"“{one.query}”, for {named[one.subgroup]}")
            if st.button("Throw this search away", key=f"drop-{one.id}", type="tertiary"):
                services.desk.searches.drop(reader, one.id)
                st.rerun()


def look_for(one: SavedSearch) -> None:
    """Open the search page with these words and filters."""
    st.session_state[QUERY] = one.query
    st.session_state[FILTERS] = one.filters
    st.switch_page("pages/search.py")


def save_this(reader: Reader, query: str, filters: Filters) -> None:
    """A form that keeps these words and filters for one of the reader's sub-groups."""
    desk = house().desk
    subgroups = desk.collecting.subgroups(reader)
    if not subgroups:
        return
    with st.expander("Keep this search for a group"), st.form("save-search", border=False):
        subgroup = st.selectbox("Which group?", list(subgroups), format_func=words_of(subgroups), key="save-for")
        name = st.text_input("What should it be called?", autocomplete="off")
        if st.form_submit_button("Keep this search") and subgroup:
            try:
                desk.searches.save(reader, subgroup, name, query, filters)
                st.success("Kept. Everybody in the group finds it under Collections.")
            except InsightError as error:
                st.error(str(error))
