"""Themes that people know again: names that last, words that go with their story, no build that loses."""

import pytest
from sqlalchemy import text

from insight.access.gate import scope
from insight.access.reader import Reader, Role, operator, system
from insight.clock import now
from insight.errors import BadInput, NotAllowed, NotFound
from insight.stories.consent import Consent
from insight.themes.building import Finder, find
from insight.themes.discover import discover, steadiness
from insight.themes.shelf import NEVER_BUILT
from tests.themes.conftest import KINDS, words

TODAY = now().date()

BUILDER = system("theme build")
MEMBER = Reader("m", "M", Role.MEMBER)
NO_QUOTES = Consent(inside=True, room=True, outside=True, quotes=False)


def kind_of(opened):
    """Which kind most of a theme's passages are of."""
    text = " ".join(one.text for one in opened.passages)
    return max(KINDS, key=lambda kind: sum(text.count(word) for word in KINDS[kind].split()))


def opened(shelf, reader=MEMBER):
    return {line.id: shelf.show(reader, line.id) for line in shelf.list(reader).themes}


def withdraw(bank, story):
    with bank.writing() as work:
        work.theme_words.unname(story, work.passages.ids_of(story), work.stories.text_for_erasure(story))
        work.passages.forget(story)
        work.stories.delete(story)


def test_before_the_first_build(shelf, told):
    told(1)
    listed = shelf.list(MEMBER)
    assert (listed.state, listed.themes, listed.unplaced, listed.building) == (NEVER_BUILT, (), 4, False)


def test_a_build_puts_every_passage_in_a_theme(shelf, told, builds):
    told(8)
    builds.build(BUILDER)
    listed = shelf.list(MEMBER)
    assert listed.state == "tentative"
    assert listed.unplaced == 0
    assert len({line.name for line in listed.themes}) == len(listed.themes) >= 2
    for theme in opened(shelf).values():
        assert theme.line.size == len(theme.passages)
        assert theme.line.stories == len({one.facts.id for one in theme.passages})
        assert [one.fit for one in theme.passages] == sorted((one.fit for one in theme.passages), reverse=True)
        for quote in theme.quotes:
            assert quote.text in next(one.text for one in theme.passages if one.passage == quote.passage)


def test_human_names_survive_a_rebuild_on_a_fifth_more_stories(shelf, told, builds, by_hand):
    told(10)
    builds.build(BUILDER)
    named = {}
    for theme, one in opened(shelf).items():
        named[theme] = f"What we call {kind_of(one)} ({theme[:4]})"
        by_hand.rename(MEMBER, theme, named[theme])
    told(2, first=10)
    builds.build(BUILDER)
    after = opened(shelf)
    for theme, name in named.items():
        assert after[theme].line.name == name
        assert after[theme].line.named_by_people
        assert kind_of(after[theme]) in name


def test_building_twice_changes_nothing(shelf, told, builds):
    told(6)
    builds.build(BUILDER)
    before = {theme: (one.line.name, {p.passage for p in one.passages}) for theme, one in opened(shelf).items()}
    builds.build(BUILDER)
    after = {theme: (one.line.name, {p.passage for p in one.passages}) for theme, one in opened(shelf).items()}
    assert after == before


def test_a_human_name_wins_and_can_be_taken_back(shelf, told, builds, by_hand):
    told(6)
    builds.build(BUILDER)
    line = shelf.list(MEMBER).themes[0]
    by_hand.rename(MEMBER, line.id, "  Being   rung back ")
    assert shelf.show(MEMBER, line.id).line.name == "Being rung back"
    by_hand.rename(MEMBER, line.id, "")
    assert shelf.show(MEMBER, line.id).line == line


def test_names_have_an_end_and_themes_an_address(shelf, told, builds, by_hand):
    told(6)
    builds.build(BUILDER)
    line = shelf.list(MEMBER).themes[0]
    with pytest.raises(BadInput, match="80 characters"):
        by_hand.rename(MEMBER, line.id, "x" * 81)
    assert shelf.show(MEMBER, line.id).line == line
    with pytest.raises(NotFound):
        shelf.show(MEMBER, "nosuchtheme")
    with pytest.raises(NotFound):
        by_hand.rename(MEMBER, "nosuchtheme", "x")


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.READER])
def test_who_does_not_come_to_the_shelf(shelf, role, by_hand):
    reader = Reader("r", "R", role)
    for verb in (shelf.list, lambda r: shelf.show(r, "x"), lambda r: by_hand.rename(r, "x", "y")):
        with pytest.raises(NotAllowed):
            verb(reader)


