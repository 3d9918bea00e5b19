"""A desk over the test's bank, somebody in each role, and a detector that knows one name."""

from collections.abc import Callable

import pytest

from insight.access.reader import Reader, Role
from insight.research.desk import Desk, desk
from insight.store.unit_of_work import Bank
from tests.detectors import NamesShaz


@pytest.fixture
def at_desk(bank: Bank, clock: Callable) -> Desk:
    return desk(bank, NamesShaz, clock)


@pytest.fixture
def person(bank: Bank, clock: Callable) -> Callable[..., Reader]:
    """`person("Ines", Role.MEMBER, "Estates")` has an account, and learns with a sub-group."""

    def person(name: str, role: Role = Role.PEER_RESEARCHER, *subgroups: str) -> Reader:
        with bank.writing() as work:
            account = work.people.add(name.casefold(), name, role, None, clock())
            learns = frozenset(work.alliance.subgroup(one) for one in subgroups)
        return Reader(account, name, role, subgroups=learns)

    return person


@pytest.fixture
def ada(person: Callable[..., Reader]) -> Reader:
    return person("Ada")


@pytest.fixture
def sol(person: Callable[..., Reader]) -> Reader:
    return person("Sol")


@pytest.fixture
def collection(at_desk: Desk, ada: Reader) -> str:
    return at_desk.collecting.make(ada, "Waiting", "Why do people wait?", None)
