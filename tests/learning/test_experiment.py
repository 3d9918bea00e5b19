"""What a plan has to say, whose permission stands in the way, and when a review is due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from insight.learning.experiment import Answered, EndedAs, Experiment, Permission, Plan, Try, in_order

TODAY = date(2026, 6, 15)
AT = datetime(2026, 6, 1, tzinfo=UTC)
ONE = Experiment("e", "g", Plan("A key", "First."), None, None, None, None, "", "a", AT)


def permission(answer):
    return Permission("p", "the landlord", "", None, answer, "", "a", AT)


@pytest.mark.parametrize(
    ("review_on", "since", "ended_on", "due"),
    [
        (TODAY, TODAY, None, True),
        (TODAY - timedelta(days=40), TODAY, None, True),
        (TODAY + timedelta(days=1), TODAY, None, False),
        (TODAY, None, None, False),
        (TODAY, TODAY, TODAY, False),
        (None, TODAY, None, False),
    ],
)
def test_when_a_review_is_due(review_on, since, ended_on, due):
    assert replace(ONE, review_on=review_on, since=since, ended_on=ended_on).due(TODAY) is due


def test_what_a_plan_does_not_say_is_said():
    assert ONE.unsaid == ("whether it is legal", "whether it is safe", "what would make us stop")
    plan = replace(ONE.plan, legal="yes", safe="yes", stop_if="somebody is hurt")
    assert replace(ONE, plan=plan).unsaid == ()


@pytest.mark.parametrize(
    ("answer", "in_the_way"), [(None, True), (Answered.NO, True), (Answered.YES, False), (Answered.YES_IF, False)]
)
def test_what_stands_in_the_way(answer, in_the_way):
    assert bool(replace(ONE, permissions=(permission(answer),)).in_the_way) is in_the_way


def test_the_try_that_runs_is_the_one_that_has_not_ended():
    first = Try("1", 1, "once", "no", TODAY, TODAY, "a", AT)
    second = Try("2", 2, "again", "", TODAY, None, "a", AT)
    assert replace(ONE, tries=(first,)).trying is None
    assert replace(ONE, tries=(first, second)).trying is second


def test_they_are_listed_by_what_needs_people_first():
    waits = replace(ONE, id="waits")
    due = replace(ONE, id="due", since=TODAY, review_on=TODAY)
    longer_due = replace(due, id="longer due", review_on=TODAY - timedelta(days=9))
    runs = replace(due, id="runs", review_on=TODAY + timedelta(days=9))
    ended = replace(due, id="ended", ended_on=TODAY, ended_as=EndedAs.CHANGED)
    ended_before = replace(ended, id="ended before", ended_on=TODAY - timedelta(days=3))
    found = in_order([ended_before, ended, waits, runs, due, longer_due], TODAY)
    assert [one.id for one in found] == ["longer due", "due", "runs", "waits", "ended", "ended before"]
