"""The line of better and worse: whom it counts, what it leaves out, and where it becomes quarters."""

import random
from datetime import date
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.measure import disclosure
from insight.measure.answers import Answer, Since
from insight.measure.disclosure import Shown
from insight.measure.line import Kind, Period, Spoke, kinds, line, would_tell
from insight.measure.spc import Rule

TODAY = date(2027, 1, 10)
ANY = Kind(None)
FIVE = disclosure.Rule(5)


def answers(year, month, better, others, *, rather_not=0, who="", **kind):
    """So many people who feel better, so many who do not, and so many who would rather not say."""
    given = [Answer.BETTER, Answer.MUCH_BETTER] * better
    given = [*given[:better], *[Answer.SAME] * others, *[Answer.RATHER_NOT] * rather_not]
    return [Spoke(f"{who or (year, month)}-{n}", date(year, month, 9), one, **kind) for n, one in enumerate(given)]


def figures(drawn):
    return [(one.answered, one.better) for one in drawn.points]


def test_months_are_drawn_where_twenty_answer_in_the_middle_one():
    spoke = [*answers(2026, 1, 10, 10), *answers(2026, 2, 5, 5), *answers(2026, 3, 20, 10)]
    drawn = line(spoke, ANY, TODAY, FIVE)
    assert figures(drawn) == [(20, 10), (10, 5), (30, 20)]
    assert not drawn.by_quarter
    assert drawn.people == 60


def test_quarters_are_drawn_where_fewer_do():
    spoke = [*answers(2026, 1, 10, 10), *answers(2026, 2, 5, 5), *answers(2026, 3, 9, 10), *answers(2026, 4, 6, 6)]
    drawn = line(spoke, ANY, TODAY, FIVE)
    assert figures(drawn) == [(49, 24), (12, 6)]
    assert [one.period for one in drawn.points] == [Period(date(2026, 1, 1), 3), Period(date(2026, 4, 1), 3)]


def test_what_has_not_ended_is_not_drawn():
    spoke = [*answers(2026, 12, 15, 15), *answers(2027, 1, 15, 15)]
    assert figures(line(spoke, ANY, date(2027, 1, 31), FIVE)) == [(30, 15)]
    assert figures(line(spoke, ANY, date(2027, 2, 1), FIVE)) == [(30, 15), (30, 15)]
    assert figures(line(answers(2026, 11, 8, 8), ANY, date(2026, 12, 31), FIVE)) == []


def test_somebody_counts_once_a_month_with_their_newest_answer():
    spoke = [*answers(2026, 1, 0, 30), *answers(2026, 2, 10, 20)]
    again = [Spoke(one.storyteller, date(2026, 1, 30), Answer.BETTER) for one in spoke[:10]]
    drawn = line([*again, *spoke], ANY, TODAY, FIVE)
    assert figures(drawn) == [(30, 10), (30, 10)]
    assert drawn.people == 60


def test_times_of_other_lengths_and_work_are_not_mixed_in():
    mine = answers(2026, 1, 15, 15, since=Since.MONTHS)
    others = [
        *answers(2026, 1, 0, 30, who="a", since=Since.YEAR), *answers(2026, 1, 0, 30, who="b"),
        *answers(2026, 1, 0, 30, who="c", since=Since.MONTHS, of_work=True),
    ]  # fmt: skip
    assert figures(line([*others, *mine], Kind(Since.MONTHS), TODAY, FIVE)) == [(30, 15)]


def test_it_says_who_would_rather_not_and_who_was_not_asked():
    spoke = [
        *answers(2026, 1, 15, 15, rather_not=6), *answers(2026, 1, 0, 9, who="other", since=Since.YEAR),
        *(Spoke(f"not asked {n}", date(2026, 1, 5)) for n in range(7)), Spoke("(2026, 1)-3", date(2026, 1, 2)),
    ]  # fmt: skip
    (point,) = line(spoke, ANY, TODAY, FIVE).points
    assert (point.answered, point.rather_not, point.not_asked) == (30, 6, 7)


@pytest.mark.parametrize(("better", "others"), [(3, 30), (30, 3), (2, 2), (4, 0)])
def test_a_month_with_too_few_people_is_hidden_with_one_beside_it(better, others):
    months = [answers(2026, month, 15, 15 + month) for month in (1, 2, 3)]
    months[1] = answers(2026, 2, better, others)
    drawn = line([*chain(*months)], ANY, TODAY, FIVE)
    assert drawn.points[1].share is None
    assert drawn.seen <= 1, "else the quarter less what is seen of it tells the hidden one"
    assert all(one.answered is None and one.not_asked is None for one in drawn.points if one.share is None)


