"""On the first page: the next sessions of one's own sub-groups, and whom they have not heard yet."""

from datetime import date, timedelta

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from pages.parts.lines import counted, day, plain
from pages.parts.wiring import house

SOON = timedelta(days=14)


def rooms_coming(reader: Reader) -> bool:
    """Say it; whether there was anything to say."""
    if not may(reader, Action.LEARN):
        return False
    anything = False
    for one in house().learning.rooms.coming(reader):
        said = []
        if one.next_on is not None and one.next_on < date.today():
            said.append(f"A session was planned for {day(one.next_on)}. Nobody has written down yet how it was.")
        elif one.next_on is not None and one.next_on <= date.today() + SOON:
            said.append(f"The next session is on {day(one.next_on)}.")
        if one.gaps:
            said.append(f"{counted(one.gaps, 'group of people', 'groups of people')} nobody has listened to yet.")
        if said:
            anything = True
            st.subheader(plain(one.name), anchor=False)
            st.text("\n".join(said))
            st.page_link("pages/room.py", label="Go to the room", query_params={"room": one.id})
    return anything
