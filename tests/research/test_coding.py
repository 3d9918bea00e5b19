"""Coding together: nobody sees another's codes before they are done, and where they differ somebody settles it."""

import pytest

from insight.errors import BadInput, NotFound, Refused
from insight.research.study import words_hash
from insight.stories.consent import Consent

WORDS = "They kept ringing until I picked up. " * 9 + "\n\n" + "Then I slept on my own sofa at last, dear me. " * 9


@pytest.fixture
def story(at_desk, ada, collection, tell):
    """A story of the collection."""
    told = tell(WORDS)
    at_desk.collecting.keep(ada, collection, told, 0, 36)
    return told


@pytest.fixture
def code(at_desk, ada, collection):
    return at_desk.coding.add_code(ada, collection, "Persistence", "Somebody does not give up.", None)


def placed(one):
    return [(each.start, each.end) for each in one]


# The codebook.


def test_codes_stand_under_others_and_never_in_a_ring(at_desk, ada, sol, collection, code):
    inner = at_desk.coding.add_code(sol, collection, "  Ringing   back ", "", code)
    inmost = at_desk.coding.add_code(sol, collection, "Twice", "", inner)
    assert [(depth, one.name) for depth, one in at_desk.coding.codebook(ada, collection)] == [
        (0, "Persistence"), (1, "Ringing back"), (2, "Twice"),
    ]  # fmt: skip
    for above in (code, inner, inmost):
        with pytest.raises(BadInput, match="itself"):
            at_desk.coding.change_code(ada, collection, code, "Persistence", "", above)
    at_desk.coding.change_code(ada, collection, inmost, "Twice", "Two calls", None)
    assert [depth for depth, _ in at_desk.coding.codebook(ada, collection)] == [0, 1, 0]


@pytest.mark.parametrize("name", ["", "persistence", "Shaz", "n" * 81])
def test_what_no_code_is_called(at_desk, ada, collection, code, name):
    with pytest.raises(BadInput):
        at_desk.coding.add_code(ada, collection, name, "", None)
    assert len(at_desk.coding.codebook(ada, collection)) == 1


