"""What we are trying: all of it with what is due first, one thing from top to bottom, and something new."""

from datetime import date

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from pages.parts.act import done
from pages.parts.guard import require
from pages.parts.lines import plain
from pages.parts.rooms import read_together
from pages.parts.top import begin_at_the_top
from pages.parts.trying.ending import ending, wider_system
from pages.parts.trying.lines import line, said_first, standing
from pages.parts.trying.new import new
from pages.parts.trying.permissions import begin, permissions
from pages.parts.trying.plan import plan
from pages.parts.trying.reviews import reviews
from pages.parts.trying.traced import since, why
from pages.parts.trying.tries import tries
from pages.parts.wiring import house

reader = require(Action.LEARN)
learning = house().learning
today = date.today()


def go(**where: str) -> None:
    """To one thing, to a new one, or back to all."""
    st.query_params.from_dict(where)
    st.rerun()


def every_one() -> None:
    """All that is open to the reader."""
    st.title("What we are trying")
    st.text("Small tries that come out of what people told us. Trying and failing several times is how things change.")
    found = learning.experiments.list(reader)
    ended = [one for one in found if one.experiment.ended_on is not None]
    for one in (one for one in found if one not in ended):
        if line(one, today):
            go(trying=one.experiment.id)
    if len(found) == len(ended):
        st.text("Nothing is being tried now. One thing could be: “We ring before we write”, for one week, in one team.")
    if learning.experiments.subgroups(reader):
        if st.button("Write down something to try", type="primary"):
            go(new="yes")
    else:
        st.text("You are in no sub-group yet. The steward can put you in one.")
    if ended:
        st.subheader("What has ended, with its lesson", anchor=False)
        for one in ended:
            if line(one, today):
                go(trying=one.experiment.id)
            st.text(f"What we learned: {one.experiment.lesson}")
    st.page_link("pages/cycles.py", label="Learning cycles")


def one_thing(wanted: str) -> None:
    """From why it is tried to how it ended."""
    listed = learning.experiments.open(reader, wanted)
    one = listed.experiment
    st.title(plain(one.plan.name), anchor=False)
    st.text(f"{listed.subgroup}. {standing(one, today)}")
    done()
    said_first(listed)
    if listed.due:
        reviews(reader, one, today)
    together = read_together()
    why(reader, one, together=together)
    plan(reader, one)
    permissions(reader, one)
    if one.since is None and one.ended_on is None:
        begin(reader, one, today)
    if one.since is not None:
        tries(reader, one, primary=not listed.due)
        if not listed.due:
            reviews(reader, one, today)
        since(reader, one, together=together)
        wider_system(reader, one)
    ending(reader, one)


wanted = st.query_params.get("trying", "")
begin_at_the_top("|".join(st.query_params.to_dict().values()))
try:
    if "new" in st.query_params:
        new(reader, st.query_params.to_dict(), lambda made: go(trying=made))
    elif wanted:
        one_thing(wanted)
    else:
        every_one()
except InsightError as error:
    st.error(str(error))
if (wanted or "new" in st.query_params) and st.button("All that we are trying", type="tertiary"):
    go()
