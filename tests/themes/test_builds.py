"""A build tells how far it is, can be stopped, and is shown again as it was without what was withdrawn since."""

import pytest

from insight.access.reader import Reader, Role, system
from insight.errors import NotFound
from insight.themes.discover import discover

BUILDER = system("theme build")
MEMBER = Reader("m", "M", Role.MEMBER)


def withdraw(bank, story):
    with bank.writing() as work:
        work.theme_words.unname(story, work.passages.ids_of(story), work.stories.text_for_erasure(story))
        work.passages.forget(story)
        work.stories.delete(story)


def test_every_build_is_kept_as_it_was(bank, told, builds, by_hand, shelf):
    told(6)
    builds.build(BUILDER)
    (first,) = builds.past(MEMBER)
    then = builds.then(MEMBER, first.id)
    assert first.stories == 24
    assert sum(one.passages for one in then) == first.passages
    by_hand.merge(MEMBER, shelf.list(MEMBER).themes[0].id, shelf.list(MEMBER).themes[1].id)
    told(2, first=6)
    builds.build(BUILDER)
    assert [one.id for one in builds.past(MEMBER)][1] == first.id
    assert builds.then(MEMBER, first.id) == then
    with pytest.raises(NotFound):
        builds.then(MEMBER, "nosuch")


def test_what_was_withdrawn_is_in_no_earlier_build(bank, told, builds):
    story = told(6)["garden"][0]
    builds.build(BUILDER)
    (build,) = builds.past(MEMBER)
    with bank.reading() as work:
        gone = len(work.passages.ids_of(story)) - 1  # but the whole of it
    before = sum(one.passages for one in builds.then(MEMBER, build.id))
    withdraw(bank, story)
    assert sum(one.passages for one in builds.then(MEMBER, build.id)) == before - gone


def test_it_says_what_it_is_doing(told, build_with, builds):
    told(3)
    seen = []

    def watched(passages, vectors, *, previous=None, step):
        step("Comparing 12 passages")
        seen.append(builds.doing(MEMBER))
        return discover(passages, vectors, previous=previous)

    build_with(watched).build(BUILDER)
    assert seen == ["Comparing 12 passages"]
    assert builds.doing(MEMBER) is None


def test_a_build_that_is_asked_to_stop_leaves_what_was_there(told, build_with, builds, shelf):
    told(6)
    builds.build(BUILDER)
    before = shelf.list(MEMBER)

    def stopped(passages, vectors, *, previous=None, step):
        assert builds.stop(MEMBER)
        return discover(passages, vectors, previous=previous, step=step)

    told(2, first=6)
    here = shelf.list(MEMBER)
    assert not build_with(stopped).build(BUILDER)
    assert shelf.list(MEMBER) == here
    assert here.built_at == before.built_at
    assert not builds.take_up(BUILDER)  # it was stopped, not cut short
    assert not builds.stop(MEMBER)
