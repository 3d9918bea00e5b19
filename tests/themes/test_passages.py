"""Passages: every word is in one, each is an exact slice, none is too long, however people punctuate."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.themes.passages import WORDS_EVER, cut, sentences

SENTENCE = "She came back on the Tuesday with a form and a flask and asked me how I slept. "
LOWER = "i went there. they said no. i went again the next day and they said come back monday. nobody rang. "


def slices(text: str) -> list[str]:
    return [text[window.start : window.end] for window in cut(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("They listened.", ["They listened."]),
        ("  Nobody asked.\n", ["Nobody asked."]),
    ],
)
def test_short_texts_are_one_window_or_none(text: str, expected: list[str]) -> None:
    assert slices(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Lane came. He stayed.", ["Mr. Lane came.", "He stayed."]),
        ("It just… went quiet. Then tea.", ["It just… went quiet.", "Then tea."]),
        ("I waited... and waited. Nothing!", ["I waited... and waited.", "Nothing!"]),
        ("“Why?” she said. I left.", ["“Why?” she said.", "I left."]),
        ("i went there. they said no", ["i went there.", "they said no"]),
        ("At 9 a.m. they open. It cost 3.50 then.", ["At 9 a.m. they open.", "It cost 3.50 then."]),
        ("tea\nmud\nno forms", ["tea", "mud", "no forms"]),
        ("One thing.\n\nAnother thing", ["One thing.", "Another thing"]),
        (
            "This line was wrapped by a machine that had only so much room\nleft on it. Next.",
            ["This line was wrapped by a machine that had only so much room\nleft on it.", "Next."],
        ),
        ("I told [dr. one. two] it hurts. Yes.", ["I told [dr. one. two] it hurts.", "Yes."]),
    ],
)
def test_sentences_end_where_people_end_them(text: str, expected: list[str]) -> None:
    assert [text[part.start : part.end] for part in sentences(text)] == expected


@pytest.mark.parametrize("text", [SENTENCE * 30, LOWER * 20, "\n".join([SENTENCE.strip()] * 25)])
def test_windows_of_a_long_account_are_about_60_to_90_words_and_overlap(text: str) -> None:
    windows = cut(text)
    sizes = [len(text[window.start : window.end].split()) for window in windows]
    assert len(windows) > 3
    assert all(45 <= size <= 90 for size in sizes[:-1])
    assert all(later.start < earlier.end for earlier, later in pairwise(windows))


def test_a_long_text_without_punctuation_is_cut_between_words() -> None:
    text = " ".join(f"word{number}" for number in range(1000))
    assert all(len(piece.split()) <= WORDS_EVER and piece.startswith("word") for piece in slices(text))


def test_a_replacement_is_never_cut() -> None:
    text = "and then [support worker 1] said to me " * 60
    assert all(piece.count("[") == piece.count("]") for piece in slices(text))


@given(st.text(alphabet=st.sampled_from("ab I.…!?\n\t \"”'[]1é😀-,"), max_size=1500))
def test_every_character_of_every_word_is_in_a_window_and_windows_are_trimmed_slices(text: str) -> None:
    windows = cut(text)
    covered = {place for window in windows for place in range(window.start, window.end)}
    assert {match.start() for match in re.finditer(r"\S", text)} <= covered
    for window in windows:
        piece = text[window.start : window.end]
        assert piece
        assert piece == piece.strip()
        assert len(re.findall(r"(?:\[[^\[\]\n]{1,60}\]|\S)+", piece)) <= WORDS_EVER
    assert list(windows) == sorted(windows, key=lambda window: (window.start, window.end))
