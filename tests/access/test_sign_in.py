"""Sessions, throttling, the code after the password, and the demo's people, against a real bank."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest

from insight.access import second_factor
from insight.access.entering import TOO_MANY
from insight.access.reader import Role, operator
from insight.access.sign_in import WRONG, WRONG_CODE, SignIn
from insight.errors import NotAllowed, NotFound
from insight.store.database import open_database
from insight.store.unit_of_work import Bank
from tests.access.conftest import GOOD, Clock, Entrance

Make = Callable[..., SignIn]


@pytest.fixture
def make(entrance: Callable[..., Entrance]) -> Make:
    return lambda **doors: entrance(**doors).sign_in


@pytest.fixture
def sign_in(door: Entrance) -> SignIn:
    return door.sign_in


def account_id(bank: Bank, name: str) -> str:
    with bank.reading() as work:
        found = work.people.by_sign_in_name(name)
        assert found is not None
        return found[0].id


def said(bank: Bank) -> list[str]:
    with bank.reading() as work:
        assert work.records.broken_at() is None
        return [entry.what for entry in reversed(work.records.entries(100))]


# Signing in.


@pytest.mark.parametrize("name", ["ade", "Ade", "  ADE ", "\uff41de"])
def test_the_right_name_and_password_begin_a_session(sign_in: SignIn, bank: Bank, name: str) -> None:
    token = sign_in.sign_in(name, GOOD)
    reader = sign_in.reader(token)
    assert reader is not None
    assert (reader.name, reader.role) == ("Ade", Role.INTERVIEWER)
    assert len(token) >= 43
    assert said(bank) == ["signed_in"]


@pytest.mark.parametrize(
    ("name", "password"),
    [("ade", "kettle moss"), ("nobody", GOOD), ("", ""), ("demo-morgan", GOOD), ("ade' or 1=1 --", GOOD)],
)
def test_everything_else_is_refused_in_the_same_words(sign_in: SignIn, name: str, password: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        sign_in.sign_in(name, password)
    assert str(refusal.value) == WRONG


@pytest.mark.parametrize("name", ["ade", "nobody"])
def test_after_five_wrong_passwords_even_the_right_one_waits(
    sign_in: SignIn, bank: Bank, clock: Clock, name: str
) -> None:
    answers = []
    for number in range(20):
        with pytest.raises(NotAllowed) as refusal:
            sign_in.sign_in(name, f"wrong {number}")
        answers.append(str(refusal.value))
        clock.forward(seconds=10)
    assert answers == [WRONG] * 5 + [TOO_MANY] * 15
    with pytest.raises(NotAllowed, match="Too many"):
        sign_in.sign_in(name, GOOD)
    assert said(bank) == ["sign_in_paused"]

    clock.forward(minutes=15)
    if name == "ade":
        assert sign_in.reader(sign_in.sign_in(name, GOOD)) is not None


def test_one_persons_slips_do_not_stop_another(sign_in: SignIn) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed):
            sign_in.sign_in("ade", "wrong")
    assert sign_in.reader(sign_in.sign_in("rowan", GOOD)) is not None


def test_the_right_password_forgives_the_wrong_ones(sign_in: SignIn) -> None:
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(NotAllowed) as refusal:
                sign_in.sign_in("ade", "wrong")
            assert str(refusal.value) == WRONG
        sign_in.sign_in("ade", GOOD)


def test_many_tries_at_once_are_counted_one_by_one(sign_in: SignIn) -> None:
    answers: list[str] = []

    def guess() -> None:
        try:
            sign_in.sign_in("ade", "wrong")
        except NotAllowed as refusal:
            answers.append(str(refusal))

    tries = [threading.Thread(target=guess) for _ in range(10)]
    for one in tries:
        one.start()
    for one in tries:
        one.join()
    assert sorted(answers) == sorted([WRONG] * 5 + [TOO_MANY] * 5)


# Sessions.


@pytest.mark.parametrize(
    ("clicks", "signed_in"),
    [
        ([30], True),
        ([30.1], False),
        ([20, 20, 20], True),
        ([29] * 24, True),
        ([29] * 25, False),
        ([0.5, 29.4], True),
        ([0.5, 29.6], False),
    ],
)
def test_a_session_ends_when_idle_and_in_any_case_after_its_hours(
    sign_in: SignIn, clock: Clock, clicks: list[float], signed_in: bool
) -> None:
    token = sign_in.sign_in("ade", GOOD)
    for minutes in clicks:
        clock.forward(minutes=minutes)
        there = sign_in.reader(token) is not None
    assert there is signed_in


def test_a_sign_of_life_is_written_at_most_once_a_minute(sign_in: SignIn, bank: Bank, clock: Clock) -> None:
    token, start = sign_in.sign_in("ade", GOOD), clock.now
    seen = []
    for _ in range(5):
        clock.forward(seconds=20)
        sign_in.reader(token)
        with bank.reading() as work:
            session = work.people.session(hashlib.sha256(token.encode()).hexdigest())
            assert session is not None
            seen.append((session.seen - start).seconds)
    assert seen == [0, 0, 60, 60, 60]


def test_signing_out_ends_this_session_only(sign_in: SignIn, bank: Bank) -> None:
    here, there = sign_in.sign_in("ade", GOOD), sign_in.sign_in("ade", GOOD)
    sign_in.sign_out(here)
    sign_in.sign_out(here)
    sign_in.sign_out("no such session")
    assert sign_in.reader(here) is None
    assert sign_in.reader(there) is not None
    assert said(bank) == ["signed_in", "signed_in", "signed_out"]


def test_signing_out_everywhere_ends_all_of_ones_own_sessions(sign_in: SignIn) -> None:
    mine = [sign_in.sign_in("ade", GOOD) for _ in range(2)]
    anothers = sign_in.sign_in("rowan", GOOD)
    reader = sign_in.reader(mine[0])
    assert reader is not None
    sign_in.sign_out_everywhere(reader)
    assert [sign_in.reader(token) for token in mine] == [None, None]
    assert sign_in.reader(anothers) is not None


def test_a_changed_role_holds_at_the_next_look(door: Entrance, sign_in: SignIn) -> None:
    token = sign_in.sign_in("ade", GOOD)
    door.accounts.change_role(operator(), "ADE", Role.READER)
    reader = sign_in.reader(token)
    assert reader is not None
    assert reader.role is Role.READER


def test_a_closed_account_is_out_at_once_and_cannot_come_back(door: Entrance, sign_in: SignIn) -> None:
    token = sign_in.sign_in("ade", GOOD)
    door.accounts.close(operator(), door.account("ade").id)
    assert sign_in.reader(token) is None
    with pytest.raises(NotAllowed, match=WRONG):
        sign_in.sign_in("ade", GOOD)
    door.accounts.open_again(operator(), door.account("ade").id)
    assert sign_in.reader(token) is None
    assert sign_in.reader(sign_in.sign_in("ade", GOOD)) is not None


def test_a_password_that_was_changed_while_it_was_checked_opens_nothing(bank: Bank, door: Entrance) -> None:
    class Slow:
        def verify(self, kept: str | None, _password: str) -> bool:
            with bank.writing() as work:
                work.people.set_password(door.account("ade").id, "another hash")
            return kept is not None

    door.sign_in._passwords = Slow()
    with pytest.raises(NotAllowed, match=WRONG):
        door.sign_in.sign_in("ade", GOOD)


@pytest.mark.parametrize("token", ["", "x", "é", "\ud800", "0" * 10_000])
def test_a_made_up_token_is_nobody(sign_in: SignIn, token: str) -> None:
    assert sign_in.reader(token) is None


def test_the_bank_keeps_no_token_and_no_password(entrance: Callable[..., Entrance], bank: Bank, tmp_path: Path) -> None:
    door = entrance(demo=True)
    secrets = [
        door.sign_in.sign_in("ade", GOOD),
        door.links.invite(operator(), Role.MEMBER),
        door.links.new_password_link(operator(), door.account("ade").id),
        door.sign_in.demo_sign_in(account_id(bank, "demo-morgan")),
        GOOD,
    ]
    with bank.writing() as work:
        work.records.set("settled", "yes")
    for file in tmp_path.iterdir():
        for secret in secrets:
            assert secret.encode() not in file.read_bytes(), file.name


def test_the_audit_names_nobody(door: Entrance, sign_in: SignIn, bank: Bank) -> None:
    door.links.accept(door.links.invite(operator(), Role.MEMBER), "hilary", "Hilary Tremaine", GOOD, "Harbour House")
    door.accounts.place(operator(), door.account("hilary").id, "Harbour House", new_teams=["Tremaine Street"])
    for name in ("ade", "nobody"):
        for _ in range(6):
            with pytest.raises(NotAllowed):
                sign_in.sign_in(name, "wrong")
    with bank.reading() as work:
        everything = repr(work.records.entries(100)).lower()
    for word in ("hilary", "tremaine", "harbour", "'ade'", "nobody"):
        assert word not in everything


# The demo.


def test_demo_people_can_be_tried_in_the_demo_and_nobody_else(make: Make, bank: Bank) -> None:
    demo = make(demo=True)
    assert [one.name for one in demo.demo_people()] == ["Morgan"]
    reader = demo.reader(demo.demo_sign_in(account_id(bank, "demo-morgan")))
    assert reader is not None
    assert reader.role is Role.MEMBER
    for other in (account_id(bank, "ade"), "", "no such id"):
        with pytest.raises(NotAllowed):
            demo.demo_sign_in(other)


def test_outside_the_demo_its_people_are_not_there_and_their_sessions_end(make: Make, bank: Bank) -> None:
    token = make(demo=True).demo_sign_in(account_id(bank, "demo-morgan"))
    real = make(demo=False)
    assert real.demo_people() == ()
    assert real.reader(token) is None
    with pytest.raises(NotAllowed):
        real.demo_sign_in(account_id(bank, "demo-morgan"))


@pytest.mark.parametrize("ended", [True, False])
def test_what_was_ended_stays_ended_after_a_restart(door: Entrance, tmp_path: Path, ended: bool) -> None:
    token = door.sign_in.sign_in("ade", GOOD)
    if ended:
        door.accounts.sign_out(operator(), door.account("ade").id)
    engine = open_database(f"sqlite:///{tmp_path / 'insight.db'}")
    restarted = Entrance(Bank(engine, door.bank._master), door.clock, door.doors)
    assert (restarted.sign_in.reader(token) is None) is ended
    engine.dispose()


# The code after the password.


@pytest.fixture
def phone(door: Entrance) -> Callable[..., str]:
    """Ade's phone, set up; `phone()` is the code that it shows now."""
    ade = door.reader("ade")
    door.my_account.propose_codes(ade)
    setup = door.my_account.setup(ade)
    assert setup is not None
    totp = pyotp.TOTP(setup.letters)
    recovery = door.my_account.confirm_codes(ade, "", totp.at(door.clock.now))
    door.clock.forward(seconds=30)
    shows = lambda off=0: totp.at(door.clock.now, counter_offset=off)  # noqa: E731
    shows.recovery = recovery
    return shows


