"""Someone is not safe: whom to call, in reach on every listening page, and what a pair can do there and then."""

from html import escape

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import Reader
from insight.errors import InsightError
from insight.stories import safeguarding
from insight.stories.safeguarding import Contact, Safeguarding
from pages.parts.wiring import house

NOTHING_DECIDED = (
    "Nothing told here decides anything about whoever told it: no room, prescription, benefit, case or job."
)


@st.fragment
def someone_is_not_safe(reader: Reader) -> None:
    """A quiet button that stays in the header line, wherever on a page this is called, and what it opens."""
    with st.container(key="not-safe"), st.popover("Someone is not safe"):
        what_to_do()
        if may(reader, Action.KEEP_SAFE):
            st.divider()
            pass_it_on(reader)


def what_to_do() -> None:
    """The steps and whom to call. A bank that cannot be asked just now is no reason to show nobody."""
    try:
        now = house().safety.current()
    except InsightError:
        now = safeguarding.DEFAULT
    st.text("Insight is never where danger is reported. Nothing on this page tells anybody. Please call.")
    st.html(_in_html(now))


def pass_it_on(reader: Reader) -> None:
    """That it was passed on, in one press: who, when and to which body, and nothing else."""
    services = house().safety
    st.text(
        "When you have told somebody, you can note it here. What is kept is your name, the time, and whom you told. "
        "Nothing about whom it was about, or what it was."
    )
    said = st.container()  # above the button: what stands below it can be out of sight
    try:
        bodies = services.current().bodies
        body = st.selectbox("Whom did you tell?", bodies, index=None, placeholder="Choose", key="told-whom")
        if st.button("I have passed it on", key="passed-on", disabled=body is None) and body is not None:
            services.pass_on(reader, body)
            said.success(f"Noted: {body}, just now.")
    except InsightError as error:
        st.error(str(error))


def anything_you_need_today() -> None:
    """After a hard answer: what a pair can do now. There is nothing to press, and nothing is written down."""
    st.subheader("Is there anything you need today?", anchor=False)
    st.text(
        "Put the screen aside and ask them that.\n"
        "You can do this now: make a hot drink, make a call together, find a lift, or somebody to sit with them.\n"
        "For more than that, ask the people who run this place, or your own team, while they are still with you.\n"
        "Nothing of this is written down here."
    )


def support() -> None:
    """A line for the person and for the pair."""
    st.text("If talking stirred things up: Samaritans, free, day and night, on 116 123. You can stop at any time.")


def _in_html(now: Safeguarding) -> str:
    steps = "".join(f"<li>{escape(one)}</li>" for one in now.steps)
    contacts = "".join(f"<li>{_contact(one)}</li>" for one in now.contacts)
    return f"<ol class='ins-steps'>{steps}</ol><ul class='ins-contacts'>{contacts}</ul>"


def _contact(one: Contact) -> str:
    number = one.phone and f" <a href='tel:{escape(one.phone.replace(' ', ''))}'>{escape(one.phone)}</a>"
    return f"<strong>{escape(one.body)}</strong>{number}<br>{escape(one.when)}"
