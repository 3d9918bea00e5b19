"""Search: find stories by meaning and by words, and see why each was found."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.measure.answers import ANSWER_WORDS, Answer
from insight.stories.filters import Filters
from insight.stories.inquiry import TELLER_WORDS, TellerKind
from insight.themes.fusion import Why
from insight.themes.query import marks
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, who_tells
from pages.parts.story_actions import ACTIONS, follow, thanks
from pages.parts.wiring import house

A_PAGE = 10
WHY = {
    Why.MEANING: "Found by what it means.",
    Why.WORDS: "Found by the words marked.",
    Why.BOTH: "Found by what it means and by the words marked.",
}

reader = require(Action.SEARCH)
services = house()
st.title("Find stories")
thanks()
# The words stay on this page: never in the address, where a browser would remember them.
query = st.text_input("What are you looking for? A few words or a sentence.", autocomplete="off", key="query")
with st.expander("Narrow it down"):
    inquiries = services.reading.inquiries(reader)
    inquiry = st.selectbox("Told for", inquiries, index=None, format_func=lambda one: one.name, placeholder="anything")
    teller = st.selectbox(
        "Told by", list(TellerKind), index=None, format_func=lambda one: TELLER_WORDS[one], placeholder="anybody"
    )
    themes = services.themes.list(reader).themes
    theme = st.selectbox("Theme", themes, index=None, format_func=lambda one: one.name, placeholder="any")
    feeling = st.selectbox(
        "Who feels", list(Answer), index=None, format_func=lambda one: ANSWER_WORDS[one], placeholder="any way"
    )
filters = Filters(
    inquiry=inquiry.id if inquiry else None, teller=teller, theme=theme.id if theme else None, feeling=feeling
)
if not query.strip():
    st.text('For example: "nobody gave up on me", or "waiting for a script".')
    st.stop()
try:
    wanted = st.session_state.get("wanted", A_PAGE)
    found = services.search.search(reader, query, limit=wanted + 1, filters=filters)
    st.text(
        f"{counted(min(len(found), wanted), 'story', 'stories')}, the nearest first."
        if found
        else "Nothing like that has been told yet. Try other words."
    )
    items = [
        LetterItem(
            one.passage, one.text, marks(one.text, query) if one.why is not Why.MEANING else (),
            who_tells(one.facts), WHY[one.why], actions=ACTIONS,
        )
        for one in found[:wanted]
    ]  # fmt: skip
    if (chosen := letters("found", items)) is not None:
        follow(reader, next(one.facts.id for one in found if one.passage == chosen.id), chosen.action)
    if len(found) > wanted and st.button("Show more"):
        st.session_state["wanted"] = wanted + A_PAGE
        st.rerun()
except InsightError as error:
    st.error(str(error))
