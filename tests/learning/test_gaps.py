"""Who was not heard: declared once, seen by whom it concerns, and in view until somebody has listened."""

from datetime import date

import pytest

from insight.errors import BadInput, NotFound, Refused
from insight.learning.gaps import SUGGESTED

TODAY = date(2026, 6, 15)


def not_heard(in_room, reader):
    return [(one.gap.who, one.subgroup) for one in in_room.gaps.not_heard(reader)]


def test_a_gap_stays_until_somebody_has_listened(in_room, ines, sol, kit, estates, clock):
    gap = in_room.gaps.declare(ines, estates, "  People   who left ", "We do not know where they are.")
    clock.forward(minutes=1)
    in_room.gaps.declare(sol, estates, SUGGESTED[0])
    assert not_heard(in_room, sol) == [("People who left", "Estates"), (SUGGESTED[0], "Estates")]
    assert not_heard(in_room, kit) == []
    assert [one.gaps for one in in_room.rooms.coming(ines)] == [2]
    in_room.gaps.listened(sol, gap, TODAY, "We rang those who left a number.")
    assert not_heard(in_room, ines) == [(SUGGESTED[0], "Estates")]
    room = in_room.rooms.open(ines, estates, together=False)
    assert next((one.heard_on, one.heard_by, one.heard) for one in room.gaps) == (
        TODAY, sol.id, "We rang those who left a number.",
    )  # fmt: skip
    assert room.people[sol.id] == "Sol"
    with pytest.raises(Refused):
        in_room.gaps.listened(ines, gap, TODAY, "Again.")
    assert in_room.gaps.declare(ines, estates, "People who left")  # again, after somebody has listened


@pytest.mark.parametrize(("who", "why"), [("", ""), ("Shaz", ""), ("Those", "Shaz left"), ("w" * 201, "")])
def test_what_is_no_gap(in_room, ines, estates, who, why):
    with pytest.raises(BadInput):
        in_room.gaps.declare(ines, estates, who, why)


def test_it_stands_there_once(in_room, ines, estates):
    in_room.gaps.declare(ines, estates, "People who left")
    with pytest.raises(BadInput):
        in_room.gaps.declare(ines, estates, "people who LEFT")


@pytest.mark.parametrize(("on", "what"), [(date(2026, 6, 16), "We did."), (TODAY, " "), (TODAY, "Shaz did")])
def test_what_is_no_listening(in_room, ines, estates, on, what):
    gap = in_room.gaps.declare(ines, estates, "People who left")
    with pytest.raises(BadInput):
        in_room.gaps.listened(ines, gap, on, what)
    assert len(not_heard(in_room, ines)) == 1


def test_another_sub_group_knows_nothing_of_it(in_room, ines, kit, estates):
    gap = in_room.gaps.declare(ines, estates, "People who left")
    with pytest.raises(NotFound):
        in_room.gaps.declare(kit, estates, "People in prison")
    with pytest.raises(NotFound):
        in_room.gaps.listened(kit, gap, TODAY, "We did.")
