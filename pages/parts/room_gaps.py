"""Have we heard enough, and who not? Whom a group has not heard, and what it did to hear them."""

from collections.abc import Callable

import streamlit as st

from insight.access.reader import Reader
from insight.errors import InsightError
from insight.learning.gaps import LONGEST, SUGGESTED
from insight.learning.learned import Gap
from insight.learning.room import Room
from pages.parts.lines import counted, day, plain
from pages.parts.looked_over import looked_over
from pages.parts.wiring import house


def gaps(reader: Reader, room: Room) -> None:
    """Draw those who wait to be heard, a place to say who else does, and those to whom somebody has listened."""
    st.subheader("Have we heard enough, and who not?", anchor=False)
    waiting = [one for one in room.gaps if one.heard_on is None]
    for one in waiting:
        _waiting(reader, room, one)
    if not waiting:
        st.text("The group has not said whom it still has to hear.")
    said = {one.who for one in waiting}
    with st.form(f"gap-{room.id}-{len(room.gaps)}", border=False):
        who = st.selectbox(
            "Whom have we not heard?", [one for one in SUGGESTED if one not in said], index=None,
            accept_new_options=True, placeholder="Choose, or write who",
        )  # fmt: skip
        why = st.text_input("Why not, as far as you know?", max_chars=LONGEST, autocomplete="off")
        if st.form_submit_button("We have not heard them"):
            _try(lambda: house().learning.gaps.declare(reader, room.id, who or "", why))
    heard = [one for one in room.gaps if one.heard_on is not None]
    if heard:
        with st.expander(f"Since then we listened: {counted(len(heard), 'time', 'times')}"):
            for one in heard:
                on = f", {day(one.heard_on)}" if one.heard_on else ""
                st.text(f"{one.who}{on}: {one.heard} (written down by {room.people[one.heard_by or one.by]})")


def not_heard(reader: Reader) -> None:
    """One line beside a theme: whom the groups say they have not heard, so nobody takes a theme for everybody's."""
    who = dict.fromkeys(one.gap.who for one in house().learning.gaps.not_heard(reader))
    if who:
        st.text(f"We say ourselves that we have not heard: {'; '.join(who)}.")


def _waiting(reader: Reader, room: Room, one: Gap) -> None:
    st.markdown(f"**{plain(one.who)}**")
    why = f"{one.why} " if one.why else ""
    st.text(f"{why}Nobody has listened yet. ({room.people[one.by]}, {day(one.at.date())})")
    with st.expander("Somebody has listened to them"), st.form(f"heard-{one.id}", border=False):
        on = st.date_input("When?", "today", max_value="today", format="DD/MM/YYYY", key=f"on-{one.id}")
        what = st.text_area("Who listened, and what did you do?", max_chars=LONGEST, height=90, help="No names.")
        if st.form_submit_button("Write it down"):
            _try(lambda: house().learning.gaps.listened(reader, one.id, on, what))


def _try(do: Callable[[], object]) -> None:
    try:
        with looked_over():
            do()
    except InsightError as error:
        st.error(str(error))
    else:
        st.rerun()
