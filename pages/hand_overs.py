"""Hand-overs: between which kinds of place people are passed on, with the themes there and their words."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.themes.hand_overs import PLACE_WORDS, Place
from insight.themes.seen import HandOvers, OpenedSeam, Seam
from pages.parts.guard import require
from pages.parts.honesty import letters_of
from pages.parts.lines import counted, plain
from pages.parts.story_actions import follow, thanks
from pages.parts.top import begin_at_the_top
from pages.parts.ways_to_see import ways_to_see
from pages.parts.wiring import house

reader = require(Action.SEE_THEMES)
services = house().seeing.seams


def named(seam: Seam) -> str:
    """`From prison to the street`, `Out of prison, nobody says where to`."""
    if seam.to_place is Place.SOMEWHERE:
        return f"Out of {PLACE_WORDS[seam.from_place]}, nobody says where to"
    return f"From {PLACE_WORDS[seam.from_place]} to {PLACE_WORDS[seam.to_place]}"


def behind(what: str, people: int | None) -> str:
    """`Leaving prison: 5 people`, as far as it may be said."""
    return what if people is None else f"{what}: {counted(people, 'person', 'people')}"


def go_to(label: str, *two: str) -> None:
    """A link within this page, which the page list cannot draw."""
    if st.button(label, type="tertiary"):
        st.query_params.from_dict(dict(zip(("from", "to"), two, strict=False)))
        st.rerun()


def the_list(found: HandOvers) -> None:
    """Every kind of hand-over, by what people leave."""
    st.title("Hand-overs")
    st.text("Where one place ends and the next begins, people get lost or are caught. Kinds of place only, no names.")
    if not found.leaving:
        st.text("Nobody has spoken of one yet, as far as we can tell. An example: out of hospital, to a hostel.")
        return
    if found.people is not None:
        st.text(f"Of {counted(found.of_people, 'person', 'people')} who told us, {found.people} speak of one.")
    st.text("Where no number stands, so few speak of it that they could be known, or a number beside it would tell.")
    for leaving in found.leaving:
        st.subheader(behind(f"Leaving {PLACE_WORDS[leaving.place]}", leaving.people), anchor=False)
        for seam in leaving.seams:
            go_to(behind(named(seam), seam.people), seam.from_place.value, seam.to_place.value)
    st.text("The program finds these by a few ways of telling. It misses more than it finds, and it can be wrong.")


def one_seam(opened: OpenedSeam) -> None:
    """What is said of one kind of hand-over."""
    go_to("All hand-overs")
    st.title(plain(named(opened.seam)), anchor=False)
    st.text("What made us think so is marked.")
    if opened.themes:
        st.text("The themes there: " + "; ".join(opened.themes))
    if (pressed := letters_of("seam", opened.said)) is not None:
        follow(reader, *pressed)


begin_at_the_top(st.query_params.get("from", "") + st.query_params.get("to", ""))
thanks()
try:
    two = st.query_params.get("from"), st.query_params.get("to")
    if two[0] in set(Place) and two[1] in set(Place):
        one_seam(services.show(reader, Place(two[0]), Place(two[1])))
    else:
        the_list(services.list(reader))
except InsightError as error:
    st.error(str(error))
ways_to_see("hand_overs.py")
