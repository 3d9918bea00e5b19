"""Someone is not safe: whom to call, and what was passed on."""

import streamlit as st

from insight.access.gate import Action, may
from pages.parts.guard import require
from pages.parts.safety import pass_it_on, what_to_do
from pages.parts.wiring import house

reader = require(Action.KEEP_SAFE)
steward = may(reader, Action.ADMINISTER)
st.title("Someone is not safe")
with st.container(key="whom-to-call"):
    what_to_do()
if steward:
    st.page_link("pages/who_to_call.py", label="Change the steps and numbers")
st.subheader("I have passed it on", anchor=False)
pass_it_on(reader)
st.subheader("What was passed on" if steward else "What you passed on", anchor=False)
entries = house().safety.passed_on(reader)
for one in entries:
    st.text(f"{one.at:%d %B %Y at %H:%M}: {one.body}{f', by {one.by}' if steward else ''}")
if not entries:
    st.text("Nothing so far.")
if steward:
    st.page_link("pages/as_typed.py", label="The text as typed may be needed")