def test_a_quarter_that_would_tell_what_is_hidden_elsewhere_is_hidden_with_another():
    months = [answers(2025, month, 15, 15 + month) for month in range(1, 13)]
    drawn = line(chain(*months), ANY, TODAY, FIVE, {Period(date(2025, 4, 1), 3)})
    assert [at for at, one in enumerate(drawn.points) if one.share is None] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("answered", "tells"),
    [
        pytest.param((5, 6, 7, 8, 9, 6), False, id="everything is shown"),
        pytest.param((None, 6, 7, None, 9, 6), True, id="one on each side is hidden"),
        pytest.param((5, 6, 7, None, None, 6), False, id="both who feel better are hidden"),
        pytest.param((None, None, 7, 8, 9, 6), False, id="two of the others are hidden"),
        pytest.param((None, 6, None, None, 9, 6), True, id="one who feels better, and two others"),
    ],
)
def test_what_the_lines_two_figures_would_tell(answered, tells):
    assert would_tell(Shown("2025 Q2", 40, answered, 0)) is tells
    assert would_tell(Shown("2025 Q2", None, answered, 0))


def test_a_month_without_answers_is_a_gap_and_ends_a_run():
    months = [answers(2026, month, 20 if month > 4 else 10, 15) for month in range(1, 13) if month != 8]
    drawn = line([*chain(*months)], ANY, TODAY, FIVE)
    assert (drawn.points[7].answered, drawn.points[7].share) == (0, None)
    assert Rule.ONE_SIDE not in {one.rule for one in drawn.signals}


def test_what_is_near_a_limit_within_a_longer_signal_is_not_said_twice():
    better = [8, 13, 11, 10, 13, 9, 12, 8, 10, 8, 15, 15, 17, 17, 15, 16, 17]
    months = [answers(2025 + n // 12, n % 12 + 1, many, 30 - many) for n, many in enumerate(better)]
    for told, rule in ((months[:-2], Rule.NEAR_LIMIT), (months, Rule.ONE_SIDE)):
        assert [one.rule for one in line(chain(*told), ANY, TODAY, FIVE).signals if one.up] == [rule]


def test_only_the_newest_two_years_are_drawn():
    months = [answers(2024 + month // 12, month % 12 + 1, 15, 15) for month in range(36)]
    drawn = line([*chain(*months)], ANY, TODAY, FIVE)
    assert [drawn.points[0].period.name, drawn.points[-1].period.name] == ["January 2025", "December 2026"]


def test_kinds_that_enough_people_answered_the_commonest_first_and_work_last():
    spoke = [
        *answers(2026, 1, 9, 9, who="a", since=Since.YEAR), *answers(2026, 1, 9, 10, who="b", since=Since.MONTHS),
        *answers(2026, 1, 50, 50, who="c", of_work=True), *answers(2026, 1, 2, 2, who="d"), Spoke("e", TODAY),
    ]  # fmt: skip
    assert kinds(spoke, FIVE) == (Kind(Since.MONTHS), Kind(Since.YEAR), Kind(None, of_work=True))
    assert kinds([], FIVE) == ()


def test_an_empty_bank_has_no_line():
    drawn = line([Spoke("a", date(2026, 1, 1))], ANY, TODAY, FIVE)
    assert (drawn.points, drawn.people, drawn.limits, drawn.signals) == ((), 0, None, ())


@st.composite
def spoken(draw):
    rng = random.Random(draw(st.integers(0, 10_000)))
    most = draw(st.integers(2, 40))
    return [
        Spoke(f"{month}-{n}", date(2025 + month // 12, month % 12 + 1, rng.randint(1, 28)), rng.choice(list(Answer)))
        for month in range(draw(st.integers(1, 24)))
        for n in range(rng.randint(0, most))
    ]


@settings(deadline=None, max_examples=60)
@given(spoken(), st.integers(3, 8))
def test_no_small_figure_is_ever_in_a_line(spoke, small):
    drawn = line(spoke, ANY, TODAY, disclosure.Rule(small))
    for one in drawn.points:
        for figure in (one.answered, one.better, one.rather_not, one.not_asked):
            assert figure is None or figure == 0 or figure >= small
        if one.share is not None:
            assert one.answered - one.better == 0 or one.answered - one.better >= small


@settings(deadline=None, max_examples=60)
@given(spoken(), st.integers(3, 8))
def test_where_the_quarters_are_known_no_hidden_month_stands_alone(spoke, small):
    """Whoever knows a quarter's figures and sees two of its months would know the third."""
    drawn = line(spoke, ANY, TODAY, disclosure.Rule(small))
    if not drawn.points or drawn.by_quarter:
        return
    for first in range(0, len(drawn.points) - 2, 3):
        hidden = [one for one in drawn.points[first : first + 3] if one.answered is None]
        if len(hidden) == 1:
            of_quarter = [one for one in spoke if hidden[0].period.first <= one.told_on < hidden[0].period.after]
            assert sum(one.answer is not Answer.RATHER_NOT for one in of_quarter) >= small, "its total is not small"
