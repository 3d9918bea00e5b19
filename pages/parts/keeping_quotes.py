"""Keep this: a stretch of a story goes into a collection, whole or only some of its words."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from insight.errors import InsightError
from pages.parts.letter import letter
from pages.parts.lines import who_tells
from pages.parts.options import told_apart
from pages.parts.wiring import house

KEEP = ("keep", "Keep this")


def keeps(reader: Reader) -> tuple[tuple[str, str], ...]:
    """The action for a letter, if this reader may keep quotes."""
    return (KEEP,) if may(reader, Action.STUDY) else ()


@st.dialog("Keep this")
def keep_this(reader: Reader, story: str, start: int, end: int) -> None:
    """Ask which collection a stretch of a story goes into, over the page, and keep it there."""
    choose(reader, story, start, end)


def choose(reader: Reader, story: str, start: int, end: int) -> None:
    """The stretch as a letter, the collections that are open, and what came of it."""
    services = house()
    found = services.reading.some(reader, [story]).get(story)
    if found is None:
        st.text("This story is no longer open to you.")
        return
    words = str(found.text)[start:end]
    letter(f"to-keep-{story}-{start}", words, small_line=who_tells(found.facts), passage=True)
    open_ones = [one for one in services.desk.collecting.list(reader) if one.collection.closed_at is None]
    if not open_ones:
        st.text("There is no collection yet. Make the first one, then come back.")
        st.page_link("pages/collected.py", label="Make a collection", query_params={"new": "yes"})
        return
    with st.form(f"keep-{story}-{start}", border=False):
        into = st.selectbox(
            "Where should it go?", open_ones, format_func=told_apart(open_ones, lambda one: one.collection.name),
            key=f"keep-{story}-{start}-into",
        )  # fmt: skip
        some = st.text_input("Only some of it? Write those words as they stand above.", autocomplete="off")
        if not st.form_submit_button("Keep it", type="primary") or into is None:
            return
    stretch = some_of(words, some, start)
    if stretch is None:
        st.error("These words do not stand above. Nothing was kept. Write them just as they are.")
        return
    try:
        new = services.desk.collecting.keep(reader, into.collection.id, story, *stretch)
    except InsightError as error:
        st.error(str(error))
        return
    st.success(f"Kept in “{into.collection.name}”." if new else f"“{into.collection.name}” has it already.")


def some_of(words: str, some: str, start: int) -> tuple[int, int] | None:
    """Where these of the words that begin at `start` stand; all of them for none, `None` where they do not stand."""
    some = some.strip() or words
    at = words.find(some)
    return None if at < 0 else (start + at, start + at + len(some))
