"""Readings side by side: whose come first, who takes them back, and who may read them."""

from datetime import date

import pytest

from insight.access.reader import Role
from insight.errors import BadInput, NotFound
from insight.learning.learned import CheckBackAnswer

ON = date(2026, 6, 15)


@pytest.fixture
def theme(tell, a_theme):
    return a_theme("Waiting", tell("He waited at the door."))


def texts(in_room, reader, theme):
    return [(one.reading.text, one.by, one.own) for one in in_room.readings.of(reader, theme).signed]


def test_peer_researchers_come_first_then_the_order_of_time(in_room, ines, sol, person, theme, clock):
    ola = person("Ola", Role.STEWARD)
    for reader, text in ((ola, "one"), (ines, "two"), (sol, "three"), (sol, "four")):
        in_room.readings.sign(reader, theme, f" {text} ")
        clock.forward(minutes=1)
    assert texts(in_room, sol, theme) == [
        ("three", "Sol", True), ("four", "Sol", True), ("one", "Ola", False), ("two", "Ines", False),
    ]  # fmt: skip
    assert [one.reading.role for one in in_room.readings.of(sol, theme).signed][:3] == [
        Role.PEER_RESEARCHER, Role.PEER_RESEARCHER, Role.STEWARD,
    ]  # fmt: skip


def test_those_who_told_come_before_all(in_room, ines, theme, clock):
    assert not in_room.readings.of(ines, theme).told.asked
    in_room.check_back.answer(ines, theme, clock().date(), CheckBackAnswer.MISSING, "The cold.")
    told = in_room.readings.of(ines, theme).told
    assert told.asked
    assert told.missing == ()
    assert told.people is None


def test_one_takes_back_one_s_own(in_room, ines, sol, theme):
    new = in_room.readings.sign(ines, theme, "It is the door.")
    with pytest.raises(NotFound):
        in_room.readings.take_back(sol, theme, new)
    assert len(texts(in_room, sol, theme)) == 1
    in_room.readings.take_back(ines, theme, new)
    assert texts(in_room, sol, theme) == []
    with pytest.raises(NotFound):
        in_room.readings.take_back(ines, theme, new)


@pytest.mark.parametrize("text", ["", "  ", "Shaz waited", "t" * 2_001])
def test_what_is_no_reading(in_room, ines, theme, text):
    with pytest.raises(BadInput):
        in_room.readings.sign(ines, theme, text)


def test_a_theme_of_which_one_may_read_nothing_has_no_readings(in_room, bank, ines, tell, a_theme):
    story = tell("She waited on the stairs.")
    theme = a_theme("Waiting", story)
    in_room.readings.sign(ines, theme, "It is the stairs.")
    with bank.writing() as work:
        work.stories.hold(story)
    for read in (in_room.readings.of, in_room.check_back.about, in_room.check_back.of_today):
        with pytest.raises(NotFound):
            read(ines, theme)
    with pytest.raises(NotFound):
        in_room.readings.sign(ines, theme, "It is the stairs.")
    with pytest.raises(NotFound):
        in_room.check_back.answer(ines, theme, ON, CheckBackAnswer.THATS_IT, "")
