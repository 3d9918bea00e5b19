"""An alliance's decisions: kept, bounded, the steward's alone."""

from typing import Any

import pytest

from insight.access.reader import Reader, Role
from insight.errors import BadInput, NotAllowed
from insight.stories.policies import Policies
from insight.stories.policy import Policy, Treatment

STEWARD = Reader("s1", "Ola", Role.STEWARD)


@pytest.fixture
def policies(bank: Any, clock: Any) -> Policies:
    return Policies(bank, clock, "Plymouth")


def test_what_was_decided_holds_until_it_is_changed(bank: Any, clock: Any, policies: Policies) -> None:
    assert policies.current() == Policy("Plymouth")
    new = Policy(" Exeter ", Treatment.HIDE, partners=("Hearth Trust", " Hearth  Trust", ""), ages=Treatment.HIDE)
    policies.change(STEWARD, new)
    assert Policies(bank, clock, "Plymouth").current() == Policy(
        "Exeter", Treatment.HIDE, partners=("Hearth Trust",), ages=Treatment.HIDE
    )
    with bank.reading() as work:
        assert "Hearth" not in work.records.entries(1)[0].detail


@pytest.mark.parametrize(
    "bad", [Policy(" "), Policy("Exeter", places=("x" * 81,)), Policy("Exeter", words_kept=tuple(map(str, range(501))))]
)
def test_what_cannot_be_used_changes_nothing(policies: Policies, bad: Policy) -> None:
    with pytest.raises(BadInput, match="Nothing was changed"):
        policies.change(STEWARD, bad)
    assert policies.current() == Policy("Plymouth")


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.MEMBER, Role.PEER_RESEARCHER, Role.READER])
def test_the_steward_decides(policies: Policies, role: Role) -> None:
    with pytest.raises(NotAllowed):
        policies.change(Reader("x", "X", role), Policy("Exeter"))
