"""Sessions, throttling, one-time links, the demo's people and the steward's list, against a real bank."""

import hashlib
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
from argon2 import PasswordHasher

from insight.access.passwords import Passwords
from insight.access.reader import Reader, Role, operator
from insight.access.sign_in import TOO_MANY, WRONG, SignIn
from insight.errors import BadInput, NotAllowed, NotFound, Refused
from insight.store.unit_of_work import Bank

GOOD = "kettle moss lantern"
DAY = timedelta(days=1)


class QuickPasswords(Passwords):
    """The real thing at its lowest cost: what a good cost is has a test of its own."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


PASSWORDS = QuickPasswords()
KEPT = PASSWORDS.hash(GOOD)


class Clock(Protocol):
    """The clock of every test."""

    now: datetime

    def __call__(self) -> datetime: ...
    def forward(self, **by: float) -> None: ...


@pytest.fixture(autouse=True)
def people(bank: Bank, clock: Clock) -> None:
    """A pair's half, a steward, and somebody invented for the demo."""
    with bank.writing() as work:
        work.people.add("ade", "Ade", Role.INTERVIEWER, KEPT, clock())
        work.people.add("rowan", "Rowan", Role.STEWARD, KEPT, clock())
        work.people.add("demo-morgan", "Morgan", Role.MEMBER, None, clock(), demo=True)


Make = Callable[..., SignIn]


@pytest.fixture
def make(bank: Bank, clock: Clock) -> Make:
    def make(*, demo: bool = False) -> SignIn:
        return SignIn(bank, clock, PASSWORDS, timedelta(minutes=30), timedelta(hours=12), demo=demo)

    return make


@pytest.fixture
def sign_in(make: Make) -> SignIn:
    return make()


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
            seen.append((session[2] - start).seconds)
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


def test_a_changed_role_holds_at_the_next_look(sign_in: SignIn) -> None:
    token = sign_in.sign_in("ade", GOOD)
    sign_in.change_role(operator(), "ADE", Role.READER)
    reader = sign_in.reader(token)
    assert reader is not None
    assert reader.role is Role.READER


def test_a_closed_account_is_out_at_once_and_cannot_come_back(sign_in: SignIn, tmp_path: Path) -> None:
    token = sign_in.sign_in("ade", GOOD)
    with sqlite3.connect(tmp_path / "insight.db") as raw:
        raw.execute("UPDATE account SET active = 0 WHERE sign_in_name = 'ade'")
    assert sign_in.reader(token) is None
    with pytest.raises(NotAllowed, match=WRONG):
        sign_in.sign_in("ade", GOOD)


@pytest.mark.parametrize("token", ["", "x", "é", "\ud800", "0" * 10_000])
def test_a_made_up_token_is_nobody(sign_in: SignIn, token: str) -> None:
    assert sign_in.reader(token) is None


def test_the_bank_keeps_no_token_and_no_password(make: Make, bank: Bank, tmp_path: Path) -> None:
    sign_in = make(demo=True)
    secrets = [
        sign_in.sign_in("ade", GOOD),
        sign_in.invite(operator(), Role.MEMBER, DAY),
        sign_in.demo_sign_in(account_id(bank, "demo-morgan")),
        GOOD,
    ]
    with bank.writing() as work:
        work.records.set("settled", "yes")
    for file in tmp_path.iterdir():
        for secret in secrets:
            assert secret.encode() not in file.read_bytes(), file.name


def test_the_audit_names_nobody(sign_in: SignIn, bank: Bank) -> None:
    sign_in.accept(sign_in.invite(operator(), Role.MEMBER, DAY), "hilary", "Hilary Tremaine", GOOD, "Harbour House")
    for name in ("ade", "nobody"):
        for _ in range(6):
            with pytest.raises(NotAllowed):
                sign_in.sign_in(name, "wrong")
    with bank.reading() as work:
        everything = repr(work.records.entries(100)).lower()
    for word in ("hilary", "tremaine", "harbour", "'ade'", "nobody"):
        assert word not in everything


# One-time links.


