"""Whether anybody may listen for an inquiry yet, and which sub-groups read what is told for it."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from pages.parts.options import words_of
from pages.parts.wiring import house

NOT_YET = "Nobody may listen for this yet: somebody has to say on what basis in law. Your steward can."


def may_listen(reader: Reader, inquiry: str) -> None:
    """Say it where nobody may listen for this inquiry; for the steward a way to change that, and who reads it."""
    services = house().office.set_up
    steward = may(reader, Action.ADMINISTER)
    if inquiry in {one.id for one in services.without_basis(reader)}:
        st.text(NOT_YET)
        if steward:
            st.page_link("pages/set_up.py", label="Say on what basis", query_params={"step": "basis"})
    if steward and (names := services.subgroups(reader)):
        _who_reads(reader, inquiry, names)


def _who_reads(reader: Reader, inquiry: str, names: dict[str, str]) -> None:
    services = house().office.set_up
    now = [one for one in names if one in services.limited_to(reader, inquiry)]
    said = " and ".join(names[one] for one in now) if now else "all of them"
    with st.expander(f"Which sub-groups read what is told for it: {said}"), st.form("who-reads", border=False):
        chosen = st.multiselect("Only these sub-groups. Choose none for all.", list(names), now,
                                format_func=words_of(names), key=f"readers-{inquiry}-{' '.join(now)}")  # fmt: skip
        st.text("It is about members of sub-groups. Peer researchers and stewards read it as before.")
        if st.form_submit_button("Keep this"):
            services.limit(reader, inquiry, chosen)
            st.rerun()
