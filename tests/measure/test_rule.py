"""What each form of the rule hides and how exact it shows the rest."""

import pytest

from insight.measure.rule import Form, Rule, rule_of

ROUNDED = rule_of(Form.ROUNDED, 5)


@pytest.mark.parametrize(("number", "said"), [(0, 0), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1003, 1005)])
def test_to_the_nearest_five(number, said):
    assert not ROUNDED.hides(number)
    assert ROUNDED.said(number) == said


@pytest.mark.parametrize(
    ("rule", "hidden"), [(rule_of(Form.HIDDEN_TOGETHER, 5), 4), (rule_of(Form.HIDDEN_TOGETHER, 10), 9), (ROUNDED, 7)]
)
def test_few_are_hidden(rule, hidden):
    assert [one for one in range(20) if rule.hides(one)] == list(range(1, hidden + 1))


@pytest.mark.parametrize("rule", [Rule(5), ROUNDED, Rule(8, 10)])
def test_between_is_every_figure_that_is_shown_alike_and_no_other(rule):
    for number in (0, *range(rule.hidden_below, 60)):
        alike = [one for one in range(70) if not rule.hides(one) and rule.said(one) == rule.said(number)]
        least, most = rule.between(number)
        assert [one for one in range(least, most + 1) if not rule.hides(one)] == alike
