"""Sessions of a sub-group: who came, which stories stayed with them, what they decided, and when they meet again."""

from datetime import date

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.learning.room import Held, Room
from insight.learning.sessions import LONGEST_DECISIONS, MOST_OTHERS
from pages.parts.act import done, say
from pages.parts.card_numbers import story_of_a_card
from pages.parts.guard import require
from pages.parts.letter import letters
from pages.parts.lines import counted, day, plain
from pages.parts.looked_over import looked_over
from pages.parts.options import words_of
from pages.parts.rooms import chosen_room, hung, number_of
from pages.parts.story_actions import ACTIONS, follow, thanks
from pages.parts.struck import put_up
from pages.parts.wiring import house

NOT_HERE = (
    "This story may be read out, but its words may not stand on a screen that others see. Say above that you are alone "
    "with this screen, and go on then."
)

reader = require(Action.LEARN)
sessions = house().learning.sessions


def record(room: Room) -> None:
    """The record of a session that has just been."""
    wall = {one.citation.id: number_of(one, room) for one in room.wall}
    with st.form(f"session-{room.id}-{len(room.held)}", border=False):
        on = st.date_input("When was it?", "today", max_value="today", format="DD/MM/YYYY")
        people = st.multiselect("Who came?", list(room.members), format_func=words_of(room.members),
                                key=f"came-{room.id}-{len(room.held)}")  # fmt: skip
        others = st.number_input("How many others came?", 0, MOST_OTHERS, 0)
        struck = st.multiselect("Which stories stayed with you?", list(wall), format_func=words_of(wall),
                                key=f"stayed-{room.id}-{len(room.held)}")  # fmt: skip
        decisions = st.text_area(
            "What did you decide?", max_chars=LONGEST_DECISIONS, height=160, help="Others will read it. No names."
        )
        then = st.date_input("When is the next session?", None, format="DD/MM/YYYY")
        if st.form_submit_button("Keep this record", type="primary"):
            try:
                with looked_over():
                    sessions.record(reader, room.id, on, people, int(others), decisions, then, struck=struck)
            except InsightError as error:
                st.error(str(error))
            else:
                say("The record is kept.")


def another_day(room: Room) -> None:
    """The next session on another day than was written down."""
    if not room.held:
        return
    with st.expander("The next session is on another day"), st.form("next", border=False):
        then = st.date_input("When is it?", room.next_on, format="DD/MM/YYYY", key=f"next-{room.id}")
        if st.form_submit_button("Keep this day"):
            sessions.meet_next(reader, room.id, then)
            say("The day is kept.")


def held(room: Room, one: Held) -> None:
    """One that was held."""
    session = one.session
    came = [room.people[who] for who in session.people]
    if session.others:
        came.append(counted(session.others, "other", "others") if came else counted(session.others, "person", "people"))
    st.subheader(day(session.held_on), anchor=False)
    st.text(f"Who came: {', '.join(came)}. Written down by {room.people[session.by]}.")
    st.text(f"What we decided: {session.decisions}" if session.decisions else "No decision was written down.")
    if one.entries:
        st.text("What we noticed that day:\n" + "\n".join(f"• {entry.noticed}" for entry in one.entries))
    if session.next_on:
        st.text(f"The next session: {day(session.next_on)}.")
    if one.struck:
        with st.expander(f"What stayed with us: {counted(len(one.struck), 'story', 'stories')}"):
            chosen = letters(f"stayed-{session.id}", [hung(each, room, ACTIONS) for each in one.struck])
            if chosen is not None:
                story = next(each.story.id for each in one.struck if each.citation.id == chosen.id)
                follow(reader, story, chosen.action)


try:
    thanks()
    room = chosen_room(reader, "Sessions", "Write down who came, what stayed with you, and what you decided.")
    if room is not None:
        done()
        st.page_link("pages/room.py", label=f"The room of {plain(room.name)}", query_params={"room": room.id})
        with st.expander("Did you read story cards? Type in those that stayed with you"):
            for story in story_of_a_card(reader):
                if room.together and not story.for_a_room(date.today()):
                    st.text(NOT_HERE)
                elif put_up(reader, story.id, room=room.id) is not None:
                    say("It is on the wall. Choose it below.")
        record(room)
        another_day(room)
        for one in room.held:
            held(room, one)
        if not room.held:
            st.text("No session has been written down yet. The first one will stand here.")
except InsightError as error:
    st.error(str(error))
