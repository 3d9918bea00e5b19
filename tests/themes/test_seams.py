"""Hand-overs as they are kept and shown: by kinds of place, as far as stories may be read, with no few counted."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from insight.access.reader import Reader, Role, system
from insight.errors import NotAllowed, NotFound
from insight.stories.consent import Consent
from insight.themes.hand_overs import Place
from insight.themes.seams import Seams, note
from tests.themed import themed

MEMBER = Reader("m", "M", Role.MEMBER)
TO_A_HOSTEL = "He came out of prison to a hostel, day {}."
TO_NOWHERE = "They let me out of hospital with nowhere to go, week {}."


@pytest.fixture
def told(tell, index_all):
    def told(number, words, **facts):
        ids = [tell(words.format(one), **facts) for one in range(number)]
        index_all()
        return ids

    return told


@pytest.fixture
def seams(bank, clock):
    names = SimpleNamespace(list=lambda reader: SimpleNamespace(themes=(SimpleNamespace(id="theme0", name="Gates"),)))
    return Seams(bank, names, clock, 5)


def shown(found):
    return {one.place.value: (one.people, {to.to_place.value: to.people for to in one.seams}) for one in found.leaving}


def test_stories_that_were_there_before_are_read_once(told, seams, bank):
    stories = told(6, TO_A_HOSTEL)
    with bank.writing() as work:
        work.theme_views.keep_hand_overs({one: () for story in stories for one in work.passages.ids_of(story)})
    assert shown(seams.list(MEMBER)) == {}
    assert seams.catch_up(system("index")) == 6
    assert seams.catch_up(system("index")) == 0
    assert shown(seams.list(MEMBER)) == {"prison": (6, {"hostel": 6})}
    with pytest.raises(NotAllowed):
        seams.catch_up(MEMBER)


def test_a_few_people_are_not_counted_nor_told_from_the_rest(told, seams):
    told(9, TO_A_HOSTEL)
    told(6, TO_NOWHERE)
    told(2, "I came out of prison and slept in a doorway, night {}.")
    seams.catch_up(system("index"))
    found = seams.list(MEMBER)
    assert (found.people, found.of_people) == (17, 17)
    assert shown(found) == {"prison": (11, {"hostel": None, "street": None}), "hospital": (6, {"street": 6})}
    assert [one.place for one in found.leaving] == [Place.PRISON, Place.HOSPITAL], "never in the order of figures"


def test_one_is_opened_with_its_themes_and_what_says_so_marked(bank, clock, hashing, told, seams):
    stories = told(2, TO_A_HOSTEL)
    themed(bank, clock, hashing, {"Gates": stories})
    seams.catch_up(system("index"))
    opened = seams.show(MEMBER, Place.PRISON, Place.HOSTEL)
    assert opened.themes == ("Gates",)
    assert opened.seam.people is None
    assert {one.text[slice(*one.mark)] for one in opened.said} == {"prison to a hostel"}
    assert {one.facts.id for one in opened.said} == set(stories)
    with pytest.raises(NotFound):
        seams.show(MEMBER, Place.PRISON, Place.HOME)


def test_only_what_the_reader_may_read_and_nothing_of_a_removed_story(bank, told, seams):
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern")
    kept_from = Consent(inside=True, not_organisations=frozenset({lantern}))
    (story,) = told(1, TO_A_HOSTEL, consent=kept_from)
    seams.catch_up(system("index"))
    assert shown(seams.list(MEMBER)) == {"prison": (None, {"hostel": None})}
    assert shown(seams.list(replace(MEMBER, organisation=lantern))) == {}
    with bank.writing() as work:
        work.passages.forget(story)
        work.stories.delete(story)
    assert shown(seams.list(MEMBER)) == {}
    with bank.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM hand_over").scalar() == 0


def test_reading_a_story_twice_changes_nothing_and_one_that_is_gone_is_left(bank, told, seams):
    (story,) = told(1, TO_A_HOSTEL)
    with bank.writing() as work:
        note(work, story)
        note(work, story)
        note(work, "nosuchstory")
    assert shown(seams.list(MEMBER)) == {"prison": (None, {"hostel": None})}