def in_somebodys_words(shelf, bank):
    """A theme whose heading comes from a passage, and that passage's story."""
    with bank.reading() as work:
        theme = next(one for one in work.themes.all() if one.name_passage is not None)
    story = next(p.facts.id for p in shelf.show(operator(), theme.id).passages if p.passage == theme.name_passage)
    return theme, story


def test_a_name_goes_with_the_story_it_was_taken_from(shelf, told, bank, builds):
    told(8)
    builds.build(BUILDER)
    theme, story = in_somebodys_words(shelf, bank)
    withdraw(bank, story)
    line = shelf.show(MEMBER, theme.id).line
    assert line.name != theme.machine_name
    assert line.name.lower().split(", ")[0] in {word.lower() for word in line.words}


def test_a_story_withdrawn_during_a_build_does_not_come_back_by_it(shelf, told, bank, builds, build_with):
    told(8)
    builds.build(BUILDER)
    theme, story = in_somebodys_words(shelf, bank)

    def withdrawn_meanwhile(passages, vectors, *, previous=None, **_):
        found = discover(passages, vectors, previous=previous)
        withdraw(bank, story)
        return found

    build_with(withdrawn_meanwhile).build(BUILDER)
    for one in opened(shelf, operator()).values():
        assert story not in {passage.facts.id for passage in (*one.passages, *one.quotes)}
        assert one.line.name != theme.machine_name
    assert shelf.list(MEMBER).state == "tentative"


def test_a_reader_who_may_not_read_the_names_story_sees_common_words(shelf, told, bank, builds):
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern Housing")
    told(8, consent=Consent(inside=True, quotes=True, not_organisations=frozenset({lantern})))
    told(2, first=8, consent=NO_QUOTES)
    builds.build(BUILDER)
    theme, story = in_somebodys_words(shelf, bank)
    theirs = Reader("r", "R", Role.MEMBER, lantern)
    assert shelf.show(MEMBER, theme.id).line.name == theme.machine_name
    shown = shelf.show(theirs, theme.id)
    assert shown.line.name != theme.machine_name
    assert story not in {one.facts.id for one in (*shown.passages, *shown.quotes)}
    assert all(one.facts.consent.quotes is False for one in shown.passages)
    assert shown.quotes == ()
    assert shown.line.quote is None
    for line in shelf.list(theirs).themes:
        assert line.size == len(shelf.show(theirs, line.id).passages)


def test_words_that_may_no_longer_be_quoted_name_nothing(shelf, told, bank, tell, builds):
    """Consent narrowed after the build: passages stay inside, headings and quotes in those words go at once."""
    told(8)
    builds.build(BUILDER)
    theme, story = in_somebodys_words(shelf, bank)
    with bank.writing() as work:
        work._connection.execute(
            text("UPDATE consent SET quotes = 0 WHERE id = (SELECT consent FROM story WHERE id = :story)"),
            {"story": story},
        )
    shown = shelf.show(MEMBER, theme.id)
    assert shown.line.name != theme.machine_name
    assert story not in {one.facts.id for one in shown.quotes}
    assert story in {one.facts.id for one in shown.passages}


def test_a_failed_build_leaves_what_was_there(shelf, told, bank, builds, build_with):
    told(6)
    builds.build(BUILDER)
    before = shelf.list(MEMBER)

    def breaks(*_, **__):
        raise MemoryError

    with pytest.raises(MemoryError):
        build_with(breaks).build(BUILDER)
    assert shelf.list(MEMBER) == before
    assert not before.building


def test_a_build_that_was_killed_is_tried_again_but_not_for_ever(shelf, told, bank, clock, builds):
    told(3)
    builds.build(BUILDER)
    assert not builds.take_up(BUILDER)  # nothing was cut short
    tried = []
    for _ in range(4):
        clock.forward(minutes=1)
        with bank.writing() as work:
            work.builds.begin("hashing-64", clock())
        assert shelf.list(MEMBER).building
        tried.append(builds.take_up(BUILDER))
        assert not shelf.list(MEMBER).building
    assert tried == [True, True, False, False]


def test_too_few_stories_are_a_reading_list(shelf, told, builds):
    told(1)
    builds.build(BUILDER)
    listed = shelf.list(MEMBER)
    assert listed.themes == ()
    assert "read them all" in listed.reason


def test_a_build_reads_nothing_that_waits_or_is_held(shelf, told, bank, hashing, tell):
    held = told(4)["garden"][0]
    tell(words("garden", 99), before_review=True)
    with bank.writing() as work:
        work.stories.hold(held)
    with bank.reading() as work:
        found = find(work, scope(BUILDER, today=TODAY), hashing, Finder(discover, steadiness))
        of = work.passages.ids_of(held)
    assert found.stories == 15
    assert not {one for theme in found.themes for one, _, _ in theme.members} & set(of)
