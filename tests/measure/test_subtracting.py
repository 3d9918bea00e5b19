"""Groups of different views that hold nearly the same people are found, so that none is taken from another."""

import pytest

from insight.measure.network import Group
from insight.measure.rule import Rule
from insight.measure.subtracting import hidden_in, nearly_the_same, telling

FIVE = Rule(5)


def people(first, number, answer="better"):
    return frozenset((f"p{one}", answer) for one in range(first, first + number))


A, B, C = people(0, 20), people(20, 20), people(40, 20)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        pytest.param({"x": A, "y": B | C}, {"u": A, "v": B | C}, [set(), set()], id="the same people twice"),
        pytest.param(
            {"x": A, "y": B | C}, {"u": A | people(20, 1), "v": people(21, 39)}, [{"x", "y"}, {"u", "v"}],
            id="all of a group and one more",
        ),
        pytest.param(
            {"x": A, "y": B, "z": C}, {"u": A | B | people(40, 2), "v": people(42, 18)}, [{"z"}, {"u", "v"}],
            id="two groups together, and two people more",
        ),
        pytest.param(
            {"x": A, "y": B | C}, {"u": people(0, 10), "v": people(10, 50)}, [set(), set()], id="far from one another"
        ),
        pytest.param({"x": A | B | C}, {"u": A, "v": B | C}, [set(), set()], id="everybody is no group of its own"),
        pytest.param(
            {"x": A, "y": B}, {"u": A | people(20, 3, "worse"), "v": people(23, 17)}, [{"x", "y"}, {"u", "v"}],
            id="who answered otherwise there is somebody else",
        ),
    ],
)  # fmt: skip
def test_what_would_tell_of_few(one, other, found):
    assert telling([[one], [other]], FIVE) == found


def test_a_month_and_its_quarter_are_no_business_of_this():
    assert telling([[{"q": A | B}, {"m": A | people(20, 1), "n": people(21, 19)}]], FIVE) == [set()]


def test_a_month_is_held_against_another_view():
    months = {"m": A | people(20, 1), "n": people(21, 39)}
    assert telling([[{"q": A | B | C}, months], [{"x": A, "y": B | C}]], FIVE)[0] == {"m", "n"}


def test_groups_are_marked_where_they_stand():
    inner = Group("m", (5,), 0)
    [marked] = hidden_in([Group("q", (5,), 0, (inner,))], {"m"})
    assert (marked.telling, marked.within[0].telling) == (False, True)


@pytest.mark.parametrize(("others", "nearly"), [(0, False), (1, True), (4, True), (5, False)])
def test_nearly_the_same(others, nearly):
    assert nearly_the_same(A, A | people(20, others), FIVE) is nearly
