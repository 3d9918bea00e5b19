"""A map of passages: what is alike lies near, and each dot opens its words."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.themes.chart import Spot
from pages.parts.guard import require
from pages.parts.honesty import letters_of
from pages.parts.lines import counted, plain
from pages.parts.options import told_apart
from pages.parts.story_actions import follow, thanks
from pages.parts.theme_charts import theme_map
from pages.parts.ways_to_see import ways_to_see
from pages.parts.wiring import house

reader = require(Action.SEE_THEMES)
services = house().seeing.themes


def listed(one: Spot) -> str:
    """`3. They know my name, 67 passages`."""
    return f"{one.number}. {one.name}, {counted(one.passages, 'passage', 'passages')}"


st.title("A map of what people told us")
thanks()
drawn = services.map(reader)
if not drawn.spots:
    st.text("No themes have been found yet. When they are, each passage will be a dot here.")
else:
    st.subheader(f"What {counted(drawn.people, 'person', 'people')} told us", anchor=False)
    st.text("Each dot is a passage. Choose one to read it. Dots that lie near are alike, as far as paper can show it.")
    if len(drawn.dots) < drawn.passages:
        st.text(f"There is room for {len(drawn.dots):,} of {drawn.passages:,} passages, taken evenly from all themes.")
    chosen = st.selectbox(
        "Show one theme in colour",
        drawn.spots,
        index=None,
        format_func=told_apart(drawn.spots, listed),
        placeholder="all alike",
    )
    picked = theme_map("map", drawn, chosen.theme if chosen else None)
    try:
        if picked is not None:
            st.subheader("The dot you chose", anchor=False)
            if (pressed := letters_of(f"dot-{picked}", (services.said(reader, picked),))) is not None:
                follow(reader, *pressed)
    except InsightError as error:
        st.error(str(error))
    st.subheader("The themes on the map", anchor=False)
    st.text("A theme near the middle is like many others. One at the edge stands alone.")
    for one in drawn.spots:
        st.page_link("pages/theme.py", label=plain(listed(one)), query_params={"theme": one.theme})
ways_to_see("theme_map.py")
