"""Home: reviews that are due, of what one's sub-groups are trying."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from pages.parts.lines import day, plain
from pages.parts.wiring import house


def reviews_due(reader: Reader) -> bool:
    """A link to each, the longest due first; whether there was one."""
    due = house().learning.experiments.due(reader) if may(reader, Action.LEARN) else ()
    if due:
        st.subheader("What you are trying, to look at together")
    for one in due:
        name, on = plain(one.experiment.plan.name), one.experiment.review_on
        label = f"{name}: due on {day(on)}" if on else name
        st.page_link("pages/trying.py", label=label, query_params={"trying": one.experiment.id})
    return bool(due)
