"""A share-back on the wall of a room: large, one part at a time, with nothing that may not be read out there."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from pages.parts.guard import require
from pages.parts.lines import plain
from pages.parts.slides import slides
from pages.parts.wiring import house

reader = require(Action.GIVE_BACK)
st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
wanted = st.query_params.get("share", "")
try:
    if wanted:
        given = house().giving.share_backs.giving.for_a_room(reader, wanted)
        st.title(plain(given.title), anchor=False)
        slides(f"room-{wanted}", given)
    else:
        st.title("A share-back for a room")
        st.text("Open a share-back, and press “Show it in a room”.")
except InsightError as error:
    st.error(str(error))
if wanted:
    st.page_link("pages/share_backs.py", label="Back to the share-back", query_params={"share": wanted})
else:
    st.page_link("pages/share_backs.py", label="All share-backs")