def test_a_right_password_alone_opens_nothing(door: Entrance, phone: Callable[..., str]) -> None:
    token = door.sign_in.sign_in("ade", GOOD)
    assert door.sign_in.owes_code(token)
    assert door.sign_in.reader(token) is None
    assert door.sign_in.account(token) is None
    assert door.said()[-1] == "second_factor_on"


def test_the_code_of_the_phone_opens_and_the_session_before_is_gone(door: Entrance, phone: Callable[..., str]) -> None:
    owing = door.sign_in.sign_in("ade", GOOD)
    token = door.sign_in.give_code(owing, f" {phone()[:3]} {phone()[3:]} ")
    reader = door.sign_in.reader(token)
    assert reader is not None
    assert reader.name == "Ade"
    assert not door.sign_in.owes_code(token)
    assert not door.sign_in.owes_code(owing)
    with pytest.raises(NotFound):
        door.sign_in.give_code(owing, phone())
    with pytest.raises(NotFound):
        door.sign_in.give_code(token, phone())


def test_a_code_is_taken_once(door: Entrance, phone: Callable[..., str]) -> None:
    code = phone()
    door.sign_in.give_code(door.sign_in.sign_in("ade", GOOD), code)
    owing = door.sign_in.sign_in("ade", GOOD)
    for used in (code, phone(-1)):  # the one before it is no longer good either
        with pytest.raises(NotAllowed, match="used before"):
            door.sign_in.give_code(owing, used)
    assert door.sign_in.reader(door.sign_in.give_code(owing, phone(1))) is not None


