"""Rooms, sessions, check-back and readings, page by page: each press does what it says, for whom it is."""

from datetime import date, timedelta

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from insight.access.reader import Reader, Role
from insight.learning.citation import Resonance, Stretch
from insight.learning.learned import CheckBackAnswer
from insight.research.parcel import Way
from insight.share.pack import PURPOSE, From, Wanted, card_number
from insight.stories.consent import Consent
from insight.themes.kept import KeptTheme
from pages.parts.readings import in_words
from pages.parts.room_entries import COLUMNS
from tests.pages.drawn import button, press, said, texts

pytestmark = pytest.mark.usefixtures("finds_nothing")

WORDS = "They kept ringing until I picked up. Then I slept."


@pytest.fixture
def room(bank):
    with bank.writing() as work:
        return work.alliance.subgroup("Estates")


@pytest.fixture
def ade(bank, as_role, room):
    reader = as_role(Role.MEMBER)
    with bank.writing() as work:
        work.people.join_subgroup(reader.id, room)
    return Reader(reader.id, "Ade", Role.MEMBER, subgroups=frozenset({room}))


@pytest.fixture
def theme(bank, tell):
    story = tell(WORDS)
    with bank.writing() as work:
        centre = np.ones(2, dtype=np.float32)
        work.themes.keep(KeptTheme("theme", "Persistence", None, None, ("ring",), centre, False), 0, None)
        work.passages.replace(story, WORDS, [(0, len(WORDS))])
        work.themes.place("theme", [(one, 1.0, False) for one in work.passages.ids_of(story)])
    return "theme"


def written(house, reader, room):
    return house.learning.rooms.open(reader, room, together=False)


# The room.


def test_what_was_noticed_is_kept_in_three_columns(house, draw, ade, room, theme):
    app = draw(ade, "room.py", theme=theme)
    assert [one.value for one in app.title] == ["A sub-group's room"]
    for box, words in zip(app.text_area, ("They *ring* again.", "It is not luck.", "We ring twice."), strict=False):
        box.set_value(words)
    press(app, "Keep this")
    assert not app.exception
    (one,) = written(house, ade, room).entries
    assert (one.entry.noticed, one.entry.now_what, one.themes) == ("They *ring* again.", "We ring twice.", (theme,))
    assert "They *ring* again." in texts(app)
    assert [one.value for one in app.text_area[:3]] == ["", "", ""]


def test_what_cannot_be_kept_stays_in_the_row(house, draw, ade, room):
    app = draw(ade, "room.py")
    app.text_area[1].set_value("It is not luck.")
    press(app, "Keep this")
    assert [one.value for one in app.error] == ["Write what you noticed first. The rest can come later."]
    assert app.text_area[1].value == "It is not luck."
    assert written(house, ade, room).entries == ()


def test_one_changes_one_s_own_and_puts_away_and_brings_back(house, draw, ade, as_role, room):
    peer = as_role(Role.PEER_RESEARCHER)
    house.learning.entries.write(peer, room, "Theirs", "", "")
    mine = house.learning.entries.write(ade, room, "Mine", "So", "")
    app = draw(ade, "room.py")
    assert [one.label for one in app.button].count("Change this") == 1
    press(app, "Change this")
    app.text_area[0].set_value("Mine, said better")
    press(app, "Keep the change")
    assert written(house, ade, room).entries[0].entry.noticed == "Mine, said better"
    next(one for one in app.button if one.key == f"away-{mine}").click().run()
    assert [one.id for one in written(house, ade, room).put_away] == [mine]
    press(app, "Bring it back")
    assert written(house, ade, room).put_away == ()


def test_a_room_shows_together_what_may_be_read_out_and_alone_the_rest(house, draw, ade, room, tell):
    for words, consent in (
        (WORDS, Consent(inside=True, room=True, quotes=True)),
        ("Nobody came.", Consent(inside=True)),
    ):
        house.learning.wall.put_up(ade, room, Stretch(tell(words, consent=consent), 0, 12), Resonance.TURNING, "")
    app = draw(ade, "room.py")
    assert "1 story is not shown here" in texts(app)
    app.toggle[0].set_value(True).run()
    assert "not shown here" not in texts(app)


def test_whom_the_group_has_not_heard_stays_until_somebody_listened(house, draw, ade, room):
    app = draw(ade, "room.py")
    next(one for one in app.selectbox if one.label.startswith("Whom")).set_value("People in prison")
    press(app, "We have not heard them")
    assert "Nobody has listened yet." in texts(app)
    next(one for one in app.text_area if one.label.startswith("Who listened")).set_value("We went there twice.")
    press(app, "Write it down")
    assert "Nobody has listened yet." not in texts(app)
    assert "We went there twice." in texts(app)
    assert house.learning.gaps.not_heard(ade) == ()


