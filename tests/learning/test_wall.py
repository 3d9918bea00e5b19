"""The wall: what hangs there, for whom, and when a room looks at it together."""

from dataclasses import replace

import pytest

from insight.errors import BadInput, NotFound
from insight.learning.citation import Resonance, Stretch
from insight.learning.room import LEFT_OUT
from insight.stories.consent import Consent

WORDS = "They kept ringing.  Until I picked up. Then I slept."
ROOM = Consent(inside=True, room=True, quotes=True)


def texts(in_room, reader, room, together=False):
    opened = in_room.rooms.open(reader, room, together=together)
    return [one.text for one in opened.wall], opened.left_out


def test_a_stretch_hangs_there_once_with_why(in_room, ines, sol, estates, tell):
    story = tell(WORDS)
    assert in_room.wall.put_up(ines, estates, Stretch(story, 18, 39), Resonance.VOICE, " Nobody said it so. ")
    assert not in_room.wall.put_up(sol, estates, Stretch(story, 20, 38), Resonance.TURNING, "")
    (one,) = in_room.rooms.open(sol, estates, together=False).wall
    assert (one.text, one.citation.resonance, one.citation.why) == (
        "Until I picked up.", Resonance.VOICE, "Nobody said it so.",
    )  # fmt: skip


@pytest.mark.parametrize(("start", "end", "why"), [(18, 20, ""), (5, 5, ""), (0, 999, ""), (0, 18, "Shaz said")])
def test_what_does_not_hang_there(in_room, ines, estates, tell, start, end, why):
    with pytest.raises(BadInput):
        in_room.wall.put_up(ines, estates, Stretch(tell(WORDS), start, end), Resonance.VOICE, why)
    assert texts(in_room, ines, estates) == ([], 0)


@pytest.mark.parametrize(
    ("consent", "alone", "together"),
    [
        (ROOM, 1, 1),
        (Consent(inside=True), 1, 0),
        (Consent(inside=True, room=True), 1, 0),
        (Consent(inside=True, room=True, quotes=True, not_organisations=frozenset({"Lantern"})), 1, 0),
    ],
)
def test_a_room_looks_together_at_what_may_be_read_out_whoever_sits_there(
    in_room, bank, ines, estates, tell, consent, alone, together
):
    with bank.writing() as work:
        named = frozenset(work.alliance.organisation(one) for one in consent.not_organisations)
    agreed = Consent(consent.inside, consent.room, consent.outside, consent.quotes, named)
    in_room.wall.put_up(ines, estates, Stretch(tell(WORDS, consent=agreed), 0, 18), Resonance.VOICE, "")
    assert texts(in_room, ines, estates) == (["They kept ringing."] * alone, 1 - alone)
    assert texts(in_room, ines, estates, together=True) == (["They kept ringing."] * together, 1 - together)


def test_what_was_struck_or_held_hangs_there_no_longer(in_room, bank, ines, estates, tell):
    story = tell(WORDS)
    in_room.wall.put_up(ines, estates, Stretch(story, 0, 18), Resonance.VOICE, "")
    with bank.writing() as work:
        work.stories.hold(story)
    assert texts(in_room, ines, estates) == ([], 1)


def test_it_is_taken_down_by_whoever_learns_there(in_room, ines, kit, sol, estates, tell):
    story = tell(WORDS)
    in_room.wall.put_up(ines, estates, Stretch(story, 0, 18), Resonance.VOICE, "")
    entry = in_room.entries.write(ines, estates, "This", "", "", stretches=[(story, 0, 18)])
    room = in_room.rooms.open(ines, estates, together=False)
    for reader, which in ((kit, room.wall[0]), (sol, room.entries[0].cited[0])):
        with pytest.raises(NotFound):
            in_room.wall.take_down(reader, estates, which.citation.id)
    in_room.wall.take_down(sol, estates, room.wall[0].citation.id)
    after = in_room.rooms.open(ines, estates, together=False)
    assert after.wall == ()
    assert [(one.entry.id, len(one.cited)) for one in after.entries] == [(entry, 1)]


def test_another_sub_group_puts_nothing_up(in_room, bank, kit, ines, estates, tell):
    story = tell(WORDS)
    with pytest.raises(NotFound):
        in_room.wall.put_up(kit, estates, Stretch(story, 0, 18), Resonance.VOICE, "")
    with bank.writing() as work:
        work.stories.hold(story)
    with pytest.raises(NotFound):
        in_room.wall.put_up(ines, estates, Stretch(story, 0, 18), Resonance.VOICE, "")


REPEATED = "They kept ringing until I picked up, and then I slept."
TYPED = "Somebody said they kept ringing until I picked up."


@pytest.mark.parametrize(
    ("consent", "together", "shown"),
    [
        (ROOM, True, True),
        (Consent(inside=True), False, True),
        (Consent(inside=True), True, False),
        (Consent(inside=True, outside=True, quotes=True), True, False),
        (Consent(inside=True, room=True, quotes=True, not_organisations=frozenset({"Lantern"})), True, False),
    ],
)
def test_what_was_typed_repeats_in_a_room_only_what_may_be_read_out_there(
    in_room, bank, ines, estates, tell, a_theme, clock, consent, together, shown
):
    with bank.writing() as work:
        named = frozenset(work.alliance.organisation(one) for one in consent.not_organisations)
    a_theme("Ringing", tell(REPEATED, consent=replace(consent, not_organisations=named)))
    in_room.wall.put_up(ines, estates, Stretch(tell("A kettle was on.", consent=ROOM), 0, 16), Resonance.VOICE, TYPED)
    away = in_room.entries.write(ines, estates, TYPED, "", "")
    in_room.entries.put_away(ines, away)
    in_room.entries.write(ines, estates, "We wait.", TYPED, "")
    in_room.gaps.declare(ines, estates, "People who left", TYPED)
    in_room.sessions.record(ines, estates, clock().date(), [], 3, TYPED, None)
    room = in_room.rooms.open(ines, estates, together=together)
    words = TYPED if shown else LEFT_OUT
    (entry,), (put_away,), (held,), (gap,), (hangs,) = room.entries, room.put_away, room.held, room.gaps, room.wall
    assert (entry.entry.noticed, entry.entry.so_what, entry.whole) == ("We wait.", words, shown)
    assert [one.so_what for one in held.entries] == [words]
    assert (put_away.noticed, held.session.decisions, gap.who, gap.why) == (words, words, "People who left", words)
    assert (hangs.text, hangs.citation.why) == ("A kettle was on.", words)
