"""One-time links: invitations, the first steward's, and new passwords, against a real bank."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from insight.access.links import Links
from insight.access.reader import Reader, Role, operator
from insight.errors import BadInput, NotAllowed, NotFound, Refused
from insight.store.unit_of_work import Bank
from tests.access.conftest import GOOD, Clock, Entrance

DAY = timedelta(days=1)
NEW = "river teapot candle"


@pytest.fixture
def links(door: Entrance) -> Links:
    return door.links


# One-time links.


def test_an_invitation_makes_one_account_and_signs_it_in(door: Entrance, links: Links, bank: Bank) -> None:
    link = links.invite(operator(), Role.PEER_RESEARCHER, DAY)
    assert links.invitation(link).role is Role.PEER_RESEARCHER
    reader = door.sign_in.reader(links.accept(link, "Hilary", " Hilary ", GOOD, "Harbour  House "))
    assert reader is not None
    assert (reader.name, reader.role) == ("Hilary", Role.PEER_RESEARCHER)
    with bank.reading() as work:
        assert work.alliance.organisations()[str(reader.organisation)] == "Harbour House"
    assert door.sign_in.reader(door.sign_in.sign_in("hilary", GOOD)) is not None

    with pytest.raises(NotFound):
        links.invitation(link)
    with pytest.raises(NotFound, match="has been used"):
        links.accept(link, "second", "Second", GOOD)


@pytest.mark.parametrize(
    ("sign_in_name", "name", "password", "error"),
    [
        ("ade", "Another", GOOD, Refused),
        ("two words", "Another", GOOD, BadInput),
        ("", "Another", GOOD, BadInput),
        ("x" * 101, "Another", GOOD, BadInput),
        ("another", "  ", GOOD, BadInput),
        ("another", "A" * 101, GOOD, BadInput),
        ("another", "Another", "another12", BadInput),
    ],
)
def test_a_slip_does_not_use_an_invitation_up(
    links: Links, sign_in_name: str, name: str, password: str, error: type[Exception]
) -> None:
    link = links.invite(operator(), Role.MEMBER, DAY)
    with pytest.raises(error):
        links.accept(link, sign_in_name, name, password)
    links.accept(link, "another", "Another", GOOD)


def test_an_invitation_runs_out(links: Links, clock: Clock) -> None:
    link = links.invite(operator(), Role.MEMBER, DAY)
    clock.forward(days=1)
    with pytest.raises(NotFound):
        links.accept(link, "late", "Late", GOOD)


def test_the_first_run_makes_a_steward_and_only_the_newest_link_is_good(
    door: Entrance, entrance: Callable[..., Entrance], bank: Bank, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "insight.db") as raw:
        raw.execute("DELETE FROM account WHERE sign_in_name = 'rowan'")
    links = door.links
    old, new = links.first_run_link(), links.first_run_link()
    assert old is not None
    assert new is not None
    with pytest.raises(NotFound):
        links.accept(old, "hilary", "Hilary", GOOD)
    reader = door.sign_in.reader(links.accept(new, "hilary", "Hilary", GOOD))
    assert reader is not None
    assert reader.role is Role.STEWARD
    assert links.first_run_link() is None


def test_a_demo_steward_does_not_stand_in_for_a_real_one(
    door: Entrance, entrance: Callable[..., Entrance], bank: Bank, tmp_path: Path
) -> None:
    with bank.writing() as work:
        work.people.add("demo-steward", "Sam", Role.STEWARD, None, datetime.now(UTC), demo=True)
    with sqlite3.connect(tmp_path / "insight.db") as raw:
        raw.execute("DELETE FROM account WHERE sign_in_name = 'rowan'")
    assert entrance(demo=True).links.first_run_link() is None
    assert door.links.first_run_link() is not None


def test_an_invitation_may_say_where_somebody_works(door: Entrance, links: Links, bank: Bank) -> None:
    link = links.invite(operator(), Role.MEMBER, organisation=" Harbour  House ")
    reader = door.sign_in.reader(links.accept(link, "hilary", "Hilary", GOOD, "Another house"))
    assert reader is not None
    with bank.reading() as work:
        assert work.alliance.organisations()[str(reader.organisation)] == "Harbour House"


# Beside an identity provider.


def test_beside_a_provider_only_stewards_are_invited(entrance: Callable[..., Entrance], door: Entrance) -> None:
    before = door.links.invite(operator(), Role.MEMBER)
    links = entrance(provider=True).links
    with pytest.raises(Refused, match="work account"):
        links.invite(operator(), Role.MEMBER)
    with pytest.raises(NotFound):
        links.accept(before, "hilary", "Hilary", GOOD)
    links.accept(links.invite(operator(), Role.STEWARD), "hilary", "Hilary", GOOD)


# A new password.


def test_a_link_sets_a_new_password_once_and_ends_every_session(door: Entrance, links: Links) -> None:
    here = door.sign_in.sign_in("ade", GOOD)
    link = links.new_password_link(operator(), door.account("ade").id)
    assert links.whose_password(link).name == "Ade"
    assert door.sign_in.reader(here) is not None
    links.set_password(link, NEW)
    assert door.sign_in.reader(here) is None
    with pytest.raises(NotAllowed):
        door.sign_in.sign_in("ade", GOOD)
    assert door.sign_in.reader(door.sign_in.sign_in("ade", NEW)) is not None
    for again in (lambda: links.whose_password(link), lambda: links.set_password(link, GOOD)):
        with pytest.raises(NotFound):
            again()
    assert door.said()[:3] == ["signed_in", "password_link_made", "password_set_by_link"]


def test_a_weak_password_does_not_use_the_link_up(door: Entrance, links: Links) -> None:
    link = links.new_password_link(operator(), door.account("ade").id)
    with pytest.raises(BadInput):
        links.set_password(link, "password12")
    links.set_password(link, NEW)


def test_only_the_newest_link_sets_a_password_and_only_for_a_day(door: Entrance, links: Links, clock: Clock) -> None:
    old, new = (links.new_password_link(operator(), door.account("ade").id) for _ in range(2))
    with pytest.raises(NotFound):
        links.whose_password(old)
    clock.forward(hours=23, minutes=59)
    links.whose_password(new)
    clock.forward(minutes=1)
    with pytest.raises(NotFound):
        links.set_password(new, NEW)


def test_a_paused_sign_in_goes_on_after_a_new_password(door: Entrance, links: Links) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed):
            door.sign_in.sign_in("ade", "wrong")
    links.set_password(links.new_password_link(operator(), door.account("ade").id), NEW)
    assert door.sign_in.reader(door.sign_in.sign_in("ade", NEW)) is not None


@pytest.mark.parametrize("clears", [True, False])
def test_the_codes_of_a_lost_phone_end_only_where_the_steward_says_so(
    door: Entrance, links: Links, bank: Bank, clears: bool
) -> None:
    ade = door.reader("ade")
    door.my_account.propose_codes(ade)
    setup = door.my_account.setup(ade)
    assert setup is not None
    door.my_account.confirm_codes(ade, "", pyotp.TOTP(setup.letters).at(door.clock.now))
    links.set_password(links.new_password_link(operator(), ade.id, clears_second_factor=clears), NEW)
    assert door.sign_in.owes_code(door.sign_in.sign_in("ade", NEW)) is not clears
    with bank.reading() as work:
        assert (work.vault.fetch(ade.id, "second_factor") is None) is clears
        assert work.ways_in.recovery_codes_left(ade.id) == (0 if clears else 10)


def test_a_closed_account_has_no_link_and_its_links_are_void(door: Entrance, links: Links) -> None:
    ade = door.account("ade").id
    link = links.new_password_link(operator(), ade)
    door.accounts.close(operator(), ade)
    with pytest.raises(Refused):
        links.new_password_link(operator(), ade)
    door.accounts.open_again(operator(), ade)
    with pytest.raises(NotFound):
        links.set_password(link, NEW)


def test_there_is_no_link_for_somebody_of_the_demo_or_nobody(entrance: Callable[..., Entrance]) -> None:
    demo = entrance(demo=True)
    with pytest.raises(Refused):
        demo.links.new_password_link(operator(), demo.account("demo-morgan").id)
    with pytest.raises(NotFound):
        demo.links.new_password_link(operator(), "nobody")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.STEWARD, Role.OPERATOR)])
def test_nobody_else_makes_links(door: Entrance, links: Links, role: Role) -> None:
    reader = Reader("x", "X", role)
    for attempt in (
        lambda: links.invite(reader, Role.STEWARD),
        lambda: links.new_password_link(reader, door.account("rowan").id),
    ):
        with pytest.raises(NotAllowed):
            attempt()
