"""Entries: who writes, changes and puts away, what they stand on, and what nobody may write."""

import pytest

from insight.access.reader import Role
from insight.errors import BadInput, NotAllowed, NotFound
from insight.learning.entries import LONGEST

WORDS = "They kept ringing.  Until I picked up. Then I slept."


def shown(in_room, reader, room, together=False):
    return in_room.rooms.open(reader, room, together=together).entries


def test_an_entry_stands_in_the_room_with_its_themes_and_stories(in_room, ines, estates, tell, a_theme):
    story = tell(WORDS)
    theme = a_theme("Persistence", story)
    new = in_room.entries.write(
        ines, estates, " They ring again. ", "It is not luck.", "", themes=[theme], stretches=[(story, 18, 39)]
    )
    (one,) = shown(in_room, ines, estates)
    assert (one.entry.id, one.entry.noticed, one.entry.so_what, one.entry.now_what) == (
        new, "They ring again.", "It is not luck.", "",
    )  # fmt: skip
    assert one.themes == (theme,)
    assert [each.text for each in one.cited] == ["Until I picked up."]
    assert one.left_out == 0
    assert in_room.rooms.open(ines, estates, together=False).own_themes == {theme: "Persistence"}


@pytest.mark.parametrize(
    "texts", [("", "So", "Now"), ("  ", "", ""), ("Ask Shaz", "", ""), ("a", "Shaz", ""), ("a", "", "b" * 2_001)]
)
def test_what_is_not_kept(in_room, ines, estates, texts):
    assert LONGEST == 2_000
    with pytest.raises(BadInput):
        in_room.entries.write(ines, estates, *texts)
    assert shown(in_room, ines, estates) == ()


def test_its_writer_changes_it_and_nobody_else(in_room, ines, sol, estates, tell, a_theme, clock):
    first, second = tell(WORDS), tell("He waited at the door.")
    theme, other = a_theme("Persistence", first), a_theme("Waiting", second)
    new = in_room.entries.write(ines, estates, "This", "", "", themes=[theme], stretches=[(first, 0, 18)])
    with pytest.raises(NotAllowed):
        in_room.entries.change(sol, new, "That", "", "")
    clock.forward(hours=1)
    in_room.entries.change(ines, new, "That", "So", "Now", themes=[other], stretches=[(second, 0, 9), (first, 0, 18)])
    (one,) = shown(in_room, ines, estates)
    assert (one.entry.noticed, one.entry.changed_at, one.themes) == ("That", clock(), (other,))
    assert sorted(each.text for each in one.cited) == ["He waited", "They kept ringing."]
    in_room.entries.change(ines, new, "That", "So", "Now", without=[(first, 0, 18)])
    assert [each.text for each in shown(in_room, ines, estates)[0].cited] == ["He waited"]


def test_what_one_does_not_see_stays_when_one_changes_an_entry(in_room, bank, ines, estates, tell, a_theme):
    story = tell(WORDS)
    theme = a_theme("Persistence", story)
    new = in_room.entries.write(ines, estates, "This", "", "", themes=[theme], stretches=[(story, 0, 18)])
    with bank.writing() as work:
        work.stories.hold(story)
    in_room.entries.change(ines, new, "That", "", "")
    assert [(one.themes, one.cited, one.left_out) for one in shown(in_room, ines, estates)] == [((), (), 1)]
    with bank.writing() as work:
        work.stories.hold(story, False)
    assert [(one.themes, len(one.cited)) for one in shown(in_room, ines, estates)] == [((theme,), 1)]


def test_nothing_is_thrown_away(in_room, ines, sol, estates):
    new = in_room.entries.write(ines, estates, "This", "", "")
    in_room.entries.put_away(sol, new)
    room = in_room.rooms.open(ines, estates, together=False)
    assert (room.entries, [one.id for one in room.put_away]) == ((), [new])
    in_room.entries.bring_back(ines, new)
    assert [one.entry.id for one in shown(in_room, ines, estates)] == [new]


def test_an_entry_stands_on_what_its_writer_may_read(in_room, bank, ines, estates, tell, a_theme):
    story = tell(WORDS)
    theme = a_theme("Persistence", story)
    with bank.writing() as work:
        work.stories.hold(story)
    with pytest.raises(NotFound):
        in_room.entries.write(ines, estates, "This", "", "", stretches=[(story, 0, 18)])
    with pytest.raises(NotFound):
        in_room.entries.write(ines, estates, "This", "", "", themes=[theme])
    assert shown(in_room, ines, estates) == ()


def test_another_sub_group_does_not_know_of_it(in_room, ines, kit, estates, person):
    new = in_room.entries.write(ines, estates, "This", "", "")
    for act in (in_room.entries.put_away, in_room.entries.bring_back):
        with pytest.raises(NotFound):
            act(kit, new)
    with pytest.raises(NotFound):
        in_room.entries.change(kit, new, "That", "", "")
    with pytest.raises(NotFound):
        in_room.entries.write(kit, estates, "That", "", "")
    with pytest.raises(NotFound):
        in_room.entries.put_away(ines, "nothing")
    with pytest.raises(NotAllowed):
        in_room.entries.write(person("Mo", Role.INTERVIEWER), estates, "That", "", "")