@pytest.mark.parametrize("off", [-3, -2, 2, 3])
def test_a_code_of_another_time_is_wrong(door: Entrance, phone: Callable[..., str], off: int) -> None:
    door.clock.forward(minutes=5)
    with pytest.raises(NotAllowed):
        door.sign_in.give_code(door.sign_in.sign_in("ade", GOOD), phone(off))


@pytest.mark.parametrize("code", ["", "abcdef", "000000 0", "१२३४५६", "\ud800", "0" * 10_000])
def test_what_is_no_code_is_wrong(door: Entrance, phone: Callable[..., str], code: str) -> None:
    with pytest.raises(NotAllowed):
        door.sign_in.give_code(door.sign_in.sign_in("ade", GOOD), code)


def test_after_five_wrong_codes_even_the_right_one_waits(door: Entrance, phone: Callable[..., str]) -> None:
    owing = door.sign_in.sign_in("ade", GOOD)
    answers = []
    for _ in range(20):
        with pytest.raises(NotAllowed) as refusal:
            door.sign_in.give_code(owing, "12")
        answers.append(str(refusal.value))
    assert answers == [WRONG_CODE] * 5 + [TOO_MANY] * 15
    with pytest.raises(NotAllowed, match="Too many"):
        door.sign_in.give_code(door.sign_in.sign_in("ade", GOOD), phone())
    assert "codes_paused" in door.said()
    door.clock.forward(minutes=15)
    assert door.sign_in.reader(door.sign_in.give_code(door.sign_in.sign_in("ade", GOOD), phone())) is not None


