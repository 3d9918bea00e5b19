"""Sessions: who came, what stayed, what was decided, and when the next one is."""

from datetime import date, timedelta

import pytest

from insight.errors import BadInput, NotFound
from insight.learning.citation import Resonance, Stretch

TODAY = date(2026, 6, 15)
WORDS = "They kept ringing.  Until I picked up. Then I slept."


def record(in_room, reader, room, **more):
    given = {"held_on": TODAY, "people": [], "others": 3, "decisions": "", "next_on": None} | more
    return in_room.sessions.record(reader, room, **given)


def test_a_record_holds_who_came_what_stayed_and_what_was_written_that_day(in_room, ines, estates, tell, clock):
    in_room.entries.write(ines, estates, "Last month", "", "")
    clock.forward(days=1)
    story = tell(WORDS)
    in_room.wall.put_up(ines, estates, Stretch(story, 0, 18), Resonance.TURNING, "It turned there.")
    (hangs,) = in_room.rooms.open(ines, estates, together=False).wall
    in_room.entries.write(ines, estates, "Today", "", "")
    new = record(
        in_room, ines, estates, held_on=TODAY + timedelta(days=1), people=[ines.id], others=2,
        decisions=" We try a second key. ", next_on=date(2026, 7, 15), struck=[hangs.citation.id],
    )  # fmt: skip
    room = in_room.rooms.open(ines, estates, together=False)
    (held,) = room.held
    assert (held.session.id, held.session.people, held.session.others) == (new, (ines.id,), 2)
    assert (held.session.decisions, room.next_on) == ("We try a second key.", date(2026, 7, 15))
    assert [(one.text, one.citation.resonance, one.citation.why) for one in held.struck] == [
        ("They kept ringing.", Resonance.TURNING, "It turned there.")
    ]
    assert [one.noticed for one in held.entries] == ["Today"]
    assert room.people[ines.id] == "Ines"
    in_room.wall.take_down(ines, estates, hangs.citation.id)
    assert len(in_room.rooms.open(ines, estates, together=False).held[0].struck) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": TODAY + timedelta(days=1)},
        {"others": 0},
        {"others": -1},
        {"others": 501},
        {"next_on": TODAY},
        {"decisions": "Shaz will ask"},
        {"decisions": "d" * 4_001},
    ],
)
def test_what_is_no_record(in_room, ines, estates, wrong):
    with pytest.raises(BadInput):
        record(in_room, ines, estates, **wrong)
    assert in_room.rooms.open(ines, estates, together=False).held == ()


def test_only_people_and_stories_of_the_room(in_room, ines, kit, sol, estates, tell):
    for wrong in ({"people": [kit.id]}, {"people": [sol.id]}, {"struck": ["nothing"]}):
        with pytest.raises(NotFound):
            record(in_room, ines, estates, **wrong)
    with pytest.raises(NotFound):
        record(in_room, kit, estates)


def test_the_next_one_can_be_moved(in_room, ines, kit, estates):
    with pytest.raises(NotFound):
        in_room.sessions.meet_next(ines, estates, date(2026, 7, 1))
    record(in_room, ines, estates, held_on=TODAY - timedelta(days=30), next_on=TODAY)
    record(in_room, ines, estates, next_on=date(2026, 7, 1))
    in_room.sessions.meet_next(ines, estates, date(2026, 7, 8))
    with pytest.raises(BadInput):
        in_room.sessions.meet_next(ines, estates, TODAY)
    with pytest.raises(NotFound):
        in_room.sessions.meet_next(kit, estates, date(2026, 7, 9))
    assert in_room.rooms.open(ines, estates, together=False).next_on == date(2026, 7, 8)
    assert [(one.name, one.next_on) for one in in_room.rooms.coming(ines)] == [("Estates", date(2026, 7, 8))]
