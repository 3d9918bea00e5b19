"""Small numbers: how figures are kept from pointing at somebody, as the alliance decides."""

import streamlit as st

from insight.access.gate import Action
from insight.measure.rule import Form
from insight.measure.said import few
from pages.parts.guard import require
from pages.parts.wiring import house

reader = require(Action.ADMINISTER)
services = house().measure.small_numbers
fewer = few(services.rule(Form.HIDDEN_TOGETHER))
WORDS = {
    Form.HIDDEN_TOGETHER: f"{fewer} are hidden, and with them any number that would give them away",
    Form.ROUNDED: "One to seven are hidden, and all other numbers are rounded to the nearest five",
}
MORE = {
    Form.HIDDEN_TOGETHER: "What you see is exact. More groups are hidden.",
    Form.ROUNDED: "More groups can be seen. No number is exact, so they do not always add up.",
}

st.title("When only a few people answered")
st.text(
    "A small number can point at somebody. The NHS knows two ways to show figures and keep people safe. "
    "Choose one together. It holds at once: on every page, in every filter, and in every file from then on."
)
now = services.current()
with st.form("small-numbers", border=False):
    form = st.radio("How figures are shown", list(Form), index=list(Form).index(now), format_func=WORDS.__getitem__,
                    captions=[MORE[one] for one in Form])  # fmt: skip
    if st.form_submit_button("Keep this", type="primary"):
        services.change(reader, form or now)
        st.success("Kept. It holds from now on.")
st.text("Do not change it back and forth. Who has seen the same figures both ways can work out more than either shows.")
