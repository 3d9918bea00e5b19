"""One account as the steward sees it: what they may do, where they belong, and what to do when they cannot come in."""

import streamlit as st

from insight.access.accounts import Known, Person
from insight.access.reader import ACCOUNT_ROLES, ROLE_WORDS, Reader
from pages.parts.one_time_link import one_time_link
from pages.parts.wiring import house


def lines(person: Person) -> str:
    """What there is to know, one thing a line."""
    one, last = person.account, person.last_signed_in
    said = [
        ROLE_WORDS[one.role].capitalize(),
        ", ".join(filter(None, (person.organisation if not person.teams else "", *person.teams))),
        ", ".join(person.subgroups),
        "Signs in with a code from a phone" if one.second_factor else "",
        "Signs in with their work account" if one.by_provider else "",
        f"Last signed in on {last.astimezone():%-d %B %Y}" if last else "Has not signed in yet",
        "" if one.active else "This account is closed",
    ]
    return "\n".join(filter(None, said))


def what_they_do(reader: Reader, person: Person) -> bool:
    """Another role; whether there is one now."""
    st.subheader("What they do", anchor=False)
    if person.account.by_provider:
        st.text("This comes with the groups of their work account, each time they sign in. Change it there.")
        return False
    with st.form("role", border=False):
        role = st.selectbox(
            "Their part", ACCOUNT_ROLES, index=ACCOUNT_ROLES.index(person.account.role),
            format_func=lambda one: ROLE_WORDS[one].capitalize(),
        )  # fmt: skip
        if not st.form_submit_button("Change it"):
            return False
    house().access.accounts.change_role(reader, person.account.sign_in_name, role)
    return True


def where_they_belong(reader: Reader, person: Person, known: Known) -> bool:
    """Organisation, teams and sub-groups; whether they were kept just now."""
    st.subheader("Where they belong", anchor=False)
    st.text(
        "Teams matter. People who tell us may say that a team should not read it, and a team that works with them "
        "should not either. Whoever is in such a team does not see it. Some inquiries are for one sub-group only."
    )
    names = list(known.organisations.values())
    by_name = {name: team for team, name in known.teams.items()}
    with st.form("place", border=False):
        organisation = st.selectbox(
            "Organisation", names, index=names.index(person.organisation) if person.organisation else None,
            accept_new_options=True, placeholder="Choose one, or type a new one",
        )  # fmt: skip
        teams = st.multiselect(
            "Teams", list(by_name), default=list(person.teams), accept_new_options=True,
            placeholder="Choose some, or type a new one of this organisation",
        )  # fmt: skip
        groups = st.multiselect(
            "Learning sub-groups", list(known.subgroups.values()), default=list(person.subgroups),
            accept_new_options=True, placeholder="Choose some, or type a new one",
        )  # fmt: skip
        if not st.form_submit_button("Keep this", type="primary"):
            return False
    house().access.accounts.place(
        reader, person.account.id, organisation or "",
        teams=[by_name[one] for one in teams if one in by_name],
        new_teams=[one for one in teams if one not in by_name], subgroups=groups,
    )  # fmt: skip
    return True


def cannot_come_in(reader: Reader, person: Person) -> None:
    """A link for a new password."""
    one = person.account
    if not one.active or one.by_provider or one.demo:
        return
    st.subheader("If they cannot sign in", anchor=False)
    with st.form("link", border=False):
        lost = one.second_factor and st.checkbox("Their phone is lost: ask for no code after this")
        if st.form_submit_button("Make a link for a new password"):
            token = house().access.links.new_password_link(reader, one.id, clears_second_factor=lost)
            one_time_link(f"Give this link to {one.name}, within a day.", f"/insight/new-password/{token}")


def out(reader: Reader, person: Person) -> bool:
    """Signed out everywhere, or closed, or opened again; whether something changed."""
    st.subheader("If they should be out", anchor=False)
    accounts, one = house().access.accounts, person.account
    if not one.active:
        if pressed := st.button("Open this account again"):
            accounts.open_again(reader, one.id)
        return pressed
    st.text("A closed account is signed out at once, and opens nothing. Nothing is deleted.")
    if st.button("Sign them out everywhere"):
        accounts.sign_out(reader, one.id)
        return True
    if st.button("Close this account"):
        accounts.close(reader, one.id)
        return True
    return False
