"""Learning cycles: whom each is open to, that it moves on with what was learned, and that none lies in itself."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.access.reader import Role, operator
from insight.errors import BadInput, NotAllowed, NotFound, Refused
from insight.learning.cycle import Scale, Stage, as_wide, loops


@pytest.fixture
def doors(learning, ines):
    return learning.cycles.begin(ines, "Doors", "Who opens them?", Scale.PLACE, None, None)


def opened(learning, reader, wanted):
    return next(one for one in learning.cycles.list(reader) if one.cycle.id == wanted)


@pytest.mark.parametrize(("outer", "inner"), product(Scale, Scale))
def test_a_cycle_lies_in_one_that_is_as_wide_or_wider(learning, ines, outer, inner):
    wide = ["person", "team", "organisation", "place"]
    fits = wide.index(outer) >= wide.index(inner)
    assert as_wide(outer, inner) is fits
    around = learning.cycles.begin(ines, "Doors", "Who opens them?", outer, None, None)
    if not fits:
        with pytest.raises(BadInput, match="wider"):
            learning.cycles.begin(ines, "Keys", "Who has one?", inner, None, around)
        return
    inside = learning.cycles.begin(ines, "Keys", "Who has one?", inner, None, around)
    assert [(one.cycle.id, one.depth) for one in learning.cycles.list(ines)] == [(around, 0), (inside, 1)]


def test_none_comes_to_lie_in_itself(learning, ines, person, doors, clock):
    cycles = learning.cycles
    clock.forward(minutes=1)
    keys = cycles.begin(ines, "Keys", "Who has one?", Scale.PLACE, next(iter(ines.subgroups)), doors)
    clock.forward(minutes=1)
    locks = cycles.begin(ines, "Locks", "Who has one?", Scale.PLACE, None, keys)
    for parent in (doors, keys, locks):
        with pytest.raises(BadInput, match="itself"):
            cycles.lie_in(ines, doors, parent)
    # Also for somebody who does not see the one between.
    with pytest.raises(BadInput, match="itself"):
        cycles.lie_in(person("Sol", Role.MEMBER, "Food"), doors, locks)
    cycles.lie_in(ines, locks, doors)
    cycles.lie_in(ines, keys, None)
    assert [(one.cycle.id, one.depth) for one in cycles.list(ines)] == [(doors, 0), (locks, 1), (keys, 0)]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=25))
def test_however_cycles_are_nested_there_is_never_a_loop(moves):
    parents: dict[str, str | None] = {str(one): None for one in range(6)}
    for child, parent in moves:
        if not loops(parents, str(child), str(parent)):
            parents[str(child)] = str(parent)
    for one in parents:
        seen, at = set(), one
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = parents[at]


@pytest.mark.parametrize(
    ("role", "learns_with", "sees"),
    [
        (Role.MEMBER, ("Estates",), {"Doors", "Keys"}),
        (Role.MEMBER, ("Food",), {"Doors"}),
        (Role.MEMBER, (), {"Doors"}),
        (Role.STEWARD, (), {"Doors", "Keys"}),
    ],
)
def test_whom_a_cycle_is_open_to(learning, ines, person, doors, role, learns_with, sees):
    keys = learning.cycles.begin(ines, "Keys", "Who has one?", Scale.TEAM, next(iter(ines.subgroups)), None)
    reader = person("Sol", role, *learns_with)
    assert {one.cycle.name for one in learning.cycles.list(reader)} == sees
    if "Keys" not in sees:
        for verb in (
            lambda: learning.cycles.move_on(reader, keys, Stage.DESIGN, "They wait."),
            lambda: learning.cycles.lie_in(reader, keys, None),
            lambda: learning.cycles.look_after(reader, keys),
            lambda: learning.cycles.lie_in(reader, doors, keys),
        ):
            with pytest.raises(NotFound):
                verb()


@pytest.mark.parametrize(
    ("name", "purpose"), [("", "Why?"), ("Doors", " "), ("Shaz", "Why?"), ("Doors", "Shaz asked"), ("d" * 201, "Why?")]
)
def test_what_no_cycle_is_called(learning, ines, name, purpose):
    with pytest.raises(BadInput):
        learning.cycles.begin(ines, name, purpose, Scale.TEAM, None, None)
    assert learning.cycles.list(ines) == ()


def test_a_member_begins_one_for_their_own_sub_group(learning, ines, person):
    food = next(iter(person("Sol", Role.MEMBER, "Food").subgroups))
    with pytest.raises(NotAllowed):
        learning.cycles.begin(ines, "Meals", "Who eats?", Scale.TEAM, food, None)


def test_it_moves_on_with_what_was_learned_and_may_go_back(learning, ines, doors, clock):
    cycles = learning.cycles
    for learned in ("", " ", "Shaz waits", "l" * 2001):
        with pytest.raises(BadInput):
            cycles.move_on(ines, doors, Stage.DESIGN, learned)
    with pytest.raises(BadInput, match="already"):
        cycles.move_on(ines, doors, Stage.UNDERSTAND, "They wait.")
    cycles.move_on(ines, doors, Stage.EXPERIMENT, "They wait outside.")
    clock.forward(minutes=1)
    cycles.move_on(ines, doors, Stage.UNDERSTAND, "We asked the wrong people.")
    clock.forward(minutes=1)
    cycles.move_on(ines, doors, None, "It goes on elsewhere.")
    one = opened(learning, ines, doors).cycle
    assert [(step.stage, step.learned) for step in one.steps] == [
        (Stage.EXPERIMENT, "They wait outside."), (Stage.UNDERSTAND, "We asked the wrong people."),
        (None, "It goes on elsewhere."),
    ]  # fmt: skip
    assert (one.stage, one.ended_on is None) == (Stage.UNDERSTAND, False)
    for verb in (
        lambda: cycles.move_on(ines, doors, Stage.DESIGN, "No, again."),
        lambda: cycles.look_after(ines, doors),
        lambda: cycles.lie_in(ines, doors, None),
    ):
        with pytest.raises(Refused, match="ended"):
            verb()


def test_somebody_with_an_account_looks_after_it(learning, ines, doors):
    with pytest.raises(NotAllowed):
        learning.cycles.look_after(operator(), doors)
    learning.cycles.look_after(ines, doors)
    assert opened(learning, ines, doors).steward == "Ines"
