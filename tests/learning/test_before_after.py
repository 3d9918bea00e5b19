"""Feeling before and since: by person, lengths apart, in words only, and nothing by which few could be told."""

from dataclasses import astuple
from datetime import date

import pytest

from insight.learning.before_after import Most, before_and_after
from insight.measure.answers import Answer, Answered, Since
from insight.measure.rule import Rule
from insight.stories.inquiry import TellerKind

BEFORE, BEGAN, AFTER = date(2026, 3, 20), date(2026, 5, 4), date(2026, 7, 1)


def answers(people, answer, on, *, length=Since.MONTHS, first=0, story="on the theme"):
    return [
        Answered(f"{story}{number}", answer, on, "", story, TellerKind.PERSON, "Round one", length)
        for number in range(first, first + people)
    ]


def compared(found, small=5):
    return before_and_after(found, {"on the theme"}, BEGAN, Rule(small))


def test_two_times_with_enough_people_are_set_side_by_side():
    found = answers(6, Answer.WORSE, BEFORE) + answers(6, Answer.SAME, BEFORE, first=6)
    found += answers(7, Answer.BETTER, AFTER) + answers(5, Answer.MUCH_BETTER, AFTER, first=7)
    (one,) = compared(found)
    assert (one.length, one.until, one.later) == (Since.MONTHS, date(2026, 4, 1), date(2026, 7, 1))
    assert (one.before, one.after) == (Most.NO_ANSWER, Most.BETTER)


@pytest.mark.parametrize(
    ("answer", "most"),
    [
        (Answer.MUCH_BETTER, "most felt better"),
        (Answer.SAME, "most felt about the same"),
        (Answer.MUCH_WORSE, "most felt worse"),
        (Answer.UP_AND_DOWN, "most said that it went up and down"),
    ],
)
def test_words_and_no_figures_are_all_that_is_told(answer, most):
    """A theme with one person more says the same: there are no figures that could be subtracted."""
    found = answers(11, answer, BEFORE) + answers(11, Answer.SAME, AFTER)
    (one,) = compared(found)
    assert astuple(one) == (Since.MONTHS, date(2026, 4, 1), date(2026, 7, 1), most, "most felt about the same")
    other = Answer.BETTER if answer is Answer.SAME else Answer.SAME
    assert compared([*found, *answers(1, other, BEFORE, first=11)]) == (one,)


@pytest.mark.parametrize(
    ("before", "after", "said"), [(10, 10, True), (9, 18, False), (18, 9, False), (5, 5, False), (0, 18, False)]
)
def test_nothing_is_said_unless_both_times_have_enough(before, after, said):
    found = answers(before, Answer.WORSE, BEFORE) + answers(after, Answer.WORSE, AFTER)
    assert bool(compared(found)) is said


def test_somebody_who_answered_twice_counts_once_with_the_newest():
    found = (
        answers(9, Answer.WORSE, date(2026, 1, 3)) + answers(10, Answer.SAME, BEFORE) + answers(10, Answer.SAME, AFTER)
    )
    (one,) = compared(found)
    assert one.before is Most.SAME
    assert compared(answers(9, Answer.SAME, date(2026, 1, 3)) + answers(9, Answer.SAME, BEFORE) + found[-10:]) == ()


def test_lengths_are_never_put_together_and_unknown_ones_do_not_count():
    found = []
    for length in (Since.WEEKS, Since.YEAR, None):
        found += answers(6, Answer.SAME, BEFORE, length=length) + answers(18, Answer.SAME, AFTER, length=length)
    assert compared(found) == ()
    found = answers(18, Answer.SAME, BEFORE, length=None) + answers(18, Answer.SAME, AFTER, length=None)
    assert compared(found) == ()


def test_what_has_no_day_and_the_quarter_in_which_it_began_are_in_neither_time():
    found = answers(18, Answer.SAME, None) + answers(18, Answer.SAME, BEGAN)
    found += answers(18, Answer.SAME, date(2026, 4, 1))
    assert compared(found) == ()
    found += answers(10, Answer.WORSE, BEFORE) + answers(10, Answer.BETTER, AFTER)
    (one,) = compared(found)
    assert (one.before, one.after) == (Most.WORSE, Most.BETTER)


def test_a_quarter_with_few_people_in_it_cannot_be_had_by_subtraction():
    """The same stories, begun a quarter earlier or later: what lies between would be those two people."""
    found = answers(12, Answer.SAME, BEFORE) + answers(12, Answer.SAME, AFTER)
    assert compared(found)
    assert compared(found + answers(2, Answer.WORSE, BEGAN)) == ()


def test_the_few_who_told_of_other_things_cannot_be_had_by_subtraction():
    found = answers(12, Answer.SAME, BEFORE) + answers(12, Answer.SAME, AFTER)
    assert compared(found)
    assert compared(found + answers(9, Answer.WORSE, BEFORE, story="of other things")) == compared(found)
    assert compared(found + answers(2, Answer.SAME, BEFORE, story="of other things")) == ()


@pytest.mark.parametrize(
    ("began", "until", "later"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_periods_are_whole_quarters(began, until, later):
    found = answers(12, Answer.SAME, date(2025, 1, 1)) + answers(12, Answer.SAME, date(2028, 1, 1))
    (one,) = before_and_after(found, {"on the theme"}, began, Rule(5))
    assert (one.until, one.later) == (until, later)
