"""A code from one's phone besides the password: setting it up, the ten spare codes, and turning it off."""

import streamlit as st

from insight.access.account import Account
from insight.access.my_account import Setup
from insight.access.reader import Reader
from pages.parts.lines import counted
from pages.parts.wiring import house

SPARE = "spare-codes"


def phone_codes(reader: Reader, account: Account, token: str) -> None:
    """Where this stands, and the one step that comes next. `token` is of the session that asks: it goes on."""
    st.subheader("A code from your phone", anchor=False)
    mine = house().access.my_account
    if SPARE in st.session_state:
        _spare_codes(st.session_state[SPARE])
    elif account.second_factor:
        _turn_off(reader)
    elif (setup := mine.setup(reader)) is not None:
        _set_up(reader, setup, token)
    else:
        st.text("Somebody who learns your password still cannot come in, when your phone has to show a code as well.")
        if st.button("Set up my phone"):
            mine.propose_codes(reader)
            st.rerun()


def _set_up(reader: Reader, setup: Setup, token: str) -> None:
    st.text("1. Get an app for such codes on your phone: most phones have one.\n2. Let it read this picture.")
    st.html(f'<img class="ins-qr" src="{setup.picture}" alt="A code for your phone to read">')
    st.text(f"Or type these letters into the app:\n{setup.letters}")
    with st.form("confirm", border=False, clear_on_submit=True):
        code = st.text_input("3. Type the six digits that it shows", autocomplete="one-time-code")
        if st.form_submit_button("Ask me for a code from now on"):
            st.session_state[SPARE] = house().access.my_account.confirm_codes(reader, token, code)
            st.rerun()


def _spare_codes(codes: tuple[str, ...]) -> None:
    st.success("From now on you are asked for a code.")
    st.text(
        "Write these ten down on paper. Each lets you in once when your phone is not there. We show them once only."
    )
    st.code("\n".join(codes), language=None)
    if st.button("I have written them down"):
        del st.session_state[SPARE]
        st.rerun()


def _turn_off(reader: Reader) -> None:
    mine = house().access.my_account
    left = counted(mine.recovery_codes_left(reader), "spare code is", "spare codes are")
    st.text(f"You are asked for a code when you sign in. {left} left.")
    with st.expander("I have a new phone, or want no codes"):
        st.text("Stop the codes here. Then you can set up another phone.")
        with st.form("stop", border=False, clear_on_submit=True):
            present = st.text_input(
                "Your password", type="password", key="stop-password", autocomplete="current-password"
            )
            if st.form_submit_button("Stop asking for codes"):
                mine.stop_codes(reader, present)
                st.rerun()
