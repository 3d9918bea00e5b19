"""Passages are read through a scope, share vectors by their words, and leave nothing behind when they go."""

import numpy as np
import pytest

from insight.access.gate import scope
from insight.access.reader import Reader, Role, operator
from insight.clock import now
from insight.store.repositories import passages
from insight.stories.consent import Consent
from insight.stories.filters import Filters
from insight.stories.inquiry import TellerKind

TODAY = now().date()

MODEL = "test-model"
EVERYTHING = scope(operator(), today=TODAY)
MEMBER = scope(Reader("m", "M", Role.MEMBER), today=TODAY)


@pytest.fixture
def cut(bank, tell):
    """A story told and cut at its sentences, with a vector for every passage."""

    def told(words, **facts):
        story = tell(words, **facts)
        windows, at = [], 0
        for sentence in words.split(". "):
            windows.append((at, at + len(sentence)))
            at += len(sentence) + 2
        with bank.writing() as work:
            work.passages.replace(story, words, windows)
            missing = work.passages.missing_vectors(MODEL, story)
            vectors = {key: np.full(4, sum(map(ord, words[a:b])), np.float32) for key, (a, b) in missing.items()}
            work.passages.keep_vectors(MODEL, vectors)
        return story

    return told


def matching(bank, expression, asked=EVERYTHING):
    with bank.reading() as work:
        return {one.story for one, _ in work.passages.matching(expression, asked, 10)}


def test_a_story_is_cut_into_passages_and_the_whole(bank, cut):
    story = cut("They rang. They came back")
    with bank.reading() as work:
        assert [(one.start, one.end) for one in work.passages.of_story(story, EVERYTHING)] == [(0, 9), (11, 25)]
        table = work.passages.vector_table(MODEL, EVERYTHING)
        assert sum(one.whole for one in table.passages) == 1
        assert table.vectors.shape == (3, 4)
        assert work.passages.count(MODEL) == 3
        assert len(work.passages.vector_table(MODEL, EVERYTHING, whole=True).passages) == 1


@pytest.mark.parametrize("chunk", [1, 2, 5_000])
def test_some_stories_vectors_in_portions(bank, cut, monkeypatch, chunk):
    monkeypatch.setattr(passages, "CHUNK", chunk)
    wanted = {cut("They rang. They came back"), cut("Nobody came"), cut("A kettle. It sang")}
    cut("Something else entirely")
    with bank.reading() as work:
        table = work.passages.vector_table(MODEL, EVERYTHING, stories=wanted)
        assert {one.story for one in table.passages} == wanted
        assert len(table.vectors) == len(table.passages)
        assert work.passages.vector_table(MODEL, EVERYTHING, stories=()).passages == ()


def test_some_stories_vectors(bank, cut):
    wanted = {cut("They rang. They came back"), cut("Nobody came"), cut("A kettle. It sang")}
    cut("Something else entirely")
    with bank.reading() as work:
        table = work.passages.vectors_of_several(MODEL, wanted)
        assert {one.story for one in table.passages} == wanted
        assert len(table.vectors) == len(table.passages)
        assert work.passages.vectors_of_several(MODEL, ()).passages == ()


@pytest.mark.parametrize("chunk", [1, 2, 5_000])
def test_all_vectors_in_portions(bank, cut, monkeypatch, chunk):
    monkeypatch.setattr(passages, "CHUNK", chunk)
    worker = cut("They rang. They came back", teller=TellerKind.WORKER)
    cut("Nobody came")
    cut("A kettle too", teller=TellerKind.WORKER, consent=Consent())
    with bank.reading() as work:
        portions = list(work.passages.in_portions(MODEL, MEMBER, Filters(teller=TellerKind.WORKER)))
        assert [len(one.passages) for one in portions] == {1: [1, 1, 1], 2: [2, 1]}.get(chunk, [3])
        assert {one.story for each in portions for one in each.passages} == {worker}


