"""The interview: who tells, what they agree to, the page to write on, how they feel, and the card to hand over."""

import streamlit as st

from insight.access.gate import Action
from insight.errors import InsightError
from pages.parts import listening
from pages.parts.guard import require
from pages.parts.safety import someone_is_not_safe
from pages.parts.wiring import house

reader = require(Action.LISTEN)
services = house().listening
wanted = st.query_params.get("conversation")
try:
    if (done := st.session_state.get("handed_in")) is not None:
        listening.card_to_hand_over(done)
    elif wanted is None:
        if (begun := listening.begin(services.inquiries(reader), services.organisations(reader))) is not None:
            opened = services.open(reader, begun.inquiry, begun.partner, begun.position)
            services.describe(reader, opened, **begun.told)
            listening.go(opened, listening.Step.AGREE)
    else:
        one = services.get(reader, wanted)
        step = listening.step_now()
        listening.where_we_are(step)
        if step is listening.Step.AGREE:
            before = services.agreed(reader, wanted)
            if (agreed := listening.agree(wanted, services.organisations(reader), before)) is not None:
                services.agree(reader, wanted, agreed)
                listening.go(wanted, listening.Step.WRITE if agreed.inside else listening.Step.STOP)
        elif step is listening.Step.WRITE:
            if listening.write(one, services.questions(reader, wanted), services.drafts(reader, wanted)):
                listening.go(wanted, listening.Step.FEEL)
        elif step is listening.Step.FEEL:
            if (felt := listening.feel(one, services.drafts(reader, wanted))) is not None:
                services.feel(reader, wanted, felt.answer, felt.compared_with)
                listening.go(wanted, listening.Step.CHECK)
        elif step is listening.Step.CHECK:
            agreed_to = services.agreed(reader, wanted)
            if listening.check(one, agreed_to, services.questions(reader, wanted), services.drafts(reader, wanted)):
                st.session_state["handed_in"] = services.submit(reader, wanted)
                st.query_params.clear()
                st.rerun()
        elif listening.stop_here():
            services.discard(reader, wanted)
            st.query_params.clear()
            st.rerun()
except InsightError as error:
    st.error(str(error))
someone_is_not_safe()
