"""People: everybody who may sign in, what they do, where they belong, and a link for whoever joins."""

import streamlit as st

from insight.access.gate import Action
from insight.access.reader import ACCOUNT_ROLES, ROLE_WORDS
from insight.errors import InsightError, NotFound
from pages.parts import person
from pages.parts.guard import require
from pages.parts.lines import plain
from pages.parts.one_time_link import one_time_link
from pages.parts.top import begin_at_the_top
from pages.parts.wiring import house

DONE = "accounts-done"

reader = require(Action.ADMINISTER)
access = house().access


def go(**where: str) -> None:
    """To one person, or back to everybody."""
    st.query_params.from_dict(where)
    st.rerun()


def everybody() -> None:
    """Who there is, and a link for who is not there yet."""
    st.title("People")
    st.text("Everybody who may sign in. A name opens what you can change.")
    for one in access.accounts.people(reader):
        with st.container(gap=None):
            if st.button(plain(one.account.name), key=one.account.id, type="tertiary"):
                go(who=one.account.id)
            st.text(person.lines(one))
    st.subheader("Invite somebody", anchor=False)
    roles = [role for role in ACCOUNT_ROLES if access.doors.takes_passwords_of(role)]
    if access.doors.provider:
        st.text("People sign in with their work account here. A link is for another steward only.")
    with st.form("invite", border=False):
        role = st.selectbox("What will they do?", roles, format_func=lambda one: ROLE_WORDS[one].capitalize())
        organisation = st.selectbox(
            "Where do they work?", list(access.accounts.known(reader).organisations.values()), index=None,
            accept_new_options=True, placeholder="Leave this empty to have them say it", key="invited-from",
        )  # fmt: skip
        if st.form_submit_button("Make a link", type="primary"):
            token = access.links.invite(reader, role, organisation=organisation or "")
            one_time_link("Give them this link, within a week.", f"/insight/welcome/{token}")


def somebody(wanted: str) -> None:
    """One person, and what can be changed."""
    found = next((one for one in access.accounts.people(reader) if one.account.id == wanted), None)
    if found is None:
        raise NotFound("There is no such account.")
    st.title(found.account.name)
    if st.session_state.pop(DONE, False):
        st.success("Done. It holds from their next click on.")
    st.text(f"{person.lines(found)}\nSigns in as {found.account.sign_in_name}")
    changed = person.what_they_do(reader, found)
    changed |= person.where_they_belong(reader, found, access.accounts.known(reader))
    person.cannot_come_in(reader, found)
    changed |= person.out(reader, found)
    if changed:
        st.session_state[DONE] = True
        st.rerun()


chosen = st.query_params.get("who", "")
begin_at_the_top(chosen)
try:
    if chosen:
        somebody(chosen)
    else:
        everybody()
except InsightError as error:
    st.error(str(error))
if chosen and st.button("Back to everybody", type="tertiary"):
    go()
