"""Saved searches: everybody in the sub-group sees them, nobody else does, and they name nobody."""

from dataclasses import fields
from datetime import date

import pytest

from insight.access.reader import Role
from insight.errors import BadInput, NotAllowed, NotFound
from insight.measure.answers import Answer
from insight.stories.filters import Filters
from insight.stories.inquiry import TellerKind
from insight.stories.script import Use

EVERY_FACET = Filters("i", TellerKind.WORKER, date(2026, 1, 1), date(2026, 6, 1), Answer.WORSE, "t", Use.ROOM)


@pytest.fixture
def ines(person):
    return person("Ines", Role.MEMBER, "Estates")


@pytest.fixture
def estates(ines):
    return next(iter(ines.subgroups))


def test_it_comes_back_as_it_was(at_desk, ines, estates):
    assert [one.name for one in fields(Filters) if not getattr(EVERY_FACET, one.name)] == ["without"]
    # What is to be left out is in the words; as a filter it would be words in a column that holds none.
    for name, filters in (("a key", EVERY_FACET), ("B key", Filters(without="script"))):
        at_desk.searches.save(ines, estates, name, " waiting for   a key", filters)
    assert [(one.name, one.query, one.filters) for one in at_desk.searches.list(ines)] == [
        ("a key", "waiting for a key", EVERY_FACET), ("B key", "waiting for a key", Filters()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "learns_with", "sees"),
    [
        (Role.MEMBER, ("Estates",), True),
        (Role.MEMBER, ("Food",), False),
        (Role.PEER_RESEARCHER, (), True),
        (Role.STEWARD, (), True),
    ],
)
def test_who_sees_it_may_drop_it(at_desk, ines, estates, person, role, learns_with, sees):
    at_desk.searches.save(ines, estates, "Keys", "a key", Filters())
    (kept,) = at_desk.searches.list(ines)
    reader = person("Other", role, *learns_with)
    assert bool(at_desk.searches.list(reader)) is sees
    if sees:
        at_desk.searches.drop(reader, kept.id)
    else:
        with pytest.raises(NotFound):
            at_desk.searches.drop(reader, kept.id)
    assert bool(at_desk.searches.list(ines)) is not sees


def test_a_member_saves_for_their_own_sub_group(at_desk, bank, ines):
    with bank.writing() as work:
        food = work.alliance.subgroup("Food")
    with pytest.raises(NotAllowed):
        at_desk.searches.save(ines, food, "Meals", "a meal", Filters())


@pytest.mark.parametrize(
    ("name", "query"), [("", "a key"), ("Keys", " "), ("Shaz", "a key"), ("Keys", "did Shaz ring"), ("k" * 81, "a key")]
)
def test_what_is_not_saved(at_desk, ines, estates, name, query):
    with pytest.raises(BadInput):
        at_desk.searches.save(ines, estates, name, query, Filters())
    assert at_desk.searches.list(ines) == ()
