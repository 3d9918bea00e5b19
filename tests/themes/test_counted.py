"""Who told of a theme, counted so that nobody can be told from it: not by a figure, nor by what is left of others."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.measure.rule import Rule
from insight.stories.inquiry import TellerKind
from insight.themes.counted import NO_DATE, Counted, Spread, beside, in_order, spread
from insight.themes.seen import Placing, Voice

SMALL = 5
FIVE = Rule(SMALL)


def told(number, *, teller=TellerKind.PERSON, on=date(2026, 5, 3), inquiry="One", who="", theme="t"):
    """So many people, each with one passage."""
    return [
        Placing(f"p{who}{teller}{inquiry}{on}{n}", f"s{who}{teller}{inquiry}{on}{n}", f"{who}{teller}{n}", teller, on,
                inquiry, theme, 0.5, False)
        for n in range(number)
    ]  # fmt: skip


def figures(groups):
    return {one.name: one.people for one in groups}


@pytest.mark.parametrize(
    ("people", "workers", "family", "shown"),
    [
        pytest.param(9, 8, 7, {"services": 9, "work": 8, "family": 7}, id="nobody is few"),
        pytest.param(9, 8, 4, {"services": 9, "work": None, "family": None}, id="a few take the smallest other along"),
        pytest.param(9, 4, 3, {"services": 9, "work": None, "family": None}, id="two that hide each other"),
        pytest.param(9, 2, 1, {"services": None, "work": None, "family": None}, id="two that hide nobody"),
        pytest.param(9, 0, 0, {"services": 9}, id="everybody is one voice"),
        pytest.param(9, 8, 0, {"services": 9, "work": 8}, id="a voice that nobody has is no secret"),
        pytest.param(2, 1, 1, {"services": None, "work": None, "family": None}, id="a theme of few"),
    ],
)
def test_by_voice(people, workers, family, shown):
    some = told(people) + told(workers, teller=TellerKind.WORKER) + told(family, teller=TellerKind.FAMILY)
    counted = spread(some, ("One",), FIVE)
    assert counted.people == people + workers + family
    assert figures(counted.voices) == shown
    assert counted.of(Voice.FAMILY) == (0 if not family else shown["family"])


def test_workers_managers_and_commissioners_are_one_voice():
    some = [one for kind in TellerKind if kind.works for one in told(3, teller=kind)]
    assert figures(spread(some, ("One",), FIVE).voices) == {"work": 9}


def test_somebody_counts_once_however_much_they_told():
    twice = told(6) + told(6, inquiry="Two", on=date(2026, 2, 1))
    counted = spread(twice, ("Two", "One"), FIVE)
    assert counted.people == 6
    assert counted.rounds == (Counted("Two", 6), Counted("One", 6))
    assert figures(counted.quarters) == {"2026 Q1": 6, "2026 Q2": 6}


def test_who_is_two_things_is_what_they_were_last():
    then = Placing("p", "s", "ada", TellerKind.PERSON, date(2025, 1, 1), "One", "t", 0.5, False)
    later = Placing("q", "r", "ada", TellerKind.WORKER, date(2026, 1, 1), "One", "t", 0.4, False)
    counted = spread([later, then, *told(6, teller=TellerKind.WORKER)], ("One",), FIVE)
    assert figures(counted.voices) == {"work": 7}


def test_months_stand_in_their_quarters_and_what_has_no_date_stands_last():
    some = told(6) + told(7, on=date(2026, 6, 1), who="b") + told(8, on=None, who="c")
    counted = spread(some, ("One",), FIVE)
    assert [one.name for one in counted.quarters] == ["2026 Q2", NO_DATE]
    assert counted.quarters[0].within == (Counted("2026-05", 6), Counted("2026-06", 7))


def test_rounds_come_in_the_order_of_their_first_story():
    assert in_order(told(1, inquiry="B", on=date(2025, 1, 1)) + told(1, inquiry="A")) == ("B", "A")


# No figure can be told from the others.

people_of_a_theme = st.lists(
    st.tuples(st.sampled_from(TellerKind), st.sampled_from("ABC"), st.integers(1, 9)), min_size=1, max_size=60
)


@settings(max_examples=300, deadline=None)
@given(people_of_a_theme)
def test_what_is_hidden_is_not_what_is_left(some):
    placings = [
        Placing(f"p{n}", f"s{n}", f"who{n}", kind, date(2026, month, 1), inquiry, "t", 0.5, False)
        for n, (kind, inquiry, month) in enumerate(some)
    ]
    counted = spread(placings, ("A", "B", "C"), FIVE)
    months = [one for quarter in counted.quarters for one in quarter.within]
    for view, whole in (
        (counted.voices, counted.people), (counted.rounds, counted.people), (counted.quarters, counted.people),
        *((quarter.within, quarter.people) for quarter in counted.quarters if quarter.people is not None),
    ):  # fmt: skip
        hidden = [one for one in view if one.people is None]
        left = whole - sum(one.people for one in view if one.people is not None)
        assert all(one.people is None or one.people >= SMALL for one in view)
        if hidden and whole >= SMALL:
            assert len(hidden) > 1, "else it is what is left"
        if hidden and len(hidden) < len(view):
            # Somebody is in every group that is listed; any that is hidden could be as large as one that is shown.
            assert left - (len(hidden) - 1) >= SMALL
    truth = Counter(date(2026, month, 1).strftime("%Y-%m") for _, _, month in some)
    assert all(one.people in (None, truth[one.name]) for one in months)


def view(**people):
    return tuple(Counted(name, number) for name, number in people.items())


def of(**people):
    return Spread(50, view(**people), (), ())


@pytest.mark.parametrize(
    ("themes", "shown"),
    [
        pytest.param([of(work=None), of(work=20)], None, id="what is left must be in the one that hides it"),
        pytest.param([of(work=None), of(work=23)], 23, id="nothing need be left"),
        pytest.param([of(work=None), of(work=None), of(work=20)], None, id="in one of two"),
        pytest.param([of(work=None), of(work=None), of(work=None)], 23, id="in any of many"),
        pytest.param([of(work=9), of(work=20)], 23, id="nothing is hidden"),
    ],
)
def test_everybody_is_not_shown_where_that_tells_what_a_theme_hides(themes, shown):
    kept = beside(of(work=23, family=30), themes)
    assert figures(kept.voices)["work"] == shown
    assert (figures(kept.voices)["family"] is None) is (shown is None), "it could be told from how many there are"
