"""What is tried: whom it is open to, what stands in the way of beginning, and that it ends with a lesson."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.reader import Role
from insight.errors import BadInput, NotAllowed, NotFound, Refused
from insight.learning.experiment import Answered, EndedAs
from insight.learning.experiments import LONGEST_WAIT
from tests.learning.conftest import PLAN

WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("role", "learns_with", "opens"),
    [
        (Role.MEMBER, ("Estates",), True),
        (Role.MEMBER, ("Food",), False),
        (Role.MEMBER, (), False),
        (Role.PEER_RESEARCHER, (), True),
        (Role.STEWARD, (), True),
    ],
)
def test_whom_it_is_open_to(learning, person, begun, clock, role, learns_with, opens):
    reader = person("Sol", role, *learns_with)
    clock.forward(days=8)
    assert bool(learning.experiments.list(reader)) is opens
    assert bool(learning.experiments.due(reader)) is opens
    if opens:
        assert learning.experiments.open(reader, begun).subgroup == "Estates"
        return
    later = clock().date() + WEEK
    for verb in (
        lambda: learning.experiments.open(reader, begun),
        lambda: learning.experiments.change(reader, begun, PLAN),
        lambda: learning.experiments.end(reader, begun, EndedAs.CHANGED, "Ask first."),
        lambda: learning.experiments.need(reader, begun, "the landlord"),
        lambda: learning.trials.begin_try(reader, begun, "One flat."),
        lambda: learning.trials.put_off_review(reader, begun, "Nobody was there.", later),
        lambda: learning.trials.note(reader, begun, clock().date(), "Fewer beds.", "the hospital's board paper"),
        lambda: learning.traces.back(reader, begun),
        lambda: learning.traces.since(reader, begun, 5),
    ):
        with pytest.raises(NotFound):
            verb()


def test_a_member_writes_things_down_for_their_own_sub_group(learning, ines, bank):
    with bank.writing() as work:
        food = work.alliance.subgroup("Food")
    assert list(learning.experiments.subgroups(ines).values()) == ["Estates"]
    with pytest.raises(NotAllowed):
        learning.experiments.write_down(ines, food, PLAN)


@pytest.mark.parametrize(
    "plan",
    [
        replace(PLAN, name=" "), replace(PLAN, what=""), replace(PLAN, who="Shaz"), replace(PLAN, name="k" * 201),
        replace(PLAN, stop_if="if Shaz says so"), replace(PLAN, surprise="s" * 1001),
    ],
)  # fmt: skip
def test_what_no_plan_says(learning, ines, estates, plan):
    with pytest.raises(BadInput):
        learning.experiments.write_down(ines, estates, plan)
    assert learning.experiments.list(ines) == ()


def test_a_plan_is_kept_whole_and_may_be_written_anew(learning, ines, written):
    assert learning.experiments.open(ines, written).experiment.plan == PLAN
    learning.experiments.change(ines, written, replace(PLAN, legal=""))
    assert learning.experiments.open(ines, written).experiment.unsaid == ("whether it is legal",)


def test_it_belongs_to_a_cycle_of_its_own_sub_group_or_of_everybody(learning, ines, person, estates, written):
    from insight.learning.cycle import Scale

    sol = person("Sol", Role.MEMBER, "Food")
    everybodys = learning.cycles.begin(sol, "Doors", "Who opens them?", Scale.PLACE, None, None)
    foods = learning.cycles.begin(sol, "Meals", "Who eats?", Scale.TEAM, next(iter(sol.subgroups)), None)
    learning.experiments.change(ines, written, replace(PLAN, cycle=everybodys))
    with pytest.raises(NotFound):
        learning.experiments.change(ines, written, replace(PLAN, cycle=foods))
    steward = person("Ola", Role.STEWARD)
    with pytest.raises(BadInput, match="another sub-group"):
        learning.experiments.change(steward, written, replace(PLAN, cycle=foods))
    (doors,) = [one for one in learning.cycles.list(ines) if one.cycle.id == everybodys]
    assert [one.id for one in doors.experiments] == [written]


# Beginning.


@pytest.mark.parametrize(("since", "review"), [(1, 7), (0, 0), (0, -1), (0, LONGEST_WAIT.days + 1)])
def test_on_which_days_it_cannot_begin(learning, ines, written, clock, since, review):
    today = clock().date()
    with pytest.raises(BadInput):
        learning.experiments.begin(ines, written, today + timedelta(days=since), today + timedelta(days=review))
    assert learning.experiments.open(ines, written).experiment.since is None


def test_it_begins_once(learning, ines, begun, clock):
    with pytest.raises(Refused, match="already"):
        learning.experiments.begin(ines, begun, clock().date(), clock().date() + WEEK)


def test_a_permission_is_needed_asked_for_and_answered(learning, ines, written, clock):
    trying, today = learning.experiments, clock().date()
    landlord = trying.need(ines, written, "the landlord")
    with pytest.raises(Refused, match="permission"):
        trying.begin(ines, written, today, today + WEEK)
    trying.asked(ines, written, landlord, "the team leader", today)
    trying.answered(ines, written, landlord, Answered.NO, "Not without a deposit.")
    with pytest.raises(Refused, match="permission"):
        trying.begin(ines, written, today, today + WEEK)
    with pytest.raises(Refused, match="stays"):
        trying.not_needed(ines, written, landlord)
    trying.answered(ines, written, landlord, Answered.YES_IF, "One flat only.")
    trying.begin(ines, written, today, today + WEEK)
    (one,) = trying.open(ines, written).experiment.permissions
    assert (one.whose, one.asked_by, one.asked_on, one.answer, one.said) == (
        "the landlord", "the team leader", today, Answered.YES_IF, "One flat only.",
    )  # fmt: skip


def test_what_is_found_to_be_needed_later_stands_beside_what_has_begun(learning, ines, begun):
    learning.experiments.need(ines, begun, "the fire service")
    one = learning.experiments.open(ines, begun).experiment
    assert one.running
    assert [each.whose for each in one.in_the_way] == ["the fire service"]


@pytest.mark.parametrize(
    "verb",
    [
        lambda trying, ines, one, p, today: trying.need(ines, one, "Shaz"),
        lambda trying, ines, one, p, today: trying.need(ines, one, " "),
        lambda trying, ines, one, p, today: trying.asked(ines, one, p, "", today),
        lambda trying, ines, one, p, today: trying.asked(ines, one, p, "the team leader", today + WEEK),
        lambda trying, ines, one, p, today: trying.answered(ines, one, p, Answered.NO, ""),
        lambda trying, ines, one, p, today: trying.answered(ines, one, p, Answered.YES_IF, " "),
        lambda trying, ines, one, p, today: trying.answered(ines, one, p, Answered.YES, "Shaz said so"),
    ],
)
def test_what_is_not_written_about_a_permission(learning, ines, written, clock, verb):
    landlord = learning.experiments.need(ines, written, "the landlord")
    before = learning.experiments.open(ines, written).experiment
    with pytest.raises(BadInput):
        verb(learning.experiments, ines, written, landlord, clock().date())
    assert learning.experiments.open(ines, written).experiment == before


ACTS = st.lists(
    st.tuples(st.sampled_from(["need", "drop", "begin", *Answered]), st.integers(0, 2)), min_size=1, max_size=12
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_nothing_begins_without_a_yes_of_everybody_whose_permission_is_needed(learning, ines, estates, clock, acts):
    """Whatever is needed, answered, dropped and tried in whatever order."""
    trying, today = learning.experiments, clock().date()
    one = trying.write_down(ines, estates, PLAN)
    for act, which in acts:
        before = trying.open(ines, one).experiment
        at = before.permissions[which] if which < len(before.permissions) else None
        try:
            if act == "need":
                trying.need(ines, one, "the landlord")
            elif act == "begin":
                trying.begin(ines, one, today, today + WEEK)
                assert all(each.given for each in before.permissions)
                assert before.since is None
            elif at is not None and act == "drop":
                trying.not_needed(ines, one, at.id)
                assert at.answer is None
            elif at is not None:
                trying.answered(ines, one, at.id, act, "They said so.")
        except Refused:
            assert trying.open(ines, one).experiment == before
            assert act == "begin" or at is not None
    after = trying.open(ines, one).experiment
    assert all(each.answer is not None for each in after.permissions if not each.given) or after.in_the_way


# The end.


def test_it_ends_with_a_lesson_and_stays_as_it_was(learning, ines, begun, clock):
    trying = learning.experiments
    learning.trials.begin_try(ines, begun, "One flat.")
    with pytest.raises(BadInput, match="learned"):
        trying.end(ines, begun, EndedAs.CHANGED, " ")
    trying.end(ines, begun, EndedAs.CHANGED, "The paper was never the point.")
    one = trying.open(ines, begun).experiment
    assert (one.ended_as, one.lesson, one.ended_on) == (
        EndedAs.CHANGED, "The paper was never the point.", clock().date(),
    )  # fmt: skip
    assert one.trying is None
    for verb in (
        lambda: trying.change(ines, begun, PLAN),
        lambda: trying.end(ines, begun, EndedAs.EMBEDDED, "No, kept."),
        lambda: trying.need(ines, begun, "the landlord"),
        lambda: learning.trials.begin_try(ines, begun, "Two flats."),
        lambda: learning.trials.hold_review(ines, begun, "Well.", clock().date() + WEEK),
    ):
        with pytest.raises(Refused, match="ended"):
            verb()
    assert trying.open(ines, begun).experiment == one


def test_what_never_began_can_only_be_let_go(learning, ines, written):
    for how in (EndedAs.EMBEDDED, EndedAs.CHANGED):
        with pytest.raises(BadInput, match="let go"):
            learning.experiments.end(ines, written, how, "We asked too late.")
    learning.experiments.end(ines, written, EndedAs.DISCARDED, "We asked too late.")
    assert not learning.experiments.open(ines, written).experiment.running


def test_the_audit_says_who_did_what_and_no_word_of_it(learning, ines, begun, bank):
    learning.experiments.end(ines, begun, EndedAs.CHANGED, "The paper was never the point.")
    with bank.reading() as work:
        entries = [one for one in work.records.entries(10) if one.subject == begun]
    assert [one.what for one in entries] == ["trying_ended", "trying_begun", "trying_written"]
    assert not [one for one in entries if "paper" in str(one)]
