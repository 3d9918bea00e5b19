"""Better or worse: in words first, then figures, each length of time apart, honest about who was not asked."""

import streamlit as st

from insight.access.gate import Action
from insight.access.reader import Reader
from insight.measure.answers import Against
from insight.measure.feeling import Grouping, Length
from pages.parts.feeling_counts import (
    as_figures,
    counted_apart,
    everybody,
    in_groups,
    made_the_difference,
    one_length,
)
from pages.parts.guard import require
from pages.parts.wiring import house

BY = {
    "What it was about": Grouping.INQUIRY,
    "Quarter": Grouping.QUARTER,
    "Who told": Grouping.TELLER,
    "Who asked": Grouping.ASKED_BY,
}
ARE, WORK, ASKED = "How people are", "How it is to work here", "How it was to be asked"
A_FEW = 5

reader = require(Action.SEE_FEELING)
services = house().feeling


def how_people_are(reader: Reader) -> None:
    """Those who were there and willing: everybody, and then in groups."""
    made_the_difference("differences", services.differences(reader, A_FEW))
    lengths, most = services.lengths(reader), services.most_chosen(reader)
    chosen = next((one for one in lengths if one.against is most), Length(most, services.overall(reader, most)))
    of = one_length("against", lengths, chosen)
    everybody(of, services.in_words(of.row))
    counted_apart(lengths, of, services.missing_in_words(services.missing(reader)))
    in_their_groups(reader, of.against)


def in_their_groups(reader: Reader, against: Against) -> None:
    """By inquiry, time, who told and whether they knew who asked; never by place or by who works there."""
    by = BY[st.selectbox("Look at it by", list(BY))]
    rows = services.counts(reader, by, against)
    in_groups(rows)
    if rows:
        as_figures(rows)


def how_it_is_to_work_here(reader: Reader) -> None:
    """Those who work in the services, asked about their work; never beside the others."""
    made_the_difference("differences-at-work", services.differences(reader, A_FEW, at_work=True))
    lengths, most = services.lengths_at_work(reader), services.most_chosen(reader, at_work=True)
    if not lengths:
        st.text(services.in_words(services.at_work(reader)))
        return
    chosen = next((one for one in lengths if one.against is most), lengths[0])
    of = one_length("against-at-work", lengths, chosen)
    everybody(of, services.in_words(of.row))
    counted_apart(lengths, of)


def how_it_was_to_be_asked(reader: Reader) -> None:
    """Whether people felt heard."""
    row = services.heard(reader)
    st.text("At the end we ask: how was it to be asked? Did you feel heard?")
    st.text(services.heard_in_words(row))
    with st.expander("The same as figures"):
        for words, people in (("Yes, I felt heard", row.yes), ("Partly", row.partly), ("No", row.no)):
            st.text(f"{words}: {'–' if people is None else people}")
        st.text("– stands for a number that is too small to show, or that would tell one that is.")


VIEWS = {ARE: how_people_are, WORK: how_it_is_to_work_here, ASKED: how_it_was_to_be_asked}

st.title("Do people feel better or worse?")
view = st.segmented_control("What to look at", list(VIEWS), default=ARE, label_visibility="collapsed", required=True)
VIEWS[view or ARE](reader)
st.page_link("pages/feeling_over_time.py", label="See it over time")
