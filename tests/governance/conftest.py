"""Somebody in each role with an account, and an inquiry to settle things for."""

from collections.abc import Callable

import pytest

from insight.access.reader import Reader, Role
from insight.store.unit_of_work import Bank
from insight.stories.inquiry import Prompt, Stage

PROMPTS = (Prompt("", Stage.DISCOVERY, "What went well?"),)


@pytest.fixture
def person(bank: Bank, clock: Callable) -> Callable[..., Reader]:
    """`person("Ines", Role.STEWARD, "City Council")` has an account."""

    def person(name: str, role: Role = Role.STEWARD, organisation: str | None = None) -> Reader:
        with bank.writing() as work:
            belongs = work.alliance.organisation(organisation) if organisation else None
            account = work.people.add(name.casefold(), name, role, None, clock(), organisation=belongs)
        return Reader(account, name, role, belongs)

    return person


@pytest.fixture
def steward(person: Callable[..., Reader]) -> Reader:
    return person("Ines")


@pytest.fixture
def inquiry(bank: Bank, clock: Callable) -> str:
    with bank.writing() as work:
        return work.inquiries.add("Warmth", "To learn.", PROMPTS, clock())