@pytest.mark.parametrize("typed", [str, str.upper, lambda code: code.replace("-", " ")])
def test_a_recovery_code_opens_once(door: Entrance, phone: Callable[..., str], typed: Callable[[str], str]) -> None:
    code = phone.recovery[3]
    assert door.sign_in.reader(door.sign_in.give_code(door.sign_in.sign_in("ade", GOOD), typed(code))) is not None
    with pytest.raises(NotAllowed):
        door.sign_in.give_code(door.sign_in.sign_in("ade", GOOD), code)
    assert door.my_account.recovery_codes_left(door.reader("ade")) == 9
    assert "recovery_code_used" in door.said()


def test_one_persons_recovery_code_does_not_open_anothers_account(door: Entrance, phone: Callable[..., str]) -> None:
    rowan = door.reader("rowan")
    door.my_account.propose_codes(rowan)
    setup = door.my_account.setup(rowan)
    assert setup is not None
    door.my_account.confirm_codes(rowan, "", pyotp.TOTP(setup.letters).at(door.clock.now))
    with pytest.raises(NotAllowed):
        door.sign_in.give_code(door.sign_in.sign_in("rowan", GOOD), phone.recovery[0])


def test_who_owes_a_code_owes_it_for_ten_minutes(door: Entrance, phone: Callable[..., str]) -> None:
    owing = door.sign_in.sign_in("ade", GOOD)
    door.clock.forward(minutes=10)
    assert door.sign_in.owes_code(owing)
    door.clock.forward(seconds=1)
    assert not door.sign_in.owes_code(owing)
    with pytest.raises(NotFound):
        door.sign_in.give_code(owing, phone())


def test_secret_and_recovery_codes_lie_nowhere_in_the_clear(
    door: Entrance, phone: Callable[..., str], tmp_path: Path, bank: Bank
) -> None:
    with bank.reading() as work:
        secret = second_factor.secret_of(work, door.account("ade").id)
    assert secret is not None
    for file in tmp_path.iterdir():
        kept = file.read_bytes()
        for one in (secret, *phone.recovery, *(code.replace("-", "") for code in phone.recovery)):
            assert one.encode() not in kept, file.name


# Where an identity provider decides.


def test_beside_a_provider_a_password_is_for_stewards_only(entrance: Callable[..., Entrance], door: Entrance) -> None:
    before = door.sign_in.sign_in("ade", GOOD)
    behind = entrance(provider=True)
    assert behind.sign_in.reader(before) is None
    with pytest.raises(NotAllowed, match=WRONG):
        behind.sign_in.sign_in("ade", GOOD)
    assert behind.sign_in.reader(behind.sign_in.sign_in("rowan", GOOD)) is not None
