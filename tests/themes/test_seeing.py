"""What is seen of themes: as far as each story may be seen, by nobody who could be told from a figure."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from insight.access.reader import Reader, Role
from insight.errors import NotFound
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.read import Reading
from insight.themes.seeing import Seeing
from insight.themes.seen import Voice
from tests.themed import themed

MEMBER = Reader("m", "M", Role.MEMBER)
ALL = Consent(inside=True, room=True, outside=True, quotes=True)
RINGING = "They rang me back the same day, and I could hardly believe it was {}."
GARDEN = "We dig the garden on Tuesday mornings, tomatoes and beans, {} and me."


class Names:
    """The list of themes, under the names they were given."""

    def __init__(self, ids):
        self.lines = tuple(SimpleNamespace(id=key, name=name, stories=3, tellers=2) for name, key in ids.items())

    def list(self, reader):
        return SimpleNamespace(themes=self.lines)


@pytest.fixture
def seeing(bank, clock, hashing):
    """`seeing(themes, …)` is the service over a bank with these themes."""

    def seeing(themes, **how):
        return Seeing(bank, Names(themed(bank, clock, hashing, themes, **how)), clock, 5)

    return seeing


@pytest.fixture
def told(tell, index_all):
    """So many stories, each of somebody else."""

    def told(number, words=RINGING, **facts):
        ids = [tell(words.format(f"number {one} {words[:4]}"), **facts) for one in range(number)]
        index_all()
        return ids

    return told


# A wall.


@pytest.mark.parametrize(
    ("consent", "shown"),
    [
        (ALL, True),
        (replace(ALL, room=False), False),
        (replace(ALL, quotes=False), False),
        (replace(ALL, not_organisations=frozenset({"Lantern"})), False),
    ],
    ids=["room and quotes", "no room", "no quotes", "not by somebody who may sit there"],
)
def test_a_wall_holds_only_what_may_be_read_out_there(bank, told, seeing, consent, shown):
    if consent.not_organisations:
        with bank.writing() as work:
            consent = replace(consent, not_organisations=frozenset({work.alliance.organisation("Lantern")}))
    stories = told(2, consent=consent)
    (row,) = seeing({"They rang me back": stories}, quoted=True).wall(MEMBER)
    assert (row.name == "They rang me back") is shown
    assert bool(row.quote) is shown
    assert row.name in ("They rang me back", "They, rang, me")
    assert (row.stories, row.people) == (3, 2)


def test_a_wall_leaves_out_whoever_somebody_knows(bank, told, seeing, clock):
    stories = told(1)
    service = seeing({"They rang me back": stories}, quoted=True)
    assert service.wall(MEMBER)[0].quote
    with bank.writing() as work:
        somebody = work.people.add("jo", "Jo", Role.MEMBER, None, clock())
        work.people.stand_aside(somebody, work.stories.storyteller_of(stories[0]))
    assert not service.wall(MEMBER)[0].quote


# A map.


def test_a_map_has_a_dot_for_each_passage_and_no_words(told, seeing):
    rings, digs = told(3), told(4, GARDEN)
    drawn = seeing({"Ringing": rings, "Garden": digs}).map(MEMBER)
    assert [(one.number, one.name, one.passages) for one in drawn.spots] == [(1, "Ringing", 3), (2, "Garden", 4)]
    assert (len(drawn.dots), drawn.passages, drawn.people) == (7, 7, 7)
    assert {one.theme for one in drawn.dots} == {"theme0", "theme1"}
    spot = {one.theme: one for one in drawn.spots}
    for one in drawn.dots:
        other = spot["theme1" if one.theme == "theme0" else "theme0"]
        assert abs(one.across - spot[one.theme].across) < abs(one.across - other.across)


def test_a_map_shows_nothing_that_the_reader_may_not_read(bank, told, seeing):
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern")
    mine, theirs = told(2), told(2, GARDEN, consent=replace(ALL, not_organisations=frozenset({lantern})))
    service = seeing({"Ringing": mine, "Garden": theirs})
    reader = replace(MEMBER, organisation=lantern)
    assert (service.map(MEMBER).passages, service.map(reader).passages) == (4, 2)
    hidden = next(one.passage for one in service.map(MEMBER).dots if one.theme == "theme1")
    assert service.said(MEMBER, hidden).text.startswith("We dig")
    with pytest.raises(NotFound):
        service.said(reader, hidden)
    assert [one.spread.people for one in service.told(reader)] == [2, 2, 0]
    assert service.hardly_read(reader, 9).of_stories == 2


def test_before_the_first_build_there_is_nothing_to_see(bank, clock, told):
    told(1)
    service = Seeing(bank, Names({}), clock, 5)
    assert service.wall(MEMBER) == ()
    assert service.map(MEMBER).spots == ()
    assert [one.spread.people for one in service.told(MEMBER)] == [1]


# Who speaks, and when.


def test_everybody_stands_first_and_each_theme_is_counted_by_people(told, seeing):
    rings, digs = told(6), told(7, GARDEN, teller=TellerKind.WORKER, told_on=date(2026, 2, 1), inquiry="Before")
    everybody, ringing, garden = seeing({"Ringing": rings, "Garden": digs}).told(MEMBER)
    assert (everybody.name, everybody.theme) == ("Everybody who told us", "")
    assert [(one.name, one.people) for one in everybody.spread.rounds] == [("Before", 7), ("What people told us", 6)]
    assert ringing.spread.of(Voice.SERVICES) == 6
    assert garden.spread.of(Voice.SERVICES) == 0
    assert [(one.name, one.people) for one in garden.spread.quarters] == [("2026 Q1", 7)]


def test_voices_stand_side_by_side_each_person_once(bank, told, tell, seeing, index_all):
    rings = told(6)
    with bank.reading() as work:
        who = work.stories.storyteller_of(rings[0])
    rings.append(tell(RINGING.format("again"), storyteller=who))
    workers = told(2, GARDEN, teller=TellerKind.MANAGER)
    services, work, family = seeing({"Both": [*rings, *workers]}).voices(MEMBER, "theme0")
    assert (services.people, work.people, family.people) == (None, None, 0)
    assert len({one.facts.storyteller for one in services.said}) == len(services.said) == 2
    assert {one.facts.teller for one in work.said} == {TellerKind.MANAGER}
    assert family.said == ()


def test_a_theme_that_is_not_there_has_no_voices(told, seeing):
    with pytest.raises(NotFound):
        seeing({"Ringing": told(1)}).voices(MEMBER, "theme7")


# What nobody reads.


def test_what_nobody_opened_comes_first_and_a_story_once(bank, clock, told, seeing):
    rings, digs = told(3), told(2, GARDEN)
    outside = told(1, "A story in no theme at all, by {}.")
    service = seeing({"Ringing": rings, "Garden": digs}, weak=digs[:1])
    found = service.hardly_read(MEMBER, 9)
    assert (found.outside, found.unopened, found.of_stories) == (2, 6, 6)
    assert {one.facts.id for one in found.no_theme} == {digs[0], outside[0]}
    assert {one.facts.id for one in found.least} == {*rings, digs[1]}
    reading = Reading(bank, clock)
    for one in [*rings[:2], digs[1], outside[0], outside[0]]:
        reading.story(MEMBER, one)
    found = service.hardly_read(MEMBER, 1)
    assert [one.facts.id for one in found.no_theme] == [digs[0]]
    assert [one.facts.id for one in found.least] == [rings[2]]
    assert found.unopened == 2
