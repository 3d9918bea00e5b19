"""Search: find stories by meaning and by words, see why each was found, and go on from there."""

import streamlit as st

from insight.access.gate import Action
from insight.access.reader import Reader
from insight.errors import InsightError
from insight.stories.filters import Filters
from insight.themes.fusion import Why
from insight.themes.search import Result
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, who_tells
from pages.parts.narrow import narrowed
from pages.parts.saved_searches import save_this
from pages.parts.story_actions import ACTIONS, follow, thanks
from pages.parts.stretch_actions import stretch_actions, with_stretch
from pages.parts.wiring import house

A_PAGE = 10
WHY = {
    Why.MEANING: "Found by what it means. The part that is nearest is marked.",
    Why.WORDS: "Found by the words marked.",
    Why.BOTH: "Found by what it means and by the words marked.",
}
LIKE, OTHER = "like", "other"
ONWARDS = ((LIKE, "More like this"), (OTHER, "Where it went the other way"))
HELP = (
    'Put words in quotes to find them together: "second chance". Put - before a word to leave out stories that use '
    'it: -hostel. A plain "not" is read as part of what you ask.'
)
_BESIDE, _SHOWN = "beside", "shown"


def forget_where() -> None:
    """New words begin anew, on the first page."""
    st.session_state.pop(_BESIDE, None)
    st.session_state.pop(_SHOWN, None)


def by_words(reader: Reader, query: str, filters: Filters) -> None:
    """What answers the words."""
    shown = st.session_state.get(_SHOWN, A_PAGE)
    answer = house().search.answer(reader, query, limit=shown + 1, filters=filters)
    found = house().search.pointed_out(reader, query, answer.results[:shown])
    if answer.also:
        st.text(f"Searched also for {', '.join(answer.also)}.")
    listed(reader, found, len(answer.results) > shown, "Nothing like that has been told yet. Try other words.")


def beside(reader: Reader, way: str, story: str, filters: Filters) -> None:
    """What is told like one story, or about the same and the other way round."""
    if st.button("Back to what you were looking for", type="tertiary"):
        forget_where()
        st.rerun()
    search, shown = house().search, st.session_state.get(_SHOWN, A_PAGE)
    heading = search.heading(reader, story)
    st.subheader("Stories like this one" if way == LIKE else "Where it went the other way", anchor=False)
    st.text(f"Beside: {heading}")
    found = (search.like if way == LIKE else search.other_side)(reader, story, shown + 1, filters)
    listed(reader, found[:shown], len(found) > shown, "There is no other story that is near to it.")


def listed(reader: Reader, found: tuple[Result, ...], more: bool, nothing: str) -> None:
    """The results as letters, with why each was found and what can be done next."""
    st.text(f"{counted(len(found), 'story', 'stories')}, the nearest first." if found else nothing)
    items = [
        LetterItem(
            one.passage, one.text, one.marks, who_tells(one.facts), WHY[one.why] if one.marks else "",
            actions=(*ACTIONS, *stretch_actions(reader), *ONWARDS),
        )
        for one in found
    ]  # fmt: skip
    if (chosen := letters("found", items)) is not None:
        one = next(one for one in found if one.passage == chosen.id)
        if with_stretch(reader, chosen.action, one.facts.id, one.start, one.end):
            return
        if chosen.action in (LIKE, OTHER):
            forget_where()
            st.session_state[_BESIDE] = (chosen.action, one.facts.id)
            st.rerun()
        else:
            follow(reader, one.facts.id, chosen.action)
    if more and st.button("Show more"):
        st.session_state[_SHOWN] = st.session_state.get(_SHOWN, A_PAGE) + A_PAGE
        st.rerun()


reader = require(Action.SEARCH)
st.title("Find stories")
thanks()
# The words stay on this page: never in the address, where a browser would remember them.
query = st.text_input(
    "What are you looking for? A few words or a sentence.",
    autocomplete="off", key="query", on_change=forget_where,
)  # fmt: skip
filters = narrowed(reader)
try:
    if _BESIDE in st.session_state:
        way, story = st.session_state[_BESIDE]
        beside(reader, way, story, filters)
    elif query.strip():
        by_words(reader, query, filters)
        save_this(reader, query, filters)
    else:
        st.text('For example: "nobody gave up on me", or "waiting for a script".')
        st.text(HELP)
except InsightError as error:
    st.error(str(error))
