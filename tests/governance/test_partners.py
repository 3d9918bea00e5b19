"""An organisation leaves when two stewards have signed, on its day, and nobody of it gets in after."""

from datetime import date, timedelta

import pytest

from insight.access.entering import begin
from insight.access.reader import Reader, Role, operator
from insight.access.sign_in import SignIn
from insight.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from insight.governance.partners import Partners
from insight.governance.set_up import SetUp
from tests.conftest import set_up as settle
from tests.web.conftest import CODES, DOORS, LIMITS, PASSWORDS

TODAY, NEXT_WEEK = date(2026, 6, 15), date(2026, 6, 22)


@pytest.fixture
def partners(bank, clock):
    return Partners(bank, clock)


@pytest.fixture
def lantern(bank, clock, inquiry):
    """Lantern Housing, in it beside the council."""
    with bank.writing() as work:
        organisation = work.alliance.organisation("Lantern Housing")
        work.governance.joins(organisation, "dpo@lantern.example", TODAY)
    settle(bank)
    return organisation


@pytest.fixture
def other(person):
    return person("Bo", Role.STEWARD, "City Council")


def sessions(bank, clock, who):
    """A session of somebody's, and whether it still holds."""
    sign_in = SignIn(bank, clock, PASSWORDS, CODES, LIMITS, DOORS)
    with bank.writing() as work:
        token = begin(work, who.id, "signed_in", clock())
    return lambda: sign_in.reader(token) is not None


def leave(partners, first, second, organisation, on=TODAY):
    partners.ask_to_leave(first, organisation, on)
    partners.agree(second, organisation)


def test_it_takes_two_and_then_nobody_of_theirs_gets_in(partners, bank, clock, person, steward, other, lantern):
    mo, jo = person("Mo", Role.INTERVIEWER, "Lantern Housing"), person("Jo", Role.MEMBER, "City Council")
    theirs, ours = sessions(bank, clock, mo), sessions(bank, clock, jo)
    partners.ask_to_leave(steward, lantern, TODAY)
    with pytest.raises(Refused, match="another steward has to agree"):
        partners.agree(steward, lantern)
    with pytest.raises(Conflict):
        partners.ask_to_leave(other, lantern, TODAY)
    assert theirs()
    partners.agree(other, lantern)
    assert not theirs()
    assert ours()
    [left] = [one for one in partners.all(steward) if one.controller.organisation == lantern]
    assert (left.controller.left_on, left.accounts, left.asked) == (TODAY, 0, None)
    with bank.reading() as work:
        assert [one.what for one in work.records.entries(4)][:2] == ["accounts_closed", "controller_left"]


def test_on_a_day_to_come_it_holds_from_that_day_on(partners, bank, clock, person, steward, other, lantern):
    mo = person("Mo", Role.INTERVIEWER, "Lantern Housing")
    leave(partners, steward, other, lantern, NEXT_WEEK)
    clock.forward(days=6)
    partners.sweep()
    assert sessions(bank, clock, mo)()
    clock.forward(days=1)
    theirs = sessions(bank, clock, mo)
    partners.sweep()
    assert not theirs()


def test_its_basis_counts_no_more_and_everybody_elses_goes_on(partners, bank, clock, steward, other, lantern, inquiry):
    set_up = SetUp(bank, clock, 5, demo=False)
    assert [one.id for one in set_up.without_basis(steward)] == [inquiry]  # Lantern has said nothing yet
    leave(partners, steward, other, lantern)
    assert set_up.without_basis(steward) == ()
    assert [one.name for one in set_up.controllers(steward)] == ["City Council"]


def test_what_was_told_stays_and_so_does_whom_it_is_not_for(partners, bank, steward, other, lantern, tell):
    story = tell(told_on=None)
    leave(partners, steward, other, lantern)
    with bank.reading() as work:
        assert sum(work.stories.count_by_state().values()) == 1
        assert not work.records.is_withdrawn(story)


def test_what_was_asked_can_be_taken_back(partners, steward, other, lantern):
    partners.ask_to_leave(steward, lantern, TODAY)
    partners.take_back(other, lantern)
    with pytest.raises(NotFound):
        partners.agree(other, lantern)
    with pytest.raises(NotFound):
        partners.take_back(steward, lantern)


def test_the_last_in_it_and_all_stewards_cannot_leave(partners, bank, steward, other, person, lantern):
    with pytest.raises(BadInput):
        partners.ask_to_leave(steward, lantern, TODAY - timedelta(days=1))
    with pytest.raises(NotFound):
        partners.ask_to_leave(steward, "nobody", TODAY)
    leave(partners, steward, other, lantern)
    council = next(one.controller.organisation for one in partners.all(steward) if one.controller.left_on is None)
    with pytest.raises(Refused, match="last ones"):
        partners.ask_to_leave(steward, council, TODAY)


def test_stewards_who_are_all_of_one_organisation_keep_it_in(partners, bank, clock, person, lantern):
    one, two = person("Ann", Role.STEWARD, "Lantern Housing"), person("Bob", Role.STEWARD, "Lantern Housing")
    with pytest.raises(Refused, match="All stewards are theirs"):
        partners.ask_to_leave(one, lantern, TODAY)
    person("Cat", Role.STEWARD, "City Council")
    leave(partners, one, two, lantern)


@pytest.mark.parametrize("who", [*(Reader("x", "X", role) for role in Role if role is not Role.STEWARD), operator()])
def test_nobody_but_a_named_steward_signs(partners, lantern, who):
    for verb in (
        lambda: partners.ask_to_leave(who, lantern, TODAY),
        lambda: partners.agree(who, lantern),
        lambda: partners.take_back(who, lantern),
    ):
        with pytest.raises(NotAllowed):
            verb()