def test_a_member_sees_no_other_room(house, draw, bank, ade, room):
    with bank.writing() as work:
        other = work.alliance.subgroup("Food")
    house.learning.entries.write(Reader("o", "O", Role.OPERATOR), other, "They eat alone.", "", "")
    app = draw(ade, "room.py", room=other)
    assert "They eat alone." not in said(app)
    assert [one.label for one in app.selectbox if one.label.startswith("Which")] == []


def test_whoever_sees_all_rooms_chooses_one(house, draw, bank, as_role, room):
    peer = as_role(Role.PEER_RESEARCHER)
    with bank.writing() as work:
        other = work.alliance.subgroup("Food")
    house.learning.entries.write(peer, other, "They eat alone.", "", "")
    app = draw(peer, "room.py", room=other)
    assert "They eat alone." in texts(app)
    app.selectbox[0].set_value(room).run()
    assert "They eat alone." not in texts(app)


# Sessions.


def test_a_session_is_written_down_and_the_next_one_stands_on_the_first_page(house, draw, ade, room, tell):
    house.learning.wall.put_up(ade, room, Stretch(tell(WORDS), 0, 36), Resonance.VOICE, "")
    app = draw(ade, "session.py")
    assert "No session has been written down yet." in texts(app)
    next(one for one in app.multiselect if one.label == "Who came?").set_value([ade.id])
    app.number_input[0].set_value(2)
    [hangs] = [one.citation.id for one in written(house, ade, room).wall]
    next(one for one in app.multiselect if one.label.startswith("Which stories")).set_value([hangs])
    app.text_area[0].set_value("We ring twice.")
    soon = date.today() + timedelta(days=7)
    app.date_input[1].set_value(soon)
    press(app, "Keep this record")
    assert not app.exception
    assert "Who came: Ade, 2 others." in texts(app)
    (held,) = written(house, ade, room).held
    assert (held.session.decisions, held.session.next_on, len(held.struck)) == ("We ring twice.", soon, 1)
    assert f"The next session is on {soon.day} " in texts(draw(ade, "home.py"))


@pytest.mark.parametrize("quotes", [True, False])
def test_the_number_of_a_card_leads_from_the_record_to_the_wall_of_this_room(
    house, bank, draw, as_role, room, tell, quotes
):
    story = tell(WORDS, consent=Consent(inside=True, room=True, quotes=quotes))
    with bank.writing() as work:
        work.alliance.subgroup("Accommodation")  # another one that comes first
    peer = as_role(Role.PEER_RESEARCHER)
    inquiry = next(iter(house.giving.packs.choices(peer, From.INQUIRY)))
    house.giving.packs.printed(peer, Wanted(From.INQUIRY, inquiry, Way.INSIDE), "us")
    with bank.reading() as work:
        number = card_number(work.vault.derive(PURPOSE), story)
    app = draw(peer, "session.py", room=room)
    next(one for one in app.text_input if one.label == "The number on a card").set_value(number).run()
    if not quotes:  # others may see this screen
        assert "its words may not stand on a screen that others see" in texts(app)
        app.toggle[0].set_value(True).run()
    next(one for one in app.radio if one.label == "What is it?").set_value(Resonance.TURNING)
    press(app, "Put it on the wall")
    assert not app.exception
    assert "It is on the wall. Choose it below." in app.success[0].value
    [hangs] = written(house, peer, room).wall
    assert (hangs.citation.resonance, hangs.stretch) == (Resonance.TURNING, Stretch(story, 0, len(WORDS)))
    [offered] = [one for one in app.multiselect if one.label.startswith("Which stories")]
    assert len(offered.options) == 1


def test_the_day_of_the_next_session_changes(house, draw, ade, room):
    house.learning.sessions.record(ade, room, date.today(), [ade.id], 0, "", None)
    app = draw(ade, "session.py")
    then = date.today() + timedelta(days=3)
    app.date_input[-1].set_value(then)
    press(app, "Keep this day")
    assert written(house, ade, room).next_on == then
    assert f"The next session: {then.day} " in texts(app)


@pytest.mark.parametrize(
    ("next_in", "gaps", "words"),
    [
        (None, 0, ""), (-1, 0, "Nobody has written down yet"), (14, 0, "next session is on"), (15, 0, ""),
        (None, 1, "1 group"),
    ],
)  # fmt: skip
def test_what_the_first_page_says_of_one_s_rooms(house, bank, draw, ade, as_role, room, clock, next_in, gaps, words):
    with bank.writing() as work:
        next_on = None if next_in is None else date.today() + timedelta(days=next_in)
        held_on = date.today() - timedelta(days=30)
        work.rooms.add_session(room, held_on, [], 3, "", next_on, ade.id, clock())
        for _ in range(gaps):
            work.rooms.add_gap(room, "People who left", "", ade.id, clock())
    shown = said(draw(ade, "home.py"))
    assert ("Estates" in shown) is bool(words)
    assert words in shown
    assert "Estates" not in said(draw(as_role(Role.PEER_RESEARCHER), "home.py"))


