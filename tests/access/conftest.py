"""A bank with a pair's half, a steward and somebody of the demo, and the services of coming in over it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import pytest
from argon2 import PasswordHasher

from insight.access.account import Account, Doors
from insight.access.accounts import Accounts
from insight.access.links import Links
from insight.access.my_account import MyAccount
from insight.access.one_time_codes import PhoneCodes
from insight.access.passwords import Passwords
from insight.access.reader import Reader, Role
from insight.access.session import Limits
from insight.access.sign_in import SignIn
from insight.store.unit_of_work import Bank

GOOD = "kettle moss lantern"
LIMITS = Limits(timedelta(minutes=30), timedelta(hours=12))


class Clock(Protocol):
    """The clock of every test."""

    now: datetime

    def __call__(self) -> datetime: ...
    def forward(self, **by: float) -> None: ...


class QuickPasswords(Passwords):
    """The real thing at its lowest cost: what a good cost is has a test of its own."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


PASSWORDS = QuickPasswords()
KEPT = PASSWORDS.hash(GOOD)


@dataclass
class Entrance:
    """Every service of coming in over one bank, and short ways to ask it."""

    bank: Bank
    clock: Clock
    doors: Doors

    def __post_init__(self) -> None:
        codes = PhoneCodes()
        self.sign_in = SignIn(self.bank, self.clock, PASSWORDS, codes, LIMITS, self.doors)
        self.links = Links(self.bank, self.clock, PASSWORDS, self.doors)
        self.accounts = Accounts(self.bank, self.clock, PASSWORDS, self.doors)
        self.my_account = MyAccount(self.bank, self.clock, PASSWORDS, codes, LIMITS)

    def account(self, name: str) -> Account:
        """Whoever signs in with this name."""
        with self.bank.reading() as work:
            found = work.people.by_sign_in_name(name)
        assert found is not None
        return found[0]

    def reader(self, name: str) -> Reader:
        """The same as an asker."""
        return self.account(name).reader()

    def said(self) -> list[str]:
        """What the audit holds, oldest first."""
        with self.bank.reading() as work:
            assert work.records.broken_at() is None
            return [entry.what for entry in reversed(work.records.entries(200))]


@pytest.fixture
def people(bank: Bank, clock: Clock) -> None:
    with bank.writing() as work:
        work.people.add("ade", "Ade", Role.INTERVIEWER, KEPT, clock())
        work.people.add("rowan", "Rowan", Role.STEWARD, KEPT, clock())
        work.people.add("demo-morgan", "Morgan", Role.MEMBER, None, clock(), demo=True)


@pytest.fixture
def entrance(bank: Bank, clock: Clock, people: None) -> Callable[..., Entrance]:
    """`entrance(demo=…, provider=…)` is the services with these doors."""
    return lambda **doors: Entrance(bank, clock, Doors(**doors))


@pytest.fixture
def door(entrance: Callable[..., Entrance]) -> Entrance:
    """The services of a real bank with passwords only."""
    return entrance()
