"""The steward's list: roles, places, closing and opening, against a real bank."""

from collections.abc import Callable

import pytest

from insight.access.accounts import Accounts
from insight.access.gate import scope
from insight.access.reader import Reader, Role, operator
from insight.errors import BadInput, NotAllowed, NotFound, Refused
from insight.store.unit_of_work import Bank
from tests.access.conftest import GOOD, Entrance


@pytest.fixture
def accounts(door: Entrance) -> Accounts:
    return door.accounts


def test_the_steward_adds_lists_and_changes(entrance: Callable[..., Entrance]) -> None:
    door = entrance(demo=True)
    rowan = door.reader("rowan")
    door.accounts.add_user(rowan, "Hilary", "Hilary", Role.MEMBER, GOOD)
    door.accounts.change_role(rowan, "hilary", Role.READER)
    assert {one.sign_in_name: one.role for one in door.accounts.list_users(rowan)} == {
        "ade": Role.INTERVIEWER,
        "rowan": Role.STEWARD,
        "demo-morgan": Role.MEMBER,
        "hilary": Role.READER,
    }
    assert door.said() == ["account_made", "role_changed"]


def test_outside_the_demo_its_people_are_not_listed(accounts: Accounts) -> None:
    assert [one.name for one in accounts.list_users(operator())] == ["Ade", "Rowan"]


def test_everybody_is_listed_with_where_they_belong_and_when_they_came(door: Entrance, accounts: Accounts) -> None:
    ade = door.account("ade").id
    accounts.place(
        operator(), ade, "Harbour  House", new_teams=["Night team", " Night  team"], subgroups=["Estates", "Workforce"]
    )
    door.sign_in.sign_in("ade", GOOD)
    came = door.clock.now
    door.clock.forward(days=3)
    first, second = accounts.people(operator())
    assert (first.organisation, first.teams) == ("Harbour House", ("Harbour House, Night team",))
    assert first.subgroups == ("Estates", "Workforce")
    assert first.last_signed_in == came
    assert not first.account.second_factor
    assert (second.organisation, second.teams, second.last_signed_in) == ("", (), None)


def test_where_somebody_belongs_takes_the_place_of_where_they_did(door: Entrance, accounts: Accounts) -> None:
    ade = door.account("ade").id
    accounts.place(operator(), ade, "Harbour House", new_teams=["Night team"], subgroups=["Estates"])
    [night] = door.account("ade").teams
    accounts.place(operator(), ade, "Harbour House", teams=[night, "no such team"], new_teams=["Day team"])
    assert len(door.account("ade").teams) == 2
    assert door.account("ade").subgroups == frozenset()
    accounts.place(operator(), ade, "")
    assert door.account("ade").teams == frozenset()
    assert door.account("ade").organisation is None
    with pytest.raises(BadInput, match="Name the organisation"):
        accounts.place(operator(), ade, "", new_teams=["Day team"])


def test_a_team_is_kept_from_what_was_not_for_it(door: Entrance, accounts: Accounts) -> None:
    accounts.place(operator(), door.account("ade").id, "Harbour House", new_teams=["Night team"])
    assert scope(door.reader("ade"), today=door.clock.now.date()).teams == door.account("ade").teams != frozenset()


def test_closing_ends_what_is_open_and_deletes_nothing(door: Entrance, accounts: Accounts, bank: Bank) -> None:
    here = door.sign_in.sign_in("ade", GOOD)
    accounts.close(operator(), door.account("ade").id)
    assert door.sign_in.reader(here) is None
    assert not door.account("ade").active
    with bank.reading() as work:
        assert work.people.sessions_of(door.account("ade").id) == ()
    accounts.open_again(operator(), door.account("ade").id)
    assert door.sign_in.reader(door.sign_in.sign_in("ade", GOOD)) is not None
    assert door.said() == ["signed_in", "account_closed", "account_opened_again", "signed_in"]


def test_signing_somebody_out_ends_their_sessions_and_no_others(door: Entrance, accounts: Accounts) -> None:
    theirs = [door.sign_in.sign_in("ade", GOOD) for _ in range(2)]
    mine = door.sign_in.sign_in("rowan", GOOD)
    accounts.sign_out(door.reader("rowan"), door.account("ade").id)
    assert [door.sign_in.reader(one) for one in theirs] == [None, None]
    assert door.sign_in.reader(mine) is not None


def test_there_is_always_a_steward(door: Entrance, accounts: Accounts) -> None:
    rowan = door.account("rowan").id
    for attempt in (
        lambda: accounts.change_role(operator(), "rowan", Role.MEMBER),
        lambda: accounts.close(operator(), rowan),
    ):
        with pytest.raises(Refused, match="only steward"):
            attempt()
    accounts.change_role(operator(), "ade", Role.STEWARD)
    accounts.close(operator(), rowan)
    with pytest.raises(Refused, match="only steward"):
        accounts.change_role(operator(), "ade", Role.MEMBER)
    accounts.open_again(operator(), rowan)
    accounts.change_role(operator(), "ade", Role.MEMBER)


def test_a_steward_of_the_demo_does_not_stand_in_for_a_real_one(door: Entrance, bank: Bank) -> None:
    with bank.writing() as work:
        work.people.add("demo-steward", "Sam", Role.STEWARD, None, door.clock.now, demo=True)
    with pytest.raises(Refused, match="only steward"):
        door.accounts.close(operator(), door.account("rowan").id)


def test_a_role_that_a_provider_gave_is_changed_there(entrance: Callable[..., Entrance], bank: Bank) -> None:
    door = entrance(provider=True)
    with bank.writing() as work:
        work.people.add("provider:1", "Kit", Role.MEMBER, None, door.clock.now, subject="https://issuer kit")
    with pytest.raises(Refused, match="Change it there"):
        door.accounts.change_role(operator(), "provider:1", Role.STEWARD)


def test_nobody_is_changed_who_is_not_there(accounts: Accounts) -> None:
    for attempt in (
        lambda: accounts.change_role(operator(), "nobody", Role.MEMBER),
        lambda: accounts.called(operator(), "nobody"),
        lambda: accounts.close(operator(), "nobody"),
        lambda: accounts.open_again(operator(), "nobody"),
        lambda: accounts.sign_out(operator(), "nobody"),
        lambda: accounts.place(operator(), "nobody", ""),
    ):
        with pytest.raises(NotFound):
            attempt()


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.STEWARD, Role.OPERATOR)])
def test_nobody_else_touches_accounts(door: Entrance, accounts: Accounts, role: Role) -> None:
    reader, ade = Reader("x", "X", role), door.account("ade").id
    for attempt in (
        lambda: accounts.list_users(reader),
        lambda: accounts.people(reader),
        lambda: accounts.known(reader),
        lambda: accounts.called(reader, "ade"),
        lambda: accounts.add_user(reader, "mine", "Mine", Role.STEWARD, GOOD),
        lambda: accounts.change_role(reader, "ade", Role.STEWARD),
        lambda: accounts.place(reader, ade, "Mine"),
        lambda: accounts.close(reader, ade),
        lambda: accounts.open_again(reader, ade),
        lambda: accounts.sign_out(reader, ade),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert door.said() == []


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SYSTEM])
def test_no_account_has_a_role_that_is_no_persons(door: Entrance, accounts: Accounts, role: Role) -> None:
    for attempt in (
        lambda: accounts.add_user(operator(), "mine", "Mine", role, GOOD),
        lambda: accounts.change_role(operator(), "ade", role),
        lambda: door.links.invite(operator(), role),
    ):
        with pytest.raises(BadInput):
            attempt()
