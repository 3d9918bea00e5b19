"""One's own account: the password, the second factor and the open sessions, against a real bank."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import pyotp
import pytest
import segno

from insight.access.entering import TOO_MANY
from insight.access.my_account import WRONG_PASSWORD, MyAccount
from insight.access.reader import Reader, Role, operator, system
from insight.errors import BadInput, NotAllowed, Refused
from insight.store.unit_of_work import Bank
from tests.access.conftest import GOOD, Entrance

NEW = "river teapot candle"


@pytest.fixture
def ade(door: Entrance) -> Reader:
    return door.reader("ade")


@pytest.fixture
def mine(door: Entrance) -> MyAccount:
    return door.my_account


def turn_on(door: Entrance, reader: Reader, token: str = "") -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """The phone, and the recovery codes."""
    door.my_account.propose_codes(reader)
    setup = door.my_account.setup(reader)
    assert setup is not None
    phone = pyotp.TOTP(setup.letters)
    return phone, door.my_account.confirm_codes(reader, token, phone.at(door.clock.now))


# The password.


def test_a_new_password_takes_the_place_of_the_present_one_and_ends_all_other_sessions(
    door: Entrance, mine: MyAccount, ade: Reader
) -> None:
    here, there = (door.sign_in.sign_in("ade", GOOD) for _ in range(2))
    link = door.links.new_password_link(operator(), ade.id)
    mine.change_password(ade, here, GOOD, NEW)
    assert door.sign_in.reader(here) is not None
    assert door.sign_in.reader(there) is None
    with pytest.raises(Refused):
        door.links.whose_password(link)
    with pytest.raises(NotAllowed):
        door.sign_in.sign_in("ade", GOOD)
    assert door.sign_in.reader(door.sign_in.sign_in("ade", NEW)) is not None
    assert "password_changed" in door.said()


@pytest.mark.parametrize("ask", ["change", "stop"])
def test_the_present_password_is_asked_for_and_guesses_are_counted(
    door: Entrance, mine: MyAccount, ade: Reader, ask: str
) -> None:
    here, there = (door.sign_in.sign_in("ade", GOOD) for _ in range(2))
    answers = []
    for number in range(7):
        with pytest.raises(NotAllowed) as refusal:
            mine.change_password(ade, here, f"guess {number}", NEW) if ask == "change" else mine.stop_codes(
                ade, "guess"
            )
        answers.append(str(refusal.value))
    assert answers == [WRONG_PASSWORD] * 5 + [TOO_MANY] * 2
    assert door.sign_in.reader(there) is not None
    with pytest.raises(NotAllowed, match="Too many"):
        door.sign_in.sign_in("ade", GOOD)


def test_a_weak_new_password_is_refused_and_nothing_changes(door: Entrance, mine: MyAccount, ade: Reader) -> None:
    there = door.sign_in.sign_in("ade", GOOD)
    with pytest.raises(BadInput):
        mine.change_password(ade, "", GOOD, "password12")
    assert door.sign_in.reader(there) is not None
    door.sign_in.sign_in("ade", GOOD)


# Sessions.


def test_open_sessions_are_listed_and_none_that_ran_out_or_owes_a_code(
    door: Entrance, mine: MyAccount, ade: Reader
) -> None:
    door.sign_in.sign_in("ade", GOOD)
    door.clock.forward(minutes=31)
    there, began = door.sign_in.sign_in("ade", GOOD), door.clock.now
    door.clock.forward(minutes=10)
    here = door.sign_in.sign_in("ade", GOOD)
    assert [(one.began, one.here) for one in mine.sessions(ade, here)] == [
        (began + timedelta(minutes=10), True), (began, False),
    ]  # fmt: skip
    turn_on(door, ade, here)
    door.sign_in.sign_in("ade", GOOD)
    assert [one.here for one in mine.sessions(ade, here)] == [True]
    assert door.sign_in.reader(there) is None
    assert mine.sessions(door.reader("rowan"), here) == ()


# The second factor.


def test_a_secret_counts_for_nothing_until_a_code_was_given(door: Entrance, mine: MyAccount, ade: Reader) -> None:
    assert mine.setup(ade) is None
    mine.propose_codes(ade)
    setup = mine.setup(ade)
    assert setup is not None
    assert re.fullmatch(r"data:image/svg\+xml;charset=utf-8,[\w%.~-]+", setup.picture)
    with pytest.raises(NotAllowed):
        mine.confirm_codes(ade, "", "12")
    assert not door.account("ade").second_factor
    assert door.sign_in.reader(door.sign_in.sign_in("ade", GOOD)) is not None
    made = mine.confirm_codes(ade, "", pyotp.TOTP(setup.letters).at(door.clock.now))
    assert len(set(made)) == 10
    assert door.account("ade").second_factor
    assert mine.setup(ade) is None


def test_the_picture_says_what_the_letters_say(door: Entrance, mine: MyAccount, ade: Reader) -> None:
    mine.propose_codes(ade)
    setup = mine.setup(ade)
    assert setup is not None
    address = pyotp.TOTP(setup.letters).provisioning_uri(name="ade", issuer_name="Insight")
    drawn = segno.make(address, error="m", micro=False)
    path = drawn.svg_inline(scale=5).partition(' d="')[2].partition('"')[0]
    assert path in unquote(setup.picture)


def test_whoever_proposes_again_has_another_secret(mine: MyAccount, ade: Reader) -> None:
    secrets = set()
    for _ in range(2):
        mine.propose_codes(ade)
        setup = mine.setup(ade)
        assert setup is not None
        secrets.add(setup.letters)
    assert len(secrets) == 2


def test_a_phone_is_not_replaced_while_its_codes_are_asked_for(door: Entrance, mine: MyAccount, ade: Reader) -> None:
    phone, _ = turn_on(door, ade)
    with pytest.raises(Refused):
        mine.propose_codes(ade)
    door.clock.forward(seconds=30)
    with pytest.raises(Refused):
        mine.confirm_codes(ade, "", phone.at(door.clock.now))
    assert door.sign_in.give_code(door.sign_in.sign_in("ade", GOOD), phone.at(door.clock.now))


def test_turning_it_off_forgets_everything(door: Entrance, mine: MyAccount, ade: Reader, bank: Bank) -> None:
    phone, recovery = turn_on(door, ade)
    mine.stop_codes(ade, GOOD)
    assert door.sign_in.reader(door.sign_in.sign_in("ade", GOOD)) is not None
    with bank.reading() as work:
        assert work.vault.fetch(ade.id, "second_factor") is None
        assert work.ways_in.recovery_codes_left(ade.id) == 0
    other, _ = turn_on(door, ade)
    assert other.secret != phone.secret
    with pytest.raises(NotAllowed):
        door.sign_in.give_code(door.sign_in.sign_in("ade", GOOD), recovery[0])


@pytest.mark.parametrize("doors", [{"demo": True}, {"provider": True}])
def test_who_has_no_password_here_has_none_of_this(
    entrance: Callable[..., Entrance], bank: Bank, doors: dict[str, bool]
) -> None:
    door = entrance(**doors)
    with bank.writing() as work:
        work.people.add("provider:1", "Kit", Role.MEMBER, None, door.clock.now, subject="https://issuer kit")
    reader = door.reader("demo-morgan" if "demo" in doors else "provider:1")
    for attempt in (
        lambda: door.my_account.change_password(reader, "", "", NEW),
        lambda: door.my_account.propose_codes(reader),
        lambda: door.my_account.stop_codes(reader, ""),
    ):
        with pytest.raises(Refused, match="no password"):
            attempt()


@pytest.mark.parametrize("reader", [operator(), system("sweep")])
def test_who_is_no_account_has_none(mine: MyAccount, reader: Reader) -> None:
    for attempt in (
        lambda: mine.account(reader),
        lambda: mine.sessions(reader, ""),
        lambda: mine.change_password(reader, "", GOOD, NEW),
        lambda: mine.propose_codes(reader),
        lambda: mine.setup(reader),
        lambda: mine.confirm_codes(reader, "", "1"),
        lambda: mine.stop_codes(reader, GOOD),
        lambda: mine.recovery_codes_left(reader),
    ):
        with pytest.raises(NotAllowed):
            attempt()