def test_an_invitation_makes_one_account_and_signs_it_in(sign_in: SignIn, bank: Bank) -> None:
    link = sign_in.invite(operator(), Role.PEER_RESEARCHER, DAY)
    assert sign_in.invited_as(link) is Role.PEER_RESEARCHER
    reader = sign_in.reader(sign_in.accept(link, "Hilary", " Hilary ", GOOD, "Harbour  House "))
    assert reader is not None
    assert (reader.name, reader.role) == ("Hilary", Role.PEER_RESEARCHER)
    with bank.reading() as work:
        assert work.alliance.organisations()[str(reader.organisation)] == "Harbour House"
    assert sign_in.reader(sign_in.sign_in("hilary", GOOD)) is not None

    with pytest.raises(NotFound):
        sign_in.invited_as(link)
    with pytest.raises(NotFound, match="has been used"):
        sign_in.accept(link, "second", "Second", GOOD)


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
    sign_in: SignIn, sign_in_name: str, name: str, password: str, error: type[Exception]
) -> None:
    link = sign_in.invite(operator(), Role.MEMBER, DAY)
    with pytest.raises(error):
        sign_in.accept(link, sign_in_name, name, password)
    sign_in.accept(link, "another", "Another", GOOD)


def test_an_invitation_runs_out(sign_in: SignIn, clock: Clock) -> None:
    link = sign_in.invite(operator(), Role.MEMBER, DAY)
    clock.forward(days=1)
    with pytest.raises(NotFound):
        sign_in.accept(link, "late", "Late", GOOD)


def test_the_first_run_makes_a_steward_and_only_the_newest_link_is_good(bank: Bank, make: Make, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "insight.db") as raw:
        raw.execute("DELETE FROM account WHERE sign_in_name = 'rowan'")
    sign_in = make()
    old, new = sign_in.first_run_link(), sign_in.first_run_link()
    assert old is not None
    assert new is not None
    with pytest.raises(NotFound):
        sign_in.accept(old, "hilary", "Hilary", GOOD)
    reader = sign_in.reader(sign_in.accept(new, "hilary", "Hilary", GOOD))
    assert reader is not None
    assert reader.role is Role.STEWARD
    assert sign_in.first_run_link() is None


def test_a_demo_steward_does_not_stand_in_for_a_real_one(bank: Bank, make: Make, tmp_path: Path) -> None:
    with bank.writing() as work:
        work.people.add("demo-steward", "Sam", Role.STEWARD, None, datetime.now(UTC), demo=True)
    with sqlite3.connect(tmp_path / "insight.db") as raw:
        raw.execute("DELETE FROM account WHERE sign_in_name = 'rowan'")
    assert make(demo=True).first_run_link() is None
    assert make(demo=False).first_run_link() is not None


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


# The steward's list.


def test_the_steward_adds_lists_and_changes(sign_in: SignIn, bank: Bank) -> None:
    steward = sign_in.reader(sign_in.sign_in("rowan", GOOD))
    assert steward is not None
    sign_in.add_user(steward, "Hilary", "Hilary", Role.MEMBER, GOOD)
    sign_in.change_role(steward, "hilary", Role.READER)
    assert {one.sign_in_name: one.role for one in sign_in.list_users(steward)} == {
        "ade": Role.INTERVIEWER,
        "rowan": Role.STEWARD,
        "demo-morgan": Role.MEMBER,
        "hilary": Role.READER,
    }
    assert said(bank) == ["signed_in", "account_made", "role_changed"]


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.MEMBER, Role.PEER_RESEARCHER, Role.READER, Role.SYSTEM])
def test_nobody_else_touches_accounts(sign_in: SignIn, role: Role) -> None:
    reader = Reader("x", "X", role)
    for attempt in (
        lambda: sign_in.list_users(reader),
        lambda: sign_in.add_user(reader, "mine", "Mine", Role.STEWARD, GOOD),
        lambda: sign_in.change_role(reader, "ade", Role.STEWARD),
        lambda: sign_in.invite(reader, Role.STEWARD, DAY),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SYSTEM])
def test_no_account_has_a_role_that_is_no_persons(sign_in: SignIn, role: Role) -> None:
    for attempt in (
        lambda: sign_in.add_user(operator(), "mine", "Mine", role, GOOD),
        lambda: sign_in.change_role(operator(), "ade", role),
        lambda: sign_in.invite(operator(), role, DAY),
    ):
        with pytest.raises(BadInput):
            attempt()


def test_there_is_always_a_steward(sign_in: SignIn) -> None:
    with pytest.raises(Refused, match="only steward"):
        sign_in.change_role(operator(), "rowan", Role.MEMBER)
    sign_in.change_role(operator(), "ade", Role.STEWARD)
    sign_in.change_role(operator(), "rowan", Role.MEMBER)
    with pytest.raises(NotFound):
        sign_in.change_role(operator(), "nobody", Role.MEMBER)
