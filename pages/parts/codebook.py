"""The codes of a collection: what each means, under which it stands, and a form to add or change one."""

from collections.abc import Sequence

import streamlit as st

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.research.study import Code
from pages.parts.lines import plain
from pages.parts.options import words_of
from pages.parts.wiring import house

Codes = Sequence[tuple[int, Code]]


def codebook(reader: Reader, collection: str, codes: Codes) -> None:
    """The list, with a button for each to change it, and a form for a new one."""
    st.subheader("The codes", anchor=False)
    if not codes:
        st.text("There is none yet. A code is a few words for what you see again and again: “They did not give up”.")
    named = {one.id: one.name for _, one in codes}
    for _, one in codes:
        with st.container(gap=None):
            under = f", under “{plain(named[one.parent])}”" if one.parent else ""
            gone = " (no longer given)" if one.retired else ""
            if st.button(f"{plain(one.name)}{under}{gone}", key=f"code-{one.id}", type="tertiary"):
                st.query_params["code"] = one.id
                st.rerun()
            if one.description:
                st.text(one.description)
    with st.expander("Add a code", expanded=not codes), st.form("add-code", border=False, clear_on_submit=True):
        asked = _asked(codes, None)
        if st.form_submit_button("Add this code"):
            try:
                house().desk.coding.add_code(reader, collection, *asked)
            except InsightError as error:
                st.error(str(error))
            else:
                st.rerun()


def change_code(reader: Reader, collection: str, codes: Codes, one: Code) -> bool:
    """Ask for another name, meaning or place of a code; whether that is done."""
    coding = house().desk.coding
    with st.form("change-code", border=False):
        asked = _asked([other for other in codes if other[1].id != one.id], one)
        if st.form_submit_button("Keep this", type="primary"):
            coding.change_code(reader, collection, one.id, *asked)
            return True
    if st.button("Give this code again" if one.retired else "Give this code no more", type="tertiary"):
        (coding.use_again if one.retired else coding.retire)(reader, collection, one.id)
        return True
    return False


def _asked(codes: Codes, now: Code | None) -> tuple[str, str, str | None]:
    places = {None: "no"} | {one.id: one.name for _, one in codes}
    name = st.text_input("What is it called?", value=now.name if now else "", autocomplete="off")
    meaning = st.text_area("When do you give it, and when not?", value=now.description if now else "")
    place = list(places).index(now.parent) if now and now.parent in places else 0
    under = st.selectbox("Does it stand under another?", places, index=place, format_func=words_of(places))
    return name, meaning, under
