"""Better or worse: in words first, then figures, by inquiry and month, honest about who was not asked."""

import streamlit as st

from insight.access.gate import Action
from insight.measure.feeling import Grouping, Row
from insight.stories.inquiry import TELLER_WORDS, TellerKind
from pages.parts.charts import FeelingCount, feeling_bars
from pages.parts.feeling_words import BETTER, MUCH_BETTER, MUCH_WORSE, SAME, UP_AND_DOWN, WORSE
from pages.parts.guard import require
from pages.parts.letter import LetterItem, letters
from pages.parts.lines import counted, who_tells
from pages.parts.wiring import house

BY = {
    "What it was about": Grouping.INQUIRY,
    "Quarter": Grouping.QUARTER,
    "Month": Grouping.MONTH,
    "Who told": Grouping.TELLER,
}
A_FEW = 5

reader = require(Action.SEE_FEELING)
services = house().feeling


def counts(row: Row) -> tuple[FeelingCount, ...]:
    """A row as the chart takes it."""
    return (
        FeelingCount(MUCH_BETTER, row.much_better), FeelingCount(BETTER, row.better), FeelingCount(SAME, row.same),
        FeelingCount(WORSE, row.worse), FeelingCount(MUCH_WORSE, row.much_worse),
        FeelingCount(UP_AND_DOWN, row.up_and_down),
    )  # fmt: skip


def named(row: Row) -> str:
    """A group's name in words."""
    return TELLER_WORDS[TellerKind(row.group)].capitalize() if row.group in set(TellerKind) else row.group


st.title("Do people feel better or worse?")
st.subheader("What made the difference")
differences = services.differences(reader, A_FEW)
letters("differences", [LetterItem(one.facts.id, one.text, small_line=who_tells(one.facts)) for one in differences])
overall = services.overall(reader)
answered = (
    "People answered" if overall.answered is None else f"{counted(overall.answered, 'person', 'people')} answered"
)
feeling_bars(counts(overall), answered, services.in_words(overall))
by = st.selectbox("Look at it by", list(BY))
rows = services.counts(reader, BY[by])
for row in rows:
    st.text(f"{named(row)}. {services.in_words(row)}")
shown = {
    "": [named(row) for row in rows],
    **{
        count.answer.said: ["–" if counts(row)[at].people is None else str(counts(row)[at].people) for row in rows]
        for at, count in enumerate(counts(overall))
    },
}
with st.expander("The same as a table"):
    st.table(shown)
    st.text("– stands for a number that is too small to show without pointing at somebody.")
