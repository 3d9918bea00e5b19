"""The steward chooses how small numbers are shown, for every figure at once."""

import pytest

from insight.access.reader import Reader, Role, operator
from insight.clock import now
from insight.errors import NotAllowed
from insight.measure.answers import Answer
from insight.measure.feeling import Feeling, Grouping
from insight.measure.rule import Form, Rule
from insight.measure.small_numbers import SmallNumbers, rule_in

STEWARD = Reader("s", "S", Role.STEWARD)


@pytest.fixture
def choice(bank):
    return SmallNumbers(bank, now, 6)


def test_until_somebody_chooses_few_are_hidden_together(bank, choice):
    assert choice.current() is Form.HIDDEN_TOGETHER
    with bank.reading() as work:
        assert rule_in(work, 6) == Rule(6)


def test_the_choice_holds_at_once_and_is_told(bank, choice, tell):
    for number, answer in ((12, Answer.BETTER), (9, Answer.SAME), (3, Answer.WORSE)):
        for _ in range(number):
            tell(feeling=answer)
    feeling = Feeling(bank, now, 6)
    before = feeling.overall(operator())
    assert (before.answered, before.better, before.same, before.worse) == (24, 12, None, None)
    choice.change(STEWARD, Form.ROUNDED)
    row = feeling.overall(operator())
    assert (row.answered, row.better, row.same, row.worse) == (25, 10, 10, None)
    assert feeling.counts(operator(), Grouping.TELLER)[0].better == 10
    assert feeling.in_words(row).startswith("Of about 25 people who answered, 10 feel better, 10 about the same. Some")
    with bank.reading() as work:
        [entry] = work.records.entries(1)
    assert (entry.by, entry.what, entry.detail) == ("s", "small_numbers_changed", '{"form": "rounded"}')


@pytest.mark.parametrize("role", [one for one in Role if one not in (Role.STEWARD, Role.OPERATOR)])
def test_only_the_steward_chooses(choice, role):
    with pytest.raises(NotAllowed):
        choice.change(Reader("r", "R", role), Form.ROUNDED)
    assert choice.current() is Form.HIDDEN_TOGETHER