def test_a_code_of_another_collection_is_not_here(at_desk, ada, collection, code, story):
    other = at_desk.collecting.make(ada, "Other", "Why", None)
    for ask in (
        lambda: at_desk.coding.add_code(ada, other, "Under", "", code),
        lambda: at_desk.coding.change_code(ada, other, code, "New", "", None),
        lambda: at_desk.coding.retire(ada, other, code),
        lambda: at_desk.coding.code(ada, other, story, code, 0, 5),
        lambda: at_desk.collecting.think(ada, other, "Hm.", code=code),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_retired_code_is_given_no_more(at_desk, ada, collection, code, story):
    at_desk.coding.code(ada, collection, story, code, 0, 36)
    at_desk.coding.retire(ada, collection, code)
    with pytest.raises(NotFound):
        at_desk.coding.code(ada, collection, story, code, 37, 60)
    assert placed(at_desk.coding.story(ada, collection, story).mine) == [(0, 36)]
    at_desk.coding.use_again(ada, collection, code)
    assert at_desk.coding.code(ada, collection, story, code, 37, 60)


# Coding.


def test_a_code_stands_once_on_exact_words(at_desk, ada, collection, code, story):
    assert at_desk.coding.code(ada, collection, story, code, 36, 60)
    assert not at_desk.coding.code(ada, collection, story, code, 37, 60)
    (mine,) = at_desk.coding.story(ada, collection, story).mine
    assert (mine.start, mine.end, mine.words_hash) == (37, 60, words_hash(WORDS[37:60]))
    at_desk.coding.uncode(ada, collection, mine.id)
    assert at_desk.coding.story(ada, collection, story).mine == ()


def test_others_codes_are_seen_when_one_has_finished(at_desk, ada, sol, collection, code, story):
    at_desk.coding.code(ada, collection, story, code, 0, 36)
    at_desk.coding.finish(ada, collection, story)
    assert at_desk.coding.story(sol, collection, story).others == ()
    assert at_desk.coding.agreement(sol, collection).differs == ()
    at_desk.coding.finish(sol, collection, story)
    found = at_desk.coding.story(sol, collection, story)
    assert placed(found.others) == [(0, 36)]
    assert found.people[found.others[0].by] == "Ada"
    assert [(one.finished, one.others) for one in at_desk.coding.stories(sol, collection)] == [(True, 1)]


def test_whoever_has_seen_others_codes_does_not_go_back(at_desk, ada, sol, collection, code, story):
    at_desk.coding.code(ada, collection, story, code, 0, 36)
    at_desk.coding.finish(ada, collection, story)
    assert at_desk.coding.story(ada, collection, story).may_go_back
    at_desk.coding.go_back(ada, collection, story)
    (mine,) = at_desk.coding.story(ada, collection, story).mine
    at_desk.coding.uncode(ada, collection, mine.id)
    at_desk.coding.finish(ada, collection, story)
    at_desk.coding.code(sol, collection, story, code, 0, 36)
    assert not at_desk.coding.story(ada, collection, story).may_go_back
    with pytest.raises(Refused, match="have seen"):
        at_desk.coding.go_back(ada, collection, story)
    (theirs,) = at_desk.coding.story(sol, collection, story).mine
    with pytest.raises(NotFound):  # nobody takes off another's
        at_desk.coding.uncode(ada, collection, theirs.id)
    at_desk.coding.finish(sol, collection, story)
    with pytest.raises(Refused, match="have finished"):
        at_desk.coding.uncode(sol, collection, theirs.id)


def test_a_closed_collection_is_read_only(at_desk, ada, collection, code, story):
    at_desk.collecting.close(ada, collection)
    for ask in (
        lambda: at_desk.coding.add_code(ada, collection, "New", "", None),
        lambda: at_desk.coding.code(ada, collection, story, code, 0, 5),
        lambda: at_desk.coding.finish(ada, collection, story),
        lambda: at_desk.coding.retire(ada, collection, code),
    ):
        with pytest.raises(Refused, match="closed"):
            ask()
    assert at_desk.coding.story(ada, collection, story).story.id == story


def test_a_story_out_of_view_is_not_coded(at_desk, bank, ada, collection, code, story):
    with bank.writing() as work:
        work.stories.hold(story)
    assert at_desk.coding.stories(ada, collection) == ()
    for ask in (
        lambda: at_desk.coding.story(ada, collection, story),
        lambda: at_desk.coding.code(ada, collection, story, code, 0, 5),
        lambda: at_desk.coding.finish(ada, collection, story),
    ):
        with pytest.raises(NotFound):
            ask()


# Together.


@pytest.fixture
def differing(at_desk, ada, sol, collection, code, story):
    """Ada and Sol have finished; Ada alone gave the code to the first passage."""
    first = at_desk.coding.story(ada, collection, story).story
    at_desk.coding.code(ada, collection, story, code, 0, str(first.text).index("\n"))
    at_desk.coding.finish(ada, collection, story)
    at_desk.coding.finish(sol, collection, story)
    return story


def test_where_they_differ_is_shown_and_settled(at_desk, bank, ada, sol, collection, code, differing):
    before = at_desk.coding.agreement(sol, collection)
    assert before.differs
    assert {(before.people[yes], before.people[no]) for one in before.differs for yes in one.yes for no in one.no} == {
        ("Ada", "Sol")
    }
    assert all(one.text == WORDS[one.start : one.end] and not one.settled for one in before.differs)
    codings = {one.id for each in before.differs for one in each.codings}
    at_desk.coding.settle(sol, collection, sorted(codings), keep=False)
    after = at_desk.coding.agreement(sol, collection)
    assert all(one.settled for one in after.differs)
    assert [one.alpha for one in after.codes] == [one.alpha for one in before.codes]  # what each said stays
    assert at_desk.coding.story(ada, collection, differing).mine == ()  # but it was taken off
    at_desk.coding.settle(ada, collection, sorted(codings), keep=True)
    assert len(at_desk.coding.story(ada, collection, differing).mine) == 1


def test_only_who_finished_settles(at_desk, person, ada, collection, differing):
    (coding,) = {one.id for each in at_desk.coding.agreement(ada, collection).differs for one in each.codings}
    third = person("Ines")
    with pytest.raises(Refused, match="Finish this story first"):
        at_desk.coding.settle(third, collection, [coding], keep=True)
    with pytest.raises(NotFound):
        at_desk.coding.settle(ada, collection, [coding, "nobody"], keep=True)
    with pytest.raises(NotFound):
        at_desk.coding.settle(ada, collection, [], keep=True)


def test_full_agreement_is_one(at_desk, ada, sol, collection, code, story):
    for reader in (ada, sol):
        at_desk.coding.code(reader, collection, story, code, 0, WORDS.index("\n"))
        at_desk.coding.finish(reader, collection, story)
    found = at_desk.coding.agreement(ada, collection)
    assert [(one.alpha, one.coders) for one in found.codes] == [(1.0, 2)]
    assert found.codes[0].pieces > 2
    assert found.differs == ()


# What came from elsewhere.


@pytest.fixture
def suggested(at_desk, bank, clock, collection, code, story):
    with bank.writing() as work:
        work.studies.add_coding(code, story, 0, 36, words_hash(WORDS[:36]), "importer", clock(), True)
    return story


def test_a_suggestion_is_nobody_s_until_it_is_taken(at_desk, ada, sol, collection, suggested):
    (one,) = at_desk.coding.suggestions(ada, collection)
    assert (one.text, one.code.name) == (WORDS[:36], "Persistence")
    assert at_desk.coding.story(ada, collection, suggested).mine == ()
    at_desk.coding.take(sol, collection, one.coding.id)
    assert at_desk.coding.suggestions(ada, collection) == ()
    assert placed(at_desk.coding.story(sol, collection, suggested).mine) == [(0, 36)]
    with pytest.raises(NotFound):
        at_desk.coding.leave(ada, collection, one.coding.id)


def test_a_suggestion_is_left(at_desk, ada, collection, suggested):
    (one,) = at_desk.coding.suggestions(ada, collection)
    at_desk.coding.leave(ada, collection, one.coding.id)
    assert at_desk.coding.suggestions(ada, collection) == ()
    assert at_desk.coding.story(ada, collection, suggested).mine == ()


def test_a_suggestion_on_a_story_that_is_closed_to_the_reader_is_not_shown(
    at_desk, bank, ada, collection, code, tell, clock
):
    secret = tell("Nobody may read this.", consent=Consent(inside=False))
    with bank.writing() as work:
        work.studies.add_coding(code, secret, 0, 6, words_hash("Nobody"), "importer", clock(), True)
    assert at_desk.coding.suggestions(ada, collection) == ()
