"""The demo's rooms: what stands in them can be seen by those who learn there, and cites words that stand."""

import pytest

from insight.access.reader import Role
from insight.demo.load import Demo
from insight.learning.room import Rooms


@pytest.fixture
def people(bank, clock):
    Demo(bank, clock).load()
    return {one.role: one.reader() for one in Demo(bank, clock).people()}


@pytest.mark.parametrize(
    ("role", "rooms"),
    [
        (Role.MEMBER, {"Accommodation"}),
        (Role.PEER_RESEARCHER, {"Accommodation", "Substance misuse"}),
        (Role.STEWARD, {"Accommodation", "Substance misuse"}),
    ],
)
def test_no_room_of_the_demo_is_empty(bank, clock, people, role, rooms):
    service = Rooms(bank, clock)
    named = service.list(people[role])
    assert set(named.values()) == rooms
    for one in named:
        room = service.open(people[role], one, together=True)
        assert room.wall
        assert room.left_out == 0
        assert all(entry.cited and not entry.left_out for entry in room.entries)
        assert [gap for gap in room.gaps if gap.heard_on is None]
    assert [one.next_on for one in service.coming(people[Role.MEMBER])] == [clock.now.date().replace(day=24)]
