"""How things stand: the bank's health in plain sentences, and who did what lately."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from insight.stories.receipt import told_to_the_person
from insight.stories.story import State
from pages.parts.cards import receipt
from pages.parts.guard import require
from pages.parts.lines import counted
from pages.parts.protection_figures import protection_figures
from pages.parts.wiring import house

WHERE = {
    State.RECEIVED: "came in and wait for the machine",
    State.DETECTED: "wait to be looked over",
    State.PROTECTED: "were approved just now",
    State.INDEXED: "can be searched",
}

reader = require(Action.ADMINISTER)
services = house()
st.title("How things stand")
standing = services.reading.standing(reader)
for state, words in WHERE.items():
    if standing.get(state):
        st.text(f"{counted(standing[state], 'story', 'stories')} {words}.")
st.subheader("Health")
found = services.doctor.glance(reader)
for finding in (one for one in found if not one.well):
    st.text(f"✗ {finding.says}")
if all(one.well for one in found):
    st.text("Nothing needs mending.")
with st.expander(f"What else was looked at: {sum(one.well for one in found)}"):
    for finding in (one for one in found if one.well):
        st.text(finding.says)
protection_figures(reader)
st.subheader("Remove what somebody told")
with st.form("withdraw", border=False, clear_on_submit=True):
    code = st.text_input("The four words on their card", autocomplete="off")
    if st.form_submit_button("Remove it everywhere") and code:
        try:
            receipts = services.leaving.withdrawal.withdraw_by_code(reader, code)
            st.success(told_to_the_person(receipts))
            receipt("removed", [line for one in receipts for line in one.lines()])
        except InsightError as error:
            st.error(str(error))
