"""What needs you now, by role."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Role
from insight.stories.story import State
from pages.parts.given_back import given_back
from pages.parts.guard import require
from pages.parts.leaving import leaving_soon
from pages.parts.lines import counted, plain
from pages.parts.office_first import due, not_set_up
from pages.parts.reflection import asked_again, to_add
from pages.parts.rooms_coming import rooms_coming
from pages.parts.trying_due import reviews_due
from pages.parts.wiring import house

reader = require(Action.SEE_HOME)
services = house()
st.title("What needs you now")

nothing = not any([not_set_up(reader), asked_again(services.pairs, reader)])
if may(reader, Action.LISTEN):
    st.page_link("pages/listen.py", label="Begin a conversation")
    open_ones = services.listening.unfinished(reader)
    if open_ones:
        nothing = False
        st.subheader("Conversations to finish")
        for one in open_ones:
            st.page_link(
                "pages/listen.py",
                label=f"Begun on {one.opened_at:%d %B at %H:%M}",
                query_params={"conversation": one.id},
            )
    if to_add(services.pairs, reader):
        nothing = False
if may(reader, Action.REVIEW):
    waiting = services.protection.waiting(reader)
    coming = services.protection.on_the_way(reader)
    if waiting or coming:
        nothing = False
        st.subheader("Stories to look over")
        st.text(f"{counted(len(waiting), 'story waits', 'stories wait')} for you.")
        if coming:
            st.text(f"{counted(len(coming), 'more is', 'more are')} being read by the machine.")
        st.page_link("pages/protect.py", label="Look them over")
going = leaving_soon(services.leaving.retention, reader)
nothing = nothing and not going
if rooms_coming(reader):
    nothing = False
if may(reader, Action.SECOND_LOOK):
    again = len(services.protection.waiting_for_second(reader))
    if may(reader, Action.SIGN_OFF):
        again += len(services.recognised.waiting(reader)) + len(services.sign_off.waiting(reader))
    if again:
        nothing = False
        st.subheader("Stories to look at again")
        st.text(f"{counted(again, 'story needs', 'stories need')} another reader.")
        st.page_link("pages/look_again.py", label="Look again")
if may(reader, Action.KEEP_SAFE) and may(reader, Action.ADMINISTER):
    holds = [one.hold for one in services.safety.originals(reader) if one.hold is not None]
    for asked in (one for one in holds if one.agreed_by is None and one.asked_by != reader.id):
        nothing = False
        st.subheader("A text that may be needed")
        st.text(f"{asked.asked_name} asks you to agree that a text as typed is kept a while longer.")
        st.page_link("pages/as_typed.py", label="Look at what is asked")
    for opened in services.originals.openings(reader):
        if opened.seen_by is None and opened.by != reader.id:
            nothing = False
            st.subheader("A text as typed was opened")
            st.text(f"{opened.by_name} opened one on {opened.at:%d %B at %H:%M}. Another steward has to look at that.")
            st.page_link("pages/as_typed.py", label="Look at why it was opened")
if may(reader, Action.ADMINISTER) and due(reader):
    nothing = False
if reviews_due(reader):
    nothing = False
if may(reader, Action.DECIDE_THEMES) and (suggested := services.themes.proposals.count(reader)):
    nothing = False
    st.subheader("Themes to decide on")
    st.page_link("pages/theme_suggestions.py", label=f"The machine suggests {counted(suggested, 'change', 'changes')}.")
if may(reader, Action.SEE_THEMES):
    listed = services.themes.shelf.list(reader)
    if listed.themes:
        nothing = False
        st.subheader("What people told us")
        for theme in listed.themes[:3]:
            st.page_link("pages/theme.py", label=plain(theme.name), query_params={"theme": theme.id})
        st.page_link("pages/themes.py", label="All themes")
if reader.role is Role.READER and given_back(reader):
    nothing = False
if may(reader, Action.ADMINISTER):
    states = services.reading.standing(reader)
    st.text(f"The bank holds {counted(states.get(State.INDEXED, 0), 'story', 'stories')} that can be searched.")
if nothing:
    st.text("Nothing is waiting. Have a cup of tea.")
