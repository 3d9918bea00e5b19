"""An objection stops every use at once; decided, what was agreed holds again, or it goes."""

from typing import Any

import pytest

from insight.access.reader import ACCOUNT_ROLES, Reader, Role
from insight.errors import NotAllowed, NotFound
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.consent import Consent
from insight.stories.objection import Objections
from insight.stories.read import Reading

CODE = "kettle garden ferry lamp"
STEWARD = Reader("s1", "Ola", Role.STEWARD)
AGREED = Consent(inside=True, room=True, outside=False, quotes=True)


@pytest.fixture
def objections(bank: Any, clock: Any) -> Objections:
    return Objections(bank, clock)


@pytest.fixture
def stories(bank: Any, tell: Any) -> tuple[str, str]:
    first = tell("One thing.", consent=AGREED)
    with bank.writing() as work:
        teller = work.stories.storyteller_of(first)
        work.tellers.give_code(teller, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    return first, tell("Another thing.", consent=Consent(inside=True), storyteller=teller)


@pytest.mark.parametrize("by_card", [True, False])
def test_nobody_reads_it_until_it_is_decided(
    bank: Any, clock: Any, objections: Objections, stories: tuple[str, str], tell: Any, by_card: bool
) -> None:
    reading, other = Reading(bank, clock), tell("Somebody else's.")
    if by_card:
        objections.object_with_card(STEWARD, CODE)
    else:
        objections.object(STEWARD, stories[1])
    for one in stories:
        with pytest.raises(NotFound):
            reading.story(STEWARD, one)
    assert reading.story(STEWARD, other)
    [waits] = objections.waiting(STEWARD)
    assert (waits.story in stories, waits.on, waits.stories) == (True, clock().date(), 2)
    objections.use_again(STEWARD, waits.story)
    assert objections.waiting(STEWARD) == ()
    assert [reading.story(STEWARD, one).facts.consent.quotes for one in stories] == [True, None]


def test_objecting_twice_loses_nothing(bank: Any, objections: Objections, stories: tuple[str, str]) -> None:
    for _ in range(2):
        objections.object(STEWARD, stories[0])
    objections.use_again(STEWARD, stories[0])
    with bank.reading() as work:
        told = work.stories.told_by(work.stories.storyteller_of(stories[0]))
        assert sorted(work.tellers.consent(one.consent).inside for one in told) == [True, True]
    with pytest.raises(NotFound):
        objections.object(STEWARD, "nothing")


def test_only_the_steward_decides(objections: Objections, stories: tuple[str, str]) -> None:
    for role in (*(one for one in ACCOUNT_ROLES if one is not Role.STEWARD), Role.SYSTEM):
        reader = Reader("x", "X", role)
        for ask in (
            lambda r=reader: objections.object(r, stories[0]),
            lambda r=reader: objections.object_with_card(r, CODE),
            lambda r=reader: objections.waiting(r),
            lambda r=reader: objections.use_again(r, stories[0]),
        ):
            with pytest.raises(NotAllowed):
                ask()
