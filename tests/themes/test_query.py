"""What is typed into the search line: its words, phrases and marks."""

import sqlite3
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.themes.query import (
    MOST_TERMS,
    Question,
    any_expression,
    marks,
    terms,
    together,
    understood,
    words_expression,
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("waiting for a room", ("waiting", "room")),
        ("Waiting WAITING waiting", ("waiting",)),
        ("to be or not to be", ("to", "be", "or", "not")),  # nothing but small words: then those
        ("nobody's fault", ("nobody's", "fault")),
        ("room_2 and half-way", ("room", "2", "half", "way")),
        ("", ()),
        ("?! …", ()),
        ("café übrig", ("café", "übrig")),
    ],
)
def test_terms(query, expected):
    assert terms(query) == expected


def test_of_a_long_question_the_longest_words_are_kept_in_their_order():
    query = " ".join(f"word{'x' * (number % 40)}{number}" for number in range(60))
    found = terms(query)
    assert len(found) == MOST_TERMS
    assert list(found) == sorted(found, key=query.split().index)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("waiting for a room", '"waiting" OR "room" OR "waiting for"'),
        ("nobody gave up", '"nobody" OR "gave" OR "nobody gave" OR "gave up"'),
        ('"second chance"', '("second chance") AND ("second" OR "chance" OR "second chance")'),
        ('"my door" "no"', '("my door") AND ("no") AND ("door" OR "door no")'),
        ('an open "quote', '"open" OR "quote" OR "an open" OR "open quote"'),
        ('""', ""),
        ("NOT room*", '"room" OR "not room"'),
        ("???", ""),
    ],
)  # fmt: skip
def test_words_expression(query, expected):
    assert words_expression(query) == expected


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        ((), '"script"'),
        (("prescription", "key worker"), '"script" OR "prescription" OR "key worker"'),
    ],
)
def test_other_words_may_stand_for_those_asked(also, expected):
    assert words_expression("my script", also) == expected


@pytest.mark.parametrize(
    ("typed", "common", "two", "expected"),
    [
        ("feel waiting", {"feel"}, (), '"waiting" OR "feel waiting"'),
        ("feel waiting", {"feel", "waiting"}, (), ""),
        ("feel waiting", {"feel", "waiting"}, together(["waiting", "feel"]), '("waiting" AND "feel")'),
        ('"feel waiting"', {"feel", "waiting"}, (), '("feel waiting")'),  # what stands in quotation marks must be there
    ],
)
def test_common_words_are_looked_for_only_beside_others(typed, common, two, expected):
    assert words_expression(typed, (), common, two) == expected


@pytest.mark.parametrize(
    ("typed", "words", "without"),
    [
        ("hostel", "hostel", ()),
        ("food -hostel", "food", ("hostel",)),
        ('-"housing list" waiting', "waiting", ("housing list",)),
        ("food \u2212hostel", "food", ("hostel",)),
        ("half-way house", "half-way house", ()),  # a hyphen is no minus
        ("food - hostel", "food - hostel", ()),  # neither is a dash
        ("not heard", "not heard", ()),  # a plain "not" is part of what is asked
        ("food -hostel -dogs", "food", ("hostel", "dogs")),
        ("food --", "food --", ()),
        ("-hostel", "", ("hostel",)),
    ],
)
def test_what_is_left_out(typed, words, without):
    question = understood(typed)
    assert (" ".join(question.words.split()), question.without) == (words, without)


def test_a_question_is_mended_word_by_word():
    question = Question("My Methodone, and methodones")
    assert question.mended({"methodone": "methadone"}) == "My methadone, and methodones"


@given(st.text(max_size=200))
def test_no_question_is_a_fault_in_full_text_search(query):
    question = understood(query)
    for expression in filter(None, (words_expression(question.words), any_expression(question.without))):
        base = sqlite3.connect(":memory:")
        base.execute("CREATE VIRTUAL TABLE told USING fts5(body)")
        base.execute("SELECT 1 FROM told WHERE told MATCH ?", (expression,)).fetchall()
        base.close()


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("We waited for hours.", "waiting hour", ["waited", "hours"]),
        ("Waiting is not the same as being made to wait.", "waited", ["Waiting", "wait"]),
        ("They rang.", "telephone", []),
        ("The “second chance” came.", '"second chance"', ["second", "chance"]),
        ("😀 They rang the bell.", "bell", ["bell"]),
        ("Anything at all.", "", []),
    ],
)
def test_marks_are_places_of_words(text, query, expected):
    assert [text[start:end] for start, end in marks(text, query)] == expected


def test_what_was_searched_also_is_marked_too():
    text = "My prescription was late."
    assert [text[start:end] for start, end in marks(text, "scripts", ("prescription",))] == ["prescription"]


@given(st.text(max_size=200), st.text(max_size=50))
def test_marks_lie_in_the_text_in_order(text, query):
    found = marks(text, query)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
