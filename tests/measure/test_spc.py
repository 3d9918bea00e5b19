"""The XmR chart against its oracle, rule by rule, and what has to hold for any values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.measure.spc import FALSE_IN_100, Limits, Rule, Signal, false_in_100, limits, signals

ORACLE = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]
WITHIN = Limits(0.0, -3.0, 3.0)
share = st.integers(0, 40).map(lambda people: people / 40)
shares = st.lists(st.none() | share, max_size=40)


@pytest.mark.parametrize(("screened", "lower", "upper"), [(True, -0.72, 4.60), (False, -3.06, 6.95)])
def test_the_oracle_to_two_decimals(screened, lower, upper):
    assert len(ORACLE) == 18
    found = limits(ORACLE, screened=screened)
    assert [round(one, 2) for one in (found.mean, found.lower, found.upper)] == [1.94, lower, upper]
    assert not found.trial


def test_the_strange_value_of_the_oracle_is_a_signal():
    assert signals(ORACLE, limits(ORACLE)) == (Signal(Rule.OUTSIDE, 4, 4, True),)


@pytest.mark.parametrize(("number", "trial"), [(3, None), (4, True), (11, True), (12, False)])
def test_limits_of_few_values_are_trial_limits_or_none(number, trial):
    found = limits([0.4, 0.5] * 6 if number == 12 else ([0.4, 0.5] * 6)[:number])
    assert (found.trial if found else None) is trial


def test_there_are_no_limits_where_no_two_values_stand_side_by_side():
    assert limits([0.1, None, 0.2, None, 0.3, None, 0.4]) is None


def test_what_is_not_known_has_no_range():
    assert limits([1, 2, None, 9, 8, 9]) == limits([9, 8, 9, None, 1, 2])
    assert limits([1, 2, None, 9, 8, 9], screened=False).upper == pytest.approx(29 / 5 + 2.66)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([0, 3.01, 0], [(Rule.OUTSIDE, 1, 1, True)], id="above the limit"),
        pytest.param([0, -4, -5, 0], [(Rule.OUTSIDE, 1, 2, False)], id="below it twice, once told"),
        pytest.param([0, 3, -3, 0], [], id="on the limit"),
        pytest.param([-1, *[1] * 7, -1], [(Rule.ONE_SIDE, 1, 7, True)], id="seven on one side"),
        pytest.param([*[-1, -2] * 5], [(Rule.ONE_SIDE, 0, 9, False)], id="ten below are one signal"),
        pytest.param([*[1] * 6, -1, 1], [], id="six on one side"),
        pytest.param([1, 1, 1, 0, 1, 1, 1, 1], [], id="one on the mean is on no side"),
        pytest.param([1, 1, 1, None, 1, 1, 1, 1], [], id="nor is one that nobody knows"),
        pytest.param([-1.5, -1, -0.5, 0, 0.5, 1, 1.5], [(Rule.TREND, 0, 6, True)], id="seven rise"),
        pytest.param([1.5, 1, 0.5, 0, -0.5, -1, -1.5, 1], [(Rule.TREND, 0, 6, False)], id="seven fall"),
        pytest.param([-1, -0.5, 0, 0.5, 1, 1.5], [], id="six rise"),
        pytest.param([-1.5, -1, -0.5, 0, 0, 0.5, 1, 1.5], [], id="a step of nothing ends it"),
        pytest.param([0, 2.1, 1, 2.1, 0], [(Rule.NEAR_LIMIT, 1, 3, True)], id="two of three near the limit"),
        pytest.param([0, -2.1, -3, -1, 0], [(Rule.NEAR_LIMIT, 1, 2, False)], id="two that follow one another"),
        pytest.param([0, 2, 2, 0], [], id="two thirds are not beyond two thirds"),
        pytest.param([0, 2.1, 1, 1, 2.1, 0], [], id="two of four"),
        pytest.param([0, 2.1, -2.1, 0], [], id="near both limits"),
        pytest.param([0, 2.1, -1, 2.1, 0], [], id="the third on the other side"),
        pytest.param([2.1, 2.1, None], [], id="the third not known"),
        pytest.param([1, 2.1, 2.1, 2.1, 2.1, 0], [(Rule.NEAR_LIMIT, 1, 4, True)], id="four near are one signal"),
    ],
)
def test_the_four_rules(values, expected):
    assert [(one.rule, one.first, one.last, one.up) for one in signals(values, WITHIN)] == expected


@settings(deadline=None)
@given(shares)
def test_upside_down_everything_is_found_the_other_way_round(values):
    down = [None if one is None else -one for one in values]
    found, other = limits(values), limits(down)
    assert (found is None) == (other is None)
    if found:
        assert (other.mean, other.lower, other.upper) == (-found.mean, -found.upper, -found.lower)
        turned = {Signal(one.rule, one.first, one.last, not one.up) for one in signals(down, other)}
        assert set(signals(values, found)) == turned


@settings(deadline=None)
@given(shares)
def test_a_signal_lies_within_the_values_and_holds_none_that_nobody_knows(values):
    if found := limits(values):
        assert found.lower <= found.mean <= found.upper
        for one in signals(values, found):
            assert 0 <= one.first <= one.last < len(values)
            assert None not in values[one.first : one.last + 1]


@settings(deadline=None)
@given(st.lists(share, min_size=4, max_size=40))
def test_screening_never_widens_the_limits(values):
    assert limits(values).upper <= limits(values, screened=False).upper


@pytest.mark.parametrize("number", [4, 12, 40])
def test_where_nothing_ever_varies_there_is_no_signal(number):
    assert signals([0.5] * number, limits([0.5] * number)) == ()


def test_the_longer_the_line_the_more_chance_alone_finds():
    chances = [false_in_100(number) for number in range(4, 40)]
    assert chances == sorted(chances)
    assert (false_in_100(24), false_in_100(23), false_in_100(60)) == (FALSE_IN_100[24],) * 3
