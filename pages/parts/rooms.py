"""Which sub-group's room a page is about, and how its wall is looked at: alone, or together on a large screen."""

import streamlit as st

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.learning.citation import RESONANCE_WORDS, Cited
from insight.learning.room import Room
from pages.parts.letter import LetterItem
from pages.parts.lines import plain, who_tells
from pages.parts.options import words_of
from pages.parts.wiring import house

TITLE = "A sub-group's room"


def chosen_room(reader: Reader, title: str, purpose: str) -> Room | None:
    """The room, chosen where there are several; `None` where there is none to open, which is said."""
    rooms = house().learning.rooms.list(reader)
    if not rooms:
        st.title(title)
        st.text("There is no room for you yet. Rooms belong to sub-groups: ask the steward to put you into one.")
        st.text("In a room, for example, a group writes: “We noticed that people wait alone. So what? Now what?”")
        return None
    wanted, ids = st.query_params.get("room", ""), list(rooms)
    st.title(title)
    st.text(purpose)
    at = ids.index(wanted) if wanted in ids else 0
    if len(ids) == 1:
        room = ids[0]
        st.subheader(plain(rooms[room]), anchor=False)
    else:
        room = st.selectbox("Which sub-group?", ids, index=at, format_func=words_of(rooms))
    if room != wanted:
        st.query_params["room"] = room
    together = read_together()
    try:
        return house().learning.rooms.open(reader, room, together=together)
    except InsightError as error:
        st.error(str(error))
        return None


def read_together() -> bool:
    """Whether others may be reading this screen: yes, unless the reader says that they are alone with it."""
    return not st.toggle(
        "I am alone with this screen",
        help="Then you also see what you may read but nobody agreed to read out in a room.",
    )


def number_of(cited: Cited, room: Room) -> str:
    """`2. The kettle`: where it hangs on the wall and what the story is called, or only the latter."""
    return _number(cited, room) + (cited.story.facts.title or who_tells(cited.story.facts))


def hung(cited: Cited, room: Room, actions: tuple[tuple[str, str], ...]) -> LetterItem:
    """A stretch as a letter: what it was to the group and who tells above, why and who says so below."""
    one = cited.citation
    what = f"{_number(cited, room)}{RESONANCE_WORDS[one.resonance].capitalize()}. " if one.resonance else ""
    why = f"{one.why} " if one.why else ""
    return LetterItem(
        one.id, cited.text, small_line=what + who_tells(cited.story.facts), why=f"{why}({room.people[one.by]})",
        actions=actions,
    )  # fmt: skip


def _number(cited: Cited, room: Room) -> str:
    return next((f"{at}. " for at, one in enumerate(room.wall, start=1) if one.stretch == cited.stretch), "")
