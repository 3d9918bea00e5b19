"""What we heard: share-backs that are finished, as they may be read today."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from pages.parts.given_back import given_back
from pages.parts.guard import require
from pages.parts.share_back_view import whole
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

reader = require(Action.READ_SHARE_BACKS)
wanted = st.query_params.get("share", "")
begin_at_the_top(wanted)
try:
    if wanted:
        whole(house().giving.share_backs.giving.read(reader, wanted))
    else:
        st.title("What we heard")
        st.text("What people told us, what we are trying, and what came of it. Nobody is named here.")
        if not given_back(reader):
            st.text("There is nothing to read yet. When a sub-group has finished a share-back, it stands here.")
except InsightError as error:
    st.error(str(error))
if wanted and st.button("All that we heard", type="tertiary"):
    st.query_params.clear()
    st.rerun()
