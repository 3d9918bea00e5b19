"""Writing down something to try, because of a passage or without one."""

from collections.abc import Callable, Mapping

import streamlit as st

from insight.access.reader import Reader
from insight.errors import BadInput, InsightError
from insight.learning.citation import Stretch
from insight.research.collecting import trimmed
from pages.parts.letter import letter
from pages.parts.lines import who_tells
from pages.parts.options import words_of
from pages.parts.trying.plan import asked_plan
from pages.parts.wiring import house

_DIGITS = 9  # of a place in a story: no story is longer than these can say


def new(reader: Reader, asked: Mapping[str, str], then: Callable[[str], None]) -> None:
    """The form; once it is kept, with the passage that prompted it, `then` goes on to the thing itself.

    `asked` may name a `story` with `start` and `end`, and a `theme`.
    """
    learning = house().learning
    st.title("Something to try")
    st.text("Write it down before you begin. You need not know it all yet: what is missing is said on its page.")
    stretch = _stretch(asked)
    if stretch is not None and not _because(reader, stretch):
        stretch = None
    if stretch is not None:
        _under_another(reader, stretch, then)
    named = learning.experiments.subgroups(reader)
    if not named:
        st.text("You are in no sub-group yet. The steward can put you in one.")
        return
    subgroup = next(iter(named))
    if len(named) > 1:
        chosen = st.selectbox("Which sub-group tries it?", named, format_func=words_of(named), key="tried-by")
        subgroup = chosen or subgroup
    with st.form("new", border=False):
        plan = asked_plan(reader, None, subgroup)
        if not st.form_submit_button("Keep this plan", type="primary"):
            return
    try:
        made = learning.experiments.write_down(reader, subgroup, plan, stretch, asked.get("theme"))
    except InsightError as error:
        st.error(str(error))
        return
    then(made)


def _stretch(asked: Mapping[str, str]) -> Stretch | None:
    """The story and the place in it that the address names; anything else is no stretch."""
    story, start, end = asked.get("story", ""), asked.get("start", ""), asked.get("end", "")
    numbers = all(one.isdecimal() and len(one) <= _DIGITS for one in (start, end))
    return Stretch(story, int(start), int(end)) if story and numbers else None


def _under_another(reader: Reader, stretch: Stretch, then: Callable[[str], None]) -> None:
    """It may be one more reason for something that is tried already: `then` goes on to that."""
    learning = house().learning
    ours = learning.experiments.subgroups(reader)
    tried = {
        one.experiment.id: one.experiment.plan.name
        for one in learning.experiments.list(reader)
        if one.experiment.ended_on is None and one.experiment.subgroup in ours
    }
    if not tried:
        return
    with st.expander("It is one more reason for something that you try already"), st.form("another", border=False):
        which = st.selectbox("Which one?", tried, format_func=words_of(tried), key="tried-already")
        if not st.form_submit_button("Put it there"):
            return
    try:
        learning.traces.cite(reader, which, stretch)
    except InsightError as error:
        st.error(str(error))
        return
    then(which)


def _because(reader: Reader, stretch: Stretch) -> bool:
    """The words, if they are there and open to the reader; whether they are."""
    found = house().reading.some(reader, [stretch.story]).get(stretch.story)
    if found is None:
        st.text("The story is no longer open to you. You can go on without it.")
        return False
    try:
        start, end = trimmed(str(found.text), stretch.start, stretch.end)
    except BadInput:
        st.text("The passage is not there any more. You can go on without it.")
        return False
    st.text("Because somebody told us:")
    words = str(found.text)[start:end]
    letter(f"because-{stretch.story}-{stretch.start}", words, small_line=who_tells(found.facts), passage=True)
    return True
