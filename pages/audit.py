"""Who did what: who opened which story first, then everything else; in words, in part, and to take along."""

from datetime import datetime

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.governance.audit_words import OPENED, in_words
from insight.governance.trail import A_PAGE, Line, Wanted
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.made_file import made_file
from pages.parts.options import words_of
from pages.parts.wiring import house

OPENED_FIRST, EVERYTHING = "opened", "everything"

reader = require(Action.ADMINISTER)
services = house().office.trail


def chosen() -> Wanted:
    """What to look at."""
    filters = services.filters(reader)
    what = st.selectbox(
        "What was done", [OPENED_FIRST, EVERYTHING, *filters.kinds], format_func=what_in_words, key="what"
    )
    month = st.selectbox("When", [None, *filters.months], format_func=month_in_words, key="month")
    people = {None: "anybody"} | filters.people
    by = st.selectbox("Who", people, format_func=words_of(people), key="who")
    return Wanted(month, by, {OPENED_FIRST: OPENED, EVERYTHING: None}.get(what, (what,)))


def what_in_words(what: str) -> str:
    """`who opened what`, `everything`, or one kind of thing."""
    return {OPENED_FIRST: "who opened what", EVERYTHING: "everything"}.get(what) or in_words(what)


def month_in_words(month: datetime | None) -> str:
    """`June 2026`."""
    return f"{month:%B %Y}" if month else "at any time"


def told(one: Line) -> str:
    """`3 June 2026 at 09:12: Ines opened a story whole` and, on the next line, which and what else is known."""
    about = f"\n{one.about}" if one.about and one.about != one.who else ""
    more = f"\n{one.more}" if one.more else ""
    return f"{one.at.day} {one.at:%B %Y at %H:%M}: {one.who} {one.did}{about}{more}"


st.title("Who did what")
st.text("Each time somebody opens, changes or takes out something, a line is added here. No word of a story is in it.")
try:
    broken = services.broken_at(reader)
    if broken is None:
        st.text("The list is whole: no line was changed, and none is missing.")
    else:
        st.error(f"This list was changed or cut at line {broken:,}. Call your data-protection officer today.")
    wanted = chosen()
    seen, number = st.session_state.get("audit-page", (wanted, 0))
    number = number if seen == wanted else 0
    lines, all_of_them = services.page(reader, wanted, number)
    st.subheader(counted(all_of_them, "line", "lines"), anchor=False)
    for line in lines:
        st.text(told(line))
    if not lines:
        st.text("Nothing of this kind was done.")
    with st.container(horizontal=True):
        if number and st.button("Newer"):
            st.session_state["audit-page"] = wanted, number - 1
            st.rerun()
        if (number + 1) * A_PAGE < all_of_them and st.button("Older"):
            st.session_state["audit-page"] = wanted, number + 1
            st.rerun()
    if lines:
        month = f"{wanted.month:%Y-%m}" if wanted.month else ""
        asked = {"month": month, "by": wanted.by or "", "kinds": "\n".join(wanted.kinds or ())}
        made_file("Take this along as a table", "/insight/audit", "who-did-what.csv", asked)
        st.text("Who takes the list along stands in it, too. It names people who work here: keep it safe.")
except InsightError as error:
    st.error(str(error))
