"""The trained part of the pipeline: every word of any text is judged where it stands, alike each time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.minilm import packaged_source, word_pieces
from insight.settings import Settings
from insight.stories.detect import SpacyDetector
from insight.stories.pieces import CAPITAL, SHOUTED, SMALL, WINDOW, Cutter
from insight.stories.policy import Policy
from insight.stories.tagger import LEAST

DETECTOR = SpacyDetector(Settings().spacy_pipeline, lambda: Policy("Plymouth"))
CUTTER = Cutter(packaged_source())


def likely(text):
    return [(text[one.start : one.end], one.tag, one.sure) for one in DETECTOR._names(text)]


def test_names_are_likely_and_other_words_are_not():
    found = {word: (tag, sure) for word, tag, sure in likely("My keyworker Shaznay took me to Lantern Lodge for tea.")}
    assert found["Shaznay"][0] == "PERSON"
    assert min(found[word][1] for word in ("Shaznay", "Lantern", "Lodge")) > 0.5
    assert not {"tea", "took", "keyworker"} & set(found)


def test_the_same_text_gives_the_same_answer():
    text = "Ask Kwabena at the junction. " * 20
    assert likely(text) == likely(text)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_judged_in_its_own_places(text):
    for one in DETECTOR._names(text):
        assert 0 <= one.start < one.end <= len(text)
        assert LEAST <= one.sure <= 1


@pytest.mark.parametrize(
    ("text", "quiet", "cases"),
    [
        ("Hope hopes HOPE", False, [CAPITAL, SMALL, SHOUTED]),
        ("Hope hopes HOPE", True, [0, 0, 0]),
        ("I am 5", False, [CAPITAL, SMALL, 0]),
    ],
)
def test_capitals_are_told_apart(text, quiet, cases):
    assert list(CUTTER.cut(text, quiet).cases) == cases


def test_windows_lose_nothing_and_end_where_sentences_do():
    text = "It rained all day and nobody came. " * 60
    pieces = CUTTER.cut(text, quiet=False)
    windows = list(pieces.windows(text))
    assert [at for one in windows for at in range(one.start, one.stop)] == list(range(len(pieces.ids)))
    assert all(one.stop - one.start <= WINDOW for one in windows)
    assert all(text[pieces.offsets[one.stop - 1][0]] == "." for one in windows)


def test_the_vectors_of_word_pieces_are_those_of_the_package():
    vectors = word_pieces(packaged_source())
    assert vectors.shape == (30522, 384)
    assert abs(float(vectors[101].mean())) < 1
