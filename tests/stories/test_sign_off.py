"""Wider use waits for a signature where a story could harm; a pair of rare details singles somebody out."""

from collections.abc import Callable
from typing import Any

import pytest

from insight.access.gate import scope
from insight.access.reader import Reader, Role
from insight.clock import now
from insight.errors import NotAllowed, NotFound, Refused
from insight.stories.consent import Consent
from insight.stories.risk import Alarm, Detail
from insight.stories.script import Use
from insight.stories.sign_off import CHECKLIST, SignOff
from tests.seen import seen

TODAY = now().date()

STEWARD = Reader("s1", "Ola", Role.STEWARD)
OUTSIDE = Consent(inside=True, outside=True)


@pytest.fixture
def sign_off(bank: Any, clock: Any) -> SignOff:
    return SignOff(bank, clock, small_number=3)


@pytest.fixture
def alarming(bank: Any, tell: Callable[..., str]) -> str:
    story = tell(words="He was charged with robbery. I am [30s], a welder.", consent=OUTSIDE)
    with bank.writing() as work:
        work.reviews.raise_alarms(story, {Alarm.OFFENCE})
    return story


def open_outside(bank: Any) -> set[str]:
    with bank.reading() as work:
        return set(seen(work, scope(STEWARD, Use.OUTSIDE, today=TODAY)))


def test_it_stays_inside_until_it_is_signed(
    bank: Any, tell: Callable[..., str], sign_off: SignOff, alarming: str
) -> None:
    harmless = tell(consent=OUTSIDE)
    assert open_outside(bank) == {harmless}
    assert [one.id for one in sign_off.waiting(STEWARD)] == [alarming]
    with pytest.raises(Refused, match="every line"):
        sign_off.sign(STEWARD, alarming, CHECKLIST[:-1])
    assert open_outside(bank) == {harmless}
    sign_off.sign(STEWARD, alarming, CHECKLIST)
    assert open_outside(bank) == {harmless, alarming}
    assert sign_off.waiting(STEWARD) == ()
    with pytest.raises(NotFound):
        sign_off.sign(STEWARD, alarming, CHECKLIST)


def test_other_words_need_another_signature(bank: Any, sign_off: SignOff, alarming: str) -> None:
    sign_off.sign(STEWARD, alarming, CHECKLIST)
    with bank.writing() as work:
        work.reviews.raise_alarms(alarming, {Alarm.OFFENCE})
    assert [one.id for one in sign_off.waiting(STEWARD)] == [alarming]


def test_whom_few_resemble_is_singled_out(tell: Callable[..., str], sign_off: SignOff, alarming: str) -> None:
    pair = ((Detail.AGE, "[30s]"), (Detail.WORK, "welder"))
    assert sign_off.look(STEWARD, alarming).singled_out == (pair,)
    tell(words="Another WELDER, [30s].")
    assert sign_off.look(STEWARD, alarming).singled_out == (pair,)
    tell(words="A third, [30s], welder too.")
    assert sign_off.look(STEWARD, alarming).singled_out == ()


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.MEMBER, Role.PEER_RESEARCHER, Role.READER])
def test_the_steward_signs(sign_off: SignOff, alarming: str, role: Role) -> None:
    reader = Reader("x", "X", role)
    for do in (sign_off.look, lambda who, one: sign_off.sign(who, one, CHECKLIST)):
        with pytest.raises(NotAllowed):
            do(reader, alarming)