@pytest.mark.parametrize(
    ("word", "said"), [("ringing", True), ("RANG", False), ("back", True), ("kettle", False), ("telephone", False)]
)
def test_whether_a_story_that_may_be_seen_says_a_word(bank, cut, word, said):
    story = cut("They kept on ringing. They came back")
    cut("A kettle", consent=Consent())
    with bank.reading() as work:
        assert work.passages.says(word, MEMBER) == (story if said else None)


@pytest.mark.parametrize(
    ("than", "common"),
    [(0, {"ringing", "came", "ringing AND came"}), (1, {"ringing", "came"}), (3, {"ringing"}), (9, set())],
)
def test_what_many_say(bank, cut, than, common):
    cut("They kept on ringing. They rang")  # a whole and two passages
    cut("Ringing. They came back")
    with bank.reading() as work:
        assert work.passages.common(["ringing", "came", "wombat", "ringing AND came"], than) == common


def test_the_stems_of_the_words_there_are(bank, cut):
    cut("They kept on ringing. The runner came back")
    with bank.reading() as work:
        assert work.passages.stems_from("r") == ("ring", "runner")
        assert work.passages.stems_from("x") == ()


def test_cutting_anew_replaces(bank, cut):
    story = cut("They rang. They came back")
    with bank.writing() as work:
        work.passages.replace(story, "They rang.", [(0, 10)])
    assert matching(bank, "rang") == {story}
    assert matching(bank, "back") == set()


def test_vectors_that_others_share_survive_a_deletion(bank, cut):
    gone, stays = cut("They rang. The wombat came"), cut("They rang. Nobody came")
    with bank.writing() as work:
        assert len(work.passages.vectors_only_of(gone)) == 2
        work.passages.forget(gone)
        work.stories.delete(gone)
    with bank.reading() as work:
        table = work.passages.vector_table(MODEL, EVERYTHING)
        assert {one.story for one in table.passages} == {stays}
        assert len(table.passages) == 3
        assert work.passages.missing_vectors(MODEL, stays) == {}
        assert work.passages.vectors_only_of(gone) == ()


def test_words_find_passages_through_the_scope(bank, cut):
    open_one = cut("They kept ringing")
    cut("They were ringing too", consent=Consent())
    held = cut("It was ringing there")
    with bank.writing() as work:
        work.stories.hold(held)
    assert matching(bank, "ring", MEMBER) == {open_one}
    assert len(matching(bank, "ring")) == 2
    assert matching(bank, "ring", scope(Reader("r", "R", Role.READER), today=TODAY)) == set()


def test_every_read_goes_through_the_scope(bank, cut):
    story = cut("They kept ringing", consent=Consent())
    with bank.reading() as work:
        ids = [one.id for one in work.passages.of_story(story, EVERYTHING)]
        assert work.passages.some(ids, EVERYTHING).keys() == set(ids)
        assert work.passages.of_story(story, MEMBER) == ()
        assert work.passages.some(ids, MEMBER) == {}
        assert work.passages.vector_table(MODEL, MEMBER).passages == ()


def write_back(bank):
    """Take the write-ahead log into the database: outside a transaction, or SQLite refuses."""
    raw = bank.engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def in_files(folder, words):
    return [path.name for path in sorted(folder.iterdir()) if words in path.read_bytes()]


@pytest.mark.parametrize("compacted", [True, False])
def test_deleted_words_leave_the_files(bank, cut, tmp_path, compacted):
    """FTS5 keeps deleted tokens until its segments are merged, and the log keeps pages until they are written back."""
    for number in range(30):
        cut(f"An ordinary day number {number}")
    gone = cut("The quokka came. It was a quokka")
    write_back(bank)
    assert in_files(tmp_path, b"quokka") == ["insight.db"]
    with bank.writing() as work:
        work.passages.forget(gone)
        work.stories.delete(gone)
        if compacted:
            work.passages.compact_words()
    write_back(bank)
    assert in_files(tmp_path, b"quokka") == ([] if compacted else ["insight.db"])
    assert matching(bank, "quokka") == set()
    assert matching(bank, "ordinary"), "and nothing else went"
