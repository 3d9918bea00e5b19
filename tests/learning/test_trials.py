"""Tries one by one; reviews that are due until somebody held them, put them off with a reason, or it ended."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.gate import scope
from insight.errors import BadInput, Refused
from insight.learning.experiment import EndedAs, What
from tests.learning.conftest import PLAN

WEEK = timedelta(days=7)


def test_tries_come_one_after_another(learning, ines, begun, clock):
    trials = learning.trials
    assert trials.begin_try(ines, begun, "One flat, one night.") == 1
    with pytest.raises(Refused, match="still running"):
        trials.begin_try(ines, begun, "Two flats.")
    clock.forward(days=3)
    trials.end_try(ines, begun, "Nobody came.")
    with pytest.raises(Refused, match="No try"):
        trials.end_try(ines, begun, "Nobody came.")
    assert trials.begin_try(ines, begun, "We rang first.") == 2
    first, second = learning.experiments.open(ines, begun).experiment.tries
    assert (first.number, first.did, first.happened) == (1, "One flat, one night.", "Nobody came.")
    assert (first.ended_on - first.begun_on).days == 3
    assert (second.number, second.ended_on) == (2, None)


def test_nothing_is_tried_or_reviewed_before_it_begins(learning, ines, written, clock):
    for verb in (
        lambda: learning.trials.begin_try(ines, written, "One flat."),
        lambda: learning.trials.end_try(ines, written, "Nobody came."),
        lambda: learning.trials.hold_review(ines, written, "Well.", clock().date() + WEEK),
        lambda: learning.trials.put_off_review(ines, written, "Snow.", clock().date() + WEEK),
    ):
        with pytest.raises(Refused, match="not begun"):
            verb()


@pytest.mark.parametrize("said", ["", " ", "Shaz was ill", "s" * 2001])
def test_a_review_is_neither_held_nor_put_off_without_words_that_may_stand(learning, ines, begun, clock, said):
    clock.forward(days=7)
    for verb in (learning.trials.hold_review, learning.trials.put_off_review):
        with pytest.raises(BadInput):
            verb(ines, begun, said, clock().date() + WEEK)
    assert learning.experiments.open(ines, begun).due


@pytest.mark.parametrize("days", [0, -1, 367])
def test_the_next_review_has_a_day_to_come(learning, ines, begun, clock, days):
    for verb in (learning.trials.hold_review, learning.trials.put_off_review):
        with pytest.raises(BadInput):
            verb(ines, begun, "Snow.", clock().date() + timedelta(days=days))


def test_put_off_means_later(learning, ines, begun, clock):
    with pytest.raises(BadInput, match="later"):
        learning.trials.put_off_review(ines, begun, "Snow.", clock().date() + timedelta(days=6))


def test_a_review_is_put_off_with_a_reason_and_then_held(learning, ines, begun, clock):
    agreed = clock().date() + WEEK
    clock.forward(days=9)
    assert learning.experiments.open(ines, begun).due
    learning.trials.put_off_review(ines, begun, "Half of us had flu.", clock().date() + WEEK)
    assert learning.experiments.due(ines) == ()
    clock.forward(days=7)
    assert [one.experiment.id for one in learning.experiments.due(ines)] == [begun]
    learning.trials.hold_review(ines, begun, "Two of three came back.", clock().date() + WEEK)
    off, held = learning.experiments.open(ines, begun).experiment.reviews
    assert (off.held, off.due_on, off.said, off.next_on) == (
        False, agreed, "Half of us had flu.", agreed + timedelta(days=9),
    )  # fmt: skip
    assert (held.held, held.due_on) == (True, off.next_on)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["wait", "hold", "put off", "plan", "try", "happened", "need", "note", "end"]),
        st.integers(-3, 40),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_a_due_review_never_disappears_without_a_record(learning, ines, estates, clock, acts):
    """Whatever is done in whatever order: it is due until a review is written down, or it ends with its lesson."""
    one = learning.experiments.write_down(ines, estates, PLAN)
    learning.experiments.begin(ines, one, clock().date(), clock().date() + WEEK)
    for act, days in acts:
        before = learning.experiments.open(ines, one)
        today = clock().date()
        verbs = {
            "wait": lambda days=days: clock.forward(days=max(days, 0)),
            "hold": lambda on=today + timedelta(days=days): learning.trials.hold_review(ines, one, "Well.", on),
            "put off": lambda on=today + timedelta(days=days): learning.trials.put_off_review(ines, one, "Snow.", on),
            "plan": lambda: learning.experiments.change(ines, one, PLAN),
            "try": lambda: learning.trials.begin_try(ines, one, "One flat."),
            "happened": lambda: learning.trials.end_try(ines, one, "Nobody came."),
            "need": lambda: learning.experiments.need(ines, one, "the landlord"),
            "note": lambda today=today: learning.trials.note(ines, one, today, "Fewer beds.", "a board paper"),
            "end": lambda: learning.experiments.end(ines, one, EndedAs.CHANGED, "Ask first."),
        }
        try:
            verbs[act]()
        except Refused:
            continue
        after = learning.experiments.open(ines, one)
        recorded = len(after.experiment.reviews) > len(before.experiment.reviews) or bool(after.experiment.lesson)
        if before.due and not after.due:
            assert recorded
        if not recorded:
            assert after.experiment.review_on == before.experiment.review_on
        assert after.due is (one in {each.experiment.id for each in learning.experiments.due(ines)})
        assert after.experiment.ended_on is not None or after.experiment.review_on is not None


# The wider system.


def test_a_note_has_a_source_and_may_come_after_the_end(learning, ines, begun, clock):
    today = clock().date()
    for text, source, day in (("", "a paper", today), ("Fewer beds.", "", today), ("Fewer beds.", "a", today + WEEK)):
        with pytest.raises(BadInput):
            learning.trials.note(ines, begun, day, text, source)
    learning.experiments.end(ines, begun, EndedAs.EMBEDDED, "It is ours now.")
    learning.trials.note(ines, begun, today, "Fewer nights in hospital.", "the hospital's board paper, June")
    (note,) = learning.experiments.open(ines, begun).experiment.notes
    assert (note.text, note.source) == ("Fewer nights in hospital.", "the hospital's board paper, June")


# What happened between two days.


def test_what_began_was_reviewed_or_ended_between_two_days(learning, ines, person, begun, clock, bank):
    from insight.access.reader import Role

    start = clock().date() - timedelta(days=14)
    clock.forward(days=8)
    learning.trials.put_off_review(ines, begun, "Snow.", clock().date() + WEEK)
    held = clock().date() + timedelta(days=1)
    clock.forward(days=1)
    learning.trials.hold_review(ines, begun, "Well.", clock().date() + WEEK)
    clock.forward(days=1)
    learning.experiments.end(ines, begun, EndedAs.CHANGED, "Ask first.")
    ended = clock().date()

    def between(reader, first, last):
        with bank.reading() as work:
            found = work.experiments.between(first, last, scope(reader, today=ended))
        return [(one.what, one.on) for one in found]

    everything = [(What.BEGUN, start), (What.REVIEWED, held), (What.ENDED, ended)]
    assert between(ines, start, ended) == everything
    assert between(ines, start + timedelta(days=1), ended - timedelta(days=1)) == [(What.REVIEWED, held)]
    assert between(person("Sol", Role.MEMBER, "Food"), start, ended) == []
    assert between(person("Ade", Role.INTERVIEWER, "Estates"), start, ended) == []
