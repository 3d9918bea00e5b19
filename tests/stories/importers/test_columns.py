"""Which column holds what: by name, by the shapes other programs write, and as somebody chose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stories.importers.batch import Refusal, Row, judge, story_of
from insight.stories.importers.columns import (
    Columns,
    Headings,
    Wish,
    columns_of,
    proposed,
    questions,
    read_columns,
    read_wish,
    wordy,
)

KOBO = ("start", "end", "visit/place", "visit/what_helped", "feeling", "_id", "_uuid", "_submission_time", "_notes")
ODK = ("SubmissionDate", "start", "visit-what_helped", "meta-instanceID", "KEY", "SubmitterName")
PLACES = st.none() | st.integers(0, 50)
CHOICES = st.builds(
    Columns, PLACES, PLACES, PLACES, PLACES, PLACES, PLACES, st.lists(st.integers(0, 50)).map(tuple), st.booleans()
)


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (("Text",), Columns(text=0)),
        (("ref", "mood", " TEXT ", "Date"), Columns(text=2, ref=0, date=3)),
        (("\ufefftext", "teller", "feeling", "storyteller"), Columns(text=0, teller=1, feeling=2, storyteller=3)),
        (("id", "document", "tag", "content"), Columns(text=3, ref=0, storyteller=1, once=True)),
    ],
)
def test_columns_are_known_by_their_names(names: tuple[str, ...], columns: Columns) -> None:
    assert columns_of(names) == columns


@pytest.mark.parametrize(
    ("names", "sentences", "columns"),
    [
        (KOBO, {3, 8}, Columns(ref=5, date=7, feeling=4, answers=(3,))),
        (ODK, {2, 5}, Columns(ref=4, date=0, answers=(2,))),
        (("Story", "When", "Role"), {0}, Columns(text=0, teller=2)),
        (("a", "b"), set(), Columns()),
    ],
)
def test_a_guess_takes_questions_and_leaves_what_the_form_adds(
    names: tuple[str, ...], sentences: set[int], columns: Columns
) -> None:
    assert proposed(Headings(names, frozenset(sentences))) == columns


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("group/visit/what_helped_you", "_id"), ("what helped you", "_id")),
        (("What helped,\n and/or who?",), ("What helped, and/or who?",)),
        (("follow-up",), ("follow-up",)),
        (("visit-follow_up", "meta-instanceID"), ("follow up", "instanceID")),
        (("q" * 400,), ("q" * 300,)),
    ],
)
def test_headings_become_questions(names: tuple[str, ...], asked: tuple[str, ...]) -> None:
    assert questions(names) == asked


def test_a_column_with_a_sentence_in_it_is_wordy() -> None:
    assert wordy([["one", "1"], ["it was warm here", "2"]]) == {0}
    assert wordy([["short", "1"]] * 60 + [["it was warm here", "2"]]) == frozenset()


@given(CHOICES, st.booleans())
def test_a_choice_comes_back_as_it_was_kept(columns: Columns, whole: bool) -> None:
    assert read_columns(columns.written()) == columns
    assert read_wish(Wish(columns, whole).written()) == Wish(columns, whole)
    assert read_wish(Wish().written()) == Wish()


@given(CHOICES, st.lists(st.text(max_size=5), max_size=8))
def test_no_choice_makes_a_row_fail(columns: Columns, cells: list[str]) -> None:
    [*_] = judge([story_of(1, cells, columns, cells)])


def test_empty_answers_are_left_out_and_the_same_answers_are_the_same_story() -> None:
    columns = Columns(text=0, answers=(1, 2))
    rows = [["", "Warm.", " "], ["Then.", "Warm.", ""], ["", " Warm. ", ""]]
    first, second, third = judge([story_of(n, cells, columns, ["s", "a", "b"]) for n, cells in enumerate(rows, 1)])
    assert isinstance(first, Row)
    assert [(asked, words.reveal()) for asked, words in first.answers] == [("a", "Warm.")]
    assert isinstance(second, Row)
    assert (second.text.reveal(), second.beginning) == ("Then.", "Warm.")
    assert third == Refusal(3, None, "the same text as row 1")


def test_a_passage_under_several_tags_comes_once() -> None:
    names = ["id", "document", "tag", "content"]
    columns = columns_of(names)
    rows = [["1", "d", "a", "Warm."], ["1", "d", "b", "Warm."], ["2", "d", "a", "Cold."], ["3", "d", "a", "Warm."]]
    found = list(judge([story_of(n, cells, columns, names) for n, cells in enumerate(rows, 1)]))
    assert [(one.row, type(one)) for one in found] == [(1, Row), (3, Row), (4, Refusal)]


def test_a_preview_shows_only_the_beginning() -> None:
    [row] = judge([story_of(1, ["warm\n " * 100], Columns(text=0), ["text"])])
    assert isinstance(row, Row)
    assert row.beginning == ("warm " * 16)[:80]
