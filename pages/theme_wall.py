"""The themes for a room: large, one a row, with nothing that may not be read out there."""

import streamlit as st

from insight.access.gate import Action
from pages.parts.guard import require
from pages.parts.wall import wall
from pages.parts.ways_to_see import ways_to_see
from pages.parts.wiring import house

reader = require(Action.SEE_THEMES)
st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
st.title("What people told us, for a room")
rows = house().seeing.themes.wall(reader)
if rows:
    st.text("Use the arrow keys. Here are only words that may be read out in a room, whoever sits there.")
    wall(rows)
else:
    st.text("No themes have been found yet. When they are, you can show them here on a large screen.")
ways_to_see("theme_wall.py")