# A theme.


def test_readings_stand_on_the_theme_s_page(house, draw, ade, as_role, theme):
    house.learning.readings.sign(ade, theme, "It is the phone.")
    house.learning.gaps.declare(ade, next(iter(ade.subgroups)), "People who left")
    peer = as_role(Role.PEER_RESEARCHER)
    app = draw(peer, "theme.py", theme=theme)
    next(one for one in app.text_area if one.label.startswith("How do you read it")).set_value("It is who rings.")
    press(app, "Sign this reading")
    assert not app.exception
    shown = texts(app)
    assert shown.index("It is who rings.") < shown.index("It is the phone.")
    assert "Nobody has taken this back to them yet." in shown
    assert "We say ourselves that we have not heard: People who left." in shown
    press(app, "Take this reading back")
    assert "It is who rings." not in texts(app)


def test_a_theme_is_taken_back_and_the_answer_written_down(house, bank, draw, ade, theme, clock):
    with bank.writing() as work:
        work.builds.finish(work.builds.begin("m", clock()), "settled", "", 1, 1, None, clock())
    app = draw(ade, "check_back.py", theme=theme)
    press(app, "Write this answer down")
    assert [one.value for one in app.error] == ["Choose what they said first."]
    app.radio[0].set_value(CheckBackAnswer.MISSING)
    app.text_area[0].set_value("The cold.")
    press(app, "Write this answer down")
    assert not app.exception
    assert [one.missing for one in house.learning.check_back.of_today(ade, theme)] == ["The cold."]
    assert house.learning.check_back.about(ade, theme).missing == ()
    assert "Few have answered so far" in texts(app)
    press(app, "Take this out")
    assert "Nobody has taken this back to them yet." in texts(app)


@pytest.mark.parametrize(("role", "shown"), [(Role.PEER_RESEARCHER, True), (Role.STEWARD, True), (Role.MEMBER, False)])
def test_whoever_may_use_a_card_is_led_from_a_check_back_to_where_it_is_written_down(
    bank, draw, as_role, theme, clock, role, shown
):
    with bank.writing() as work:
        work.builds.finish(work.builds.begin("m", clock()), "settled", "", 1, 1, None, clock())
    app = draw(as_role(role), "check_back.py", theme=theme)
    assert not app.exception
    links = {one.proto.label for one in app.get("page_link")}
    assert ("They have their card with them? Write down that they have been told." in links) is shown


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((0, 0, 0), "Nobody has taken this back to them yet."),
        ((2, 1, 0), "Few have answered so far, so we do not count what they said."),
        ((6, 0, 0), "6 people answered: 6 said “That's it”."),
        ((9, 2, 6), "17 people answered: 9 said “That's it”. The rest are too few to count."),
    ],
)
def test_answers_are_said_in_words(house, ade, theme, answers, words):
    for kind, number in zip(CheckBackAnswer, answers, strict=True):
        for _ in range(number):
            house.learning.check_back.answer(ade, theme, date(2026, 6, 1), kind, "")
    assert in_words(house.learning.check_back.about(ade, theme)) == words


# This struck us.


def striking(reader, story):
    """The form as it stands over any page."""

    def over_a_page(reader, story):
        from pages.parts.struck import put_up

        put_up(reader, story, 0, 36)

    return AppTest.from_function(over_a_page, args=(reader, story), default_timeout=30).run()


@pytest.mark.parametrize(("some", "hangs"), [("", WORDS[:36]), (" picked up ", "picked up"), ("Then I slept", None)])
def test_what_struck_us_goes_on_the_wall_whole_or_in_part(house, draw, ade, room, tell, some, hangs):
    story = tell(WORDS)
    draw(ade, "home.py")
    app = striking(ade, story)
    app.radio[0].set_value(Resonance.VOICE)
    app.text_area[0].set_value("Nobody said it so.")
    app.text_input[0].set_value(some)
    button(app, "Put it on the wall").click()
    app.run()
    assert not app.exception
    assert bool(app.success) is (hangs is not None)
    wall = written(house, ade, room).wall
    assert [(one.text, one.citation.why) for one in wall] == ([(hangs, "Nobody said it so.")] if hangs else [])


def test_headings_of_the_columns_are_the_labels_of_the_row(draw, ade):
    assert [one.label for one in draw(ade, "room.py").text_area[:3]] == list(COLUMNS)
