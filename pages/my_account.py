"""My account: one's own password, a code from one's phone, and where one is signed in."""

import streamlit as st

from insight.access.gate import Action, may
from insight.access.reader import ROLE_WORDS
from insight.errors import InsightError
from pages.parts.guard import require, token
from pages.parts.lines import counted
from pages.parts.phone_codes import phone_codes
from pages.parts.wiring import house

reader = require(Action.OWN_ACCOUNT)
mine = house().access.my_account


def password() -> None:
    """Another password."""
    st.subheader("Your password", anchor=False)
    with st.form("password", border=False, clear_on_submit=True):
        present = st.text_input("Your password now", type="password", autocomplete="current-password")
        new = st.text_input("A new password", type="password", autocomplete="new-password")
        st.text("At least 10 characters. Three words that do not belong together are good.")
        if st.form_submit_button("Change my password", type="primary"):
            mine.change_password(reader, token(), present, new)
            st.success("Your password is changed. You are signed out everywhere else.")


def sessions() -> None:
    """Where one is signed in."""
    st.subheader("Where you are signed in", anchor=False)
    for one in mine.sessions(reader, token()):
        here = ", here" if one.here else ""
        st.text(f"Since {one.began.astimezone():%-d %B at %H:%M}{here}")
    if st.button("Sign out everywhere"):
        house().sign_in.sign_out_everywhere(reader)
        st.rerun()


def known_people() -> None:
    """Tellers one knows, and asked not to be shown. Who they are is not told here."""
    number = house().reading.stood_aside(reader)
    if number:
        st.subheader("People you know", anchor=False)
        st.text(f"You asked not to be shown what {counted(number, 'person', 'people')} told us.")
        if st.button("Show me everything again"):
            house().reading.stand_back(reader)
            st.rerun()


st.title("My account")
try:
    account = mine.account(reader)
    st.text(f"{account.name}\n{ROLE_WORDS[account.role].capitalize()}")
    if account.demo or account.by_provider:
        st.text("You sign in without a password of ours, so there is none to change here.")
    else:
        for part in (password, lambda: phone_codes(reader, account, token())):
            try:
                part()
            except InsightError as error:
                st.error(str(error))
    sessions()
    if may(reader, Action.READ):
        known_people()
except InsightError as error:
    st.error(str(error))
