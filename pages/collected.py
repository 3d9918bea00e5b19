"""Collections: stretches of stories kept together for a reason, and what sub-groups look for."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError, NotFound
from pages.parts.collections import leads_on
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, plain, who_tells
from pages.parts.memos import memos
from pages.parts.options import words_of
from pages.parts.quotes import quoted
from pages.parts.saved_searches import saved_searches
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

reader = require(Action.STUDY)
desk = house().desk.collecting


def go(**where: str) -> None:
    """To one collection, a part of it, or back to the list."""
    st.query_params.from_dict(where)
    st.rerun()


def every_one() -> None:
    """All that are open to the reader, closed ones last."""
    st.title("Collections")
    st.text("Keep what people told us together, and say why. Begin with Search or Themes, and press “Keep this”.")
    found = desk.list(reader)
    for one in found:
        with st.container(gap=None):
            if st.button(plain(one.collection.name), key=one.collection.id, type="tertiary"):
                go(collection=one.collection.id)
            whose = f"for {one.subgroup}" if one.subgroup else "for everybody who may search"
            closed = ", closed" if one.collection.closed_at else ""
            st.text(f"{one.collection.reason}\n{counted(one.quotes, 'quote', 'quotes')}, {whose}{closed}")
    if not found:
        st.text("There is none yet. One could be: “How it feels to wait”, to see what would help while people wait.")
    if st.button("Make a collection", type="primary"):
        go(new="yes")
    saved_searches(reader)


def make() -> None:
    """A new one."""
    st.title("Make a collection")
    named = desk.subgroups(reader)
    with st.form("new", border=False):
        name = st.text_input("Its name", autocomplete="off", placeholder="How it feels to wait")
        reason = st.text_area("What is it for?", help="What do you want to find out? No names.")
        choices = {None: "everybody who may search"} | named
        subgroup = st.selectbox("Who is it for?", choices, format_func=words_of(choices), key="collected-for")
        if st.form_submit_button("Make this collection", type="primary"):
            go(collection=desk.make(reader, name, reason, subgroup))


def one_collection(wanted: str) -> None:
    """Its quotes as letters, and what people think about it."""
    opened = desk.open(reader, wanted)
    closed = opened.collection.closed_at is not None
    st.title(plain(opened.collection.name), anchor=False)
    st.text(opened.collection.reason)
    if closed:
        st.text("This collection is closed. Nothing more comes into it.")
    leads_on(reader, wanted)
    if not opened.quotes:
        st.text("Nothing is in it yet. Press “Keep this” under what you find in Search or Themes.")
    if opened.left_out:
        st.text(f"{counted(opened.left_out, 'story is', 'stories are')} left out: not open to you, or not any more.")
    if opened.changed:
        st.text(f"{counted(opened.changed, 'place', 'places')} left out: the words there are not the same any more.")
    chosen = letters(f"quotes-{wanted}", [quoted(one, opened.people[one.quote.by]) for one in opened.quotes])
    if chosen is not None:
        if chosen.action == "open":
            story = next(one.facts.id for one in opened.quotes if one.quote.id == chosen.id)
            st.switch_page("pages/story.py", query_params={"story": story})
        if chosen.action == "note":
            go(collection=wanted, quote=chosen.id)
        desk.take_out(reader, wanted, chosen.id)
        st.rerun()
    st.subheader("What you think about it", anchor=False)
    memos(reader, opened)
    if st.button("Open this collection again" if closed else "Close this collection", type="tertiary"):
        (desk.reopen if closed else desk.close)(reader, wanted)
        st.rerun()


def note(wanted: str, quote: str) -> None:
    """Why a quote matters."""
    one = next((one for one in desk.open(reader, wanted).quotes if one.quote.id == quote), None)
    if one is None:
        raise NotFound("This quote is not here any more.")
    st.title("A note beside this quote")
    letters(f"note-{quote}", [LetterItem(quote, one.text, small_line=who_tells(one.facts))])
    with st.form("note", border=False):
        text = st.text_area("Why does it matter?", value=one.quote.note, help="Others will read it. No names, please.")
        if st.form_submit_button("Keep this note", type="primary"):
            desk.note(reader, wanted, quote, text)
            go(collection=wanted)


asked = st.query_params
wanted = asked.get("collection", "")
begin_at_the_top("|".join(asked.to_dict().values()))
try:
    if "new" in asked:
        make()
    elif wanted and "quote" in asked:
        note(wanted, asked["quote"])
    elif wanted:
        one_collection(wanted)
    else:
        every_one()
except InsightError as error:
    st.error(str(error))
if (wanted or "new" in asked) and st.button("Back to all collections", type="tertiary"):
    go()
