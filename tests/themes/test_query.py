"""What is typed into the search line: its words, phrases and marks."""

import sqlite3
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.themes.query import MOST_TERMS, marks, terms, words_expression


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
        ("waiting for a room", '"waiting" OR "room" OR "waiting for" OR "a room"'),
        ("nobody gave up", '"nobody" OR "gave" OR "nobody gave" OR "gave up"'),
        ('"second chance"', '("second chance") AND ("second" OR "chance" OR "second chance")'),
        ('"my door" "no"', '("my door") AND ("no") AND ("door" OR "my door" OR "door no")'),
        ('an open "quote', '"open" OR "quote" OR "an open" OR "open quote"'),
        ('""', ""),
        ("NOT room*", '"room" OR "not room"'),
        ("???", ""),
    ],
)  # fmt: skip
def test_words_expression(query, expected):
    assert words_expression(query) == expected


@given(st.text(max_size=200))
def test_no_question_is_a_fault_in_full_text_search(query):
    expression = words_expression(query)
    if expression:
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


@given(st.text(max_size=200), st.text(max_size=50))
def test_marks_lie_in_the_text_in_order(text, query):
    found = marks(text, query)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
