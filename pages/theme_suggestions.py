"""What the machine suggests after it looked again: each change with its reason, for people to decide."""

import streamlit as st

from insight.access.gate import Action, may
from insight.errors import InsightError
from insight.themes.identity import Kind
from insight.themes.proposals import Proposed
from pages.parts.act import act, done
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, plain, who_tells
from pages.parts.story_actions import ACTIONS, follow, thanks
from pages.parts.wiring import house

reader = require(Action.SEE_THEMES)
services = house()


def heading(one: Proposed) -> str:
    """What would change, as a sentence."""
    name, into = f"“{one.theme}”", f"“{one.into}”"
    return {
        Kind.NEW: f"A new theme: {name}",
        Kind.SPLIT: f"A part of {into} could be a theme of its own: {name}",
        Kind.MERGED: f"{name} could become part of {into}",
        Kind.GROWN: f"Other passages could belong to {name}",
        Kind.FADED: f"{name} could go: nothing new goes on as it",
    }[one.kind]


def why(one: Proposed) -> str:
    """What the machine saw."""
    comes, goes = counted(one.comes, "passage", "passages"), counted(one.goes, "passage", "passages")
    return {
        Kind.NEW: f"{comes} lie nearer to each other than to any theme there is.",
        Kind.SPLIT: f"{comes} in it lie nearer to each other than to the rest.",
        Kind.MERGED: f"Most of its {goes} would lie there now. It would keep the name {one.into}.",
        Kind.GROWN: f"{comes} would come into it and {goes} would leave. Its name and your notes stay.",
        Kind.FADED: f"Its {goes} would go to whichever theme is nearest to each.",
    }[one.kind]


def suggestion(one: Proposed) -> None:
    """One change, some of the passages it is about, and the decision."""
    st.subheader(plain(heading(one)), anchor=False)
    st.text(why(one))
    items = [LetterItem(s.passage, s.text, small_line=who_tells(s.facts), actions=ACTIONS) for s in one.samples]
    if (chosen := letters(f"suggestion-{one.id}", items)) is not None:
        follow(reader, next(s.facts.id for s in one.samples if s.passage == chosen.id), chosen.action)
    if may(reader, Action.DECIDE_THEMES):
        yes, no = st.columns(2)
        if yes.button("Make this change", key=f"yes-{one.id}"):
            act(lambda: services.themes.proposals.accept(reader, one.id), "It was done. A theme can take it back.")
        if no.button("Leave it as it is", key=f"no-{one.id}"):
            act(lambda: services.themes.proposals.refuse(reader, one.id), "Nothing was changed.")


st.page_link("pages/themes.py", label="All themes")
st.title("What the machine suggests")
thanks()
done()
st.text("It looked again and would sort some things in another way. Names, notes and pins stay. You decide.")
try:
    waiting = services.themes.proposals.waiting(reader)
    for number, one in enumerate(waiting):
        if number:
            st.divider()
        suggestion(one)
    if not waiting:
        st.text("Nothing is waiting to be decided.")
except InsightError as error:
    st.error(str(error))
