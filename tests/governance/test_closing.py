"""Two stewards close the bank: everybody else is out at once, and two can open it again."""

import pytest

from insight.access import entering
from insight.access.reader import Reader, Role, operator
from insight.access.sign_in import SignIn
from insight.errors import NotAllowed, NotFound, Refused
from insight.governance.closing import Closing
from tests.web.conftest import CODES, DOORS, LIMITS, PASSWORDS


@pytest.fixture
def closing(bank, clock):
    return Closing(bank, clock)


@pytest.fixture
def other(person):
    return person("Bo")


@pytest.fixture
def sign_in(bank, clock):
    return SignIn(bank, clock, PASSWORDS, CODES, LIMITS, DOORS)


@pytest.fixture
def begin(bank, clock):
    """`begin(who)` signs somebody in, however they do it."""

    def begin(who):
        with bank.writing() as work:
            return entering.begin(work, who.id, "signed_in", clock())

    return begin


def test_nobody_but_stewards_goes_on_or_comes_in(closing, begin, clock, sign_in, person, steward, other):
    others = [person(role.value, role) for role in (Role.INTERVIEWER, Role.MEMBER, Role.PEER_RESEARCHER, Role.READER)]
    open_tabs = [begin(one) for one in others]
    mine = begin(steward)
    closing.ask(steward)
    with pytest.raises(Refused):
        closing.agree(steward)
    assert all(sign_in.reader(one) for one in open_tabs)
    closing.agree(other)
    assert closing.standing(steward).closed_at == clock()
    assert not any(sign_in.reader(one) for one in open_tabs)
    assert sign_in.reader(mine) is not None
    for one in others:
        with pytest.raises(NotAllowed, match="closed"):
            begin(one)
    assert begin(other)


def test_two_open_it_again(closing, bank, begin, person, steward, other):
    mo = person("Mo", Role.INTERVIEWER)
    closing.ask(steward)
    closing.agree(other)
    closing.ask(other)
    with pytest.raises(Refused):
        closing.agree(other)
    closing.agree(steward)
    assert closing.standing(steward).closed_at is None
    assert begin(mo)
    with bank.reading() as work:
        told = [one.what for one in work.records.entries(6)]
    assert told == ["signed_in", "bank_opened_again", "two_asked", "bank_closed", "two_asked"]


def test_what_was_asked_can_be_taken_back(closing, steward, other):
    closing.ask(steward)
    assert closing.standing(other).asked.name == "Ines"
    closing.take_back(other)
    assert closing.standing(other).asked is None
    with pytest.raises(NotFound):
        closing.agree(other)


@pytest.mark.parametrize("who", [*(Reader("x", "X", role) for role in Role if role is not Role.STEWARD), operator()])
def test_nobody_but_a_named_steward_signs(closing, steward, who):
    closing.ask(steward)
    for verb in (closing.ask, closing.agree, closing.take_back):
        with pytest.raises(NotAllowed):
            verb(who)
    assert closing.standing(steward).closed_at is None
