"""Indexing: leased, safe to run twice, sharing what is the same, and putting new passages in the themes there are."""

from datetime import timedelta

import numpy as np
import pytest

from insight.access.gate import scope
from insight.access.reader import Reader, Role, operator, system
from insight.clock import now
from insight.errors import NotAllowed, Unavailable
from insight.stories.story import State
from insight.themes.indexing import Indexing
from insight.themes.kept import KeptTheme

TODAY = now().date()

SYSTEM = system("index")
EVERYTHING = scope(operator(), today=TODAY)
TOLD = "They rang every week. Nobody gave up on me."


def rows(bank, model="hashing-64"):
    with bank.reading() as work:
        table = work.passages.vector_table(model, EVERYTHING)
    return [one.id for one in table.passages], table.vectors


def states(bank):
    with bank.reading() as work:
        return work.stories.count_by_state()


def test_an_approved_story_becomes_findable(bank, tell, indexing, index, hashing):
    story = tell(TOLD)
    assert indexing.index_next(SYSTEM, "one") == story
    assert states(bank) == {State.INDEXED: 1}
    ids, vectors = rows(bank)
    assert sorted(index.rows) == sorted(ids)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_nothing_waits_twice(bank, tell, indexing, index_all, hashing):
    tell(TOLD)
    assert index_all() == 1
    before, embedded = rows(bank)[0], hashing.texts
    assert index_all() == 0
    assert (rows(bank)[0], hashing.texts) == (before, embedded)


def test_the_same_step_done_twice_leaves_the_same(bank, tell, clock, hashing, index):
    """A worker that was thought dead ends its work after another has done it."""
    story = tell(TOLD)
    done = []

    class Slow:
        model_id, dimensions = hashing.model_id, hashing.dimensions

        def embed(self, texts):
            if not done:
                done.append("first")
                clock.forward(minutes=3)  # our lease ends meanwhile
                other = Indexing(bank, lambda: hashing, lambda: index, clock)
                assert other.index_next(SYSTEM, "second") == story
            return hashing.embed(texts)

    assert Indexing(bank, lambda: Slow(), lambda: index, clock).index_next(SYSTEM, "first") == story
    ids, _ = rows(bank)
    assert states(bank) == {State.INDEXED: 1}
    assert sorted(index.rows) == sorted(ids)
    assert len(set(ids)) == len(ids) == 2


def test_a_leased_story_is_left_alone_until_its_lease_ends(bank, tell, indexing, clock):
    story = tell(TOLD)
    with bank.writing() as work:
        assert work.stories.claim(State.PROTECTED, "another", clock()) == story
    assert indexing.index_next(SYSTEM, "one") is None
    clock.forward(seconds=timedelta(minutes=2).total_seconds() + 1)
    assert indexing.index_next(SYSTEM, "one") == story


def test_the_successor_of_a_killed_worker_need_not_wait(bank, tell, indexing, clock):
    story = tell(TOLD)
    with bank.writing() as work:
        work.stories.claim(State.PROTECTED, "host:quick", clock())
        assert work.stories.release("somebody else") == 0
        assert work.stories.release("host:quick") == 1
    assert indexing.index_next(SYSTEM, "host:quick") == story


def test_a_story_that_fails_five_times_is_left_for_a_person(bank, tell, clock):
    tell(TOLD)

    class Broken:
        model_id = "broken"

        def embed(self, texts):
            raise ValueError

    broken = Indexing(bank, lambda: Broken(), lambda: None, clock)
    for _ in range(5):
        with pytest.raises(ValueError):
            broken.index_next(SYSTEM, "one")
        clock.forward(minutes=3)
    assert broken.index_next(SYSTEM, "one") is None
    with bank.reading() as work:
        assert work.stories.stuck() == 1


@pytest.mark.parametrize("when", ["before it is read", "while it is embedded"])
def test_a_story_withdrawn_meanwhile_leaves_nothing(bank, tell, clock, hashing, index, when):
    story = tell(TOLD)

    def withdraw():
        with bank.writing() as work:
            work.passages.forget(story)
            work.stories.delete(story)

    class Embedder:
        model_id, dimensions = hashing.model_id, hashing.dimensions

        def embed(self, texts):
            withdraw()
            return hashing.embed(texts)

    def embedder():
        if when == "before it is read":
            withdraw()
            return hashing
        return Embedder()

    assert Indexing(bank, embedder, lambda: index, clock).index_next(SYSTEM, "one") == story
    assert rows(bank)[0] == []
    assert index.rows == {}
    with bank.reading() as work:
        assert work.passages.count(hashing.model_id) == 0


def test_the_same_words_are_embedded_once(bank, tell, index_all, hashing):
    tell(TOLD)
    tell(TOLD)
    assert index_all() == 2
    assert hashing.texts == 1  # a text of one window is its own only passage
    assert len(rows(bank)[0]) == 4


def test_new_passages_are_placed_in_the_themes_there_are_without_a_refit(bank, tell, index_all, hashing, clock):
    near, far = hashing.embed(["phone ringing weekly"])[0], hashing.embed(["garden tomatoes growing"])[0]
    with bank.writing() as work:
        build = work.builds.begin(hashing.model_id, clock())
        for position, (theme, centre) in enumerate((("near", near), ("far", far))):
            work.themes.keep(KeptTheme(theme, theme, None, None, (), centre, False), position, build)
        work.builds.finish(build, "tentative", "", 0, 0, None, clock())
    tell("The phone kept ringing. It was weekly.")
    index_all()
    with bank.reading() as work:
        placed = work.themes.placed(EVERYTHING)
        assert {theme: len(many) for theme, many in placed.items()} == {"near": 1}
        assert work.builds.newest().id == build
        assert work.themes.unplaced(EVERYTHING) == 0


def test_themes_of_another_embedder_take_nothing(bank, tell, index_all, clock):
    with bank.writing() as work:
        build = work.builds.begin("another model", clock())
        work.themes.keep(KeptTheme("old", "old", None, None, (), np.ones(3, np.float32), False), 0, build)
        work.builds.finish(build, "tentative", "", 0, 0, None, clock())
    tell(TOLD)
    assert index_all() == 1
    with bank.reading() as work:
        assert work.themes.placed(EVERYTHING) == {}


def test_an_index_that_cannot_be_told_stops_nothing(bank, tell, clock, hashing):
    class Gone:
        def add(self, *_):
            raise Unavailable("gone")

    tell(TOLD)
    assert Indexing(bank, lambda: hashing, lambda: Gone(), clock).index_next(SYSTEM, "one")
    assert states(bank) == {State.INDEXED: 1}


def test_an_index_is_filled_from_all_rows(bank, tell, indexing, index_all, index):
    """Whatever the bank counts: the gate asks who may see it when the index has answered."""
    tell(TOLD)
    held = tell("Somebody thought they knew who this was.")
    index_all()
    with bank.writing() as work:
        work.stories.hold(held)
    index.rows.clear()
    assert indexing.fill(SYSTEM, index) == 4
    with bank.reading() as work:
        assert index.count() == work.passages.total() == work.passages.count("hashing-64") == 4


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OPERATOR, Role.SYSTEM}])
def test_people_do_not_index(indexing, index, role):
    with pytest.raises(NotAllowed):
        indexing.index_next(Reader("r", "R", role), "one")
    with pytest.raises(NotAllowed):
        indexing.fill(Reader("r", "R", role), index)
