"""Names: people's own words where they may be quoted, common words where not, and never the same twice."""

import numpy as np
import pytest

from insight.themes.centroids import unit
from insight.themes.embed import OnnxEmbedder
from insight.themes.label import QUOTE_WORDS, Name, name, telling_quotes
from insight.themes.passages import Passage

TOLD = [
    "I went to the chemist. I had to tell it all again to every new face, and it wears you down.",
    "There is a new worker every month. I start my story from the beginning every time.",
    "They asked me the same questions at the council. I am tired of repeating my story to [worker 2].",
    "Nobody made me tell it again there, and that was the first time in years that I felt like a person.",
]
PASSAGES = [Passage(f"p{number}", f"s{number}", 0, len(text), text) for number, text in enumerate(TOLD)]
WORDS = ("repeating", "story", "notes", "questions")


def named(
    minilm: OnnxEmbedder,
    quotable: list[bool] | None = None,
    taken: tuple[str, ...] = (),
    words: tuple[str, ...] = WORDS,
) -> Name:
    vectors = minilm.embed(TOLD)
    centre = unit(vectors.mean(axis=0))
    return name(PASSAGES, quotable or [True] * 4, vectors, centre, words, minilm, None, taken)


def test_a_name_is_in_the_words_of_a_passage(minilm: OnnxEmbedder) -> None:
    found = named(minilm)
    told = next(passage.text for passage in PASSAGES if passage.id == found.from_passage)
    assert found.text.lower() in told.lower()
    assert 3 <= len(found.text.split()) <= 8
    assert found.words == WORDS


def test_only_stories_that_may_be_quoted_lend_their_words(minilm: OnnxEmbedder) -> None:
    assert named(minilm, [False, True, False, False]).from_passage == "p1"


def test_where_nobody_may_be_quoted_common_words_stand_in(minilm: OnnxEmbedder) -> None:
    assert named(minilm, [False] * 4) == Name("Repeating, story, notes", WORDS, None)


def test_a_name_that_is_taken_is_not_given_again(minilm: OnnxEmbedder) -> None:
    taken: list[str] = []
    for _ in range(6):
        taken.append(named(minilm, taken=tuple(taken)).text)
    assert len(set(taken)) == 6


@pytest.mark.parametrize(
    ("words", "taken", "expected"),
    [
        (WORDS, ("Repeating, story, notes",), "Repeating, story, notes, questions"),
        (("tea",), ("Tea",), "Tea (2)"),
        ((), (), "Not yet named"),
    ],
)
def test_names_of_common_words_differ(
    minilm: OnnxEmbedder, words: tuple[str, ...], taken: tuple[str, ...], expected: str
) -> None:
    assert named(minilm, [False] * 4, taken, words).text == expected


def test_quotes_are_exact_slices_of_different_tellers(minilm: OnnxEmbedder) -> None:
    vectors = minilm.embed(TOLD)
    centre = unit(vectors.mean(axis=0))
    quotes = telling_quotes(PASSAGES, [True, True, False, True], vectors, centre, ["x", "x", "y", "z"], minilm)
    assert len(quotes) == 2
    for quote in quotes:
        text = TOLD[int(quote.passage[1:])]
        assert text[quote.start : quote.end] == quote.text
        assert QUOTE_WORDS[0] <= len(quote.text.split()) <= QUOTE_WORDS[1]
    assert "p2" not in {quote.passage for quote in quotes}


def test_a_hashing_embedder_names_too() -> None:
    class Hashing:
        model_id, dimensions = "hashing", 64

        def embed(self, texts: list[str]) -> np.ndarray:
            rows = np.full((len(texts), 64), 1e-3, dtype=np.float32)
            for row, text in enumerate(texts):
                for word in text.lower().split():
                    rows[row, sum(word.encode()) % 64] += 1
            return unit(rows)

    embed = Hashing()
    vectors = embed.embed(TOLD)
    assert name(PASSAGES, [True] * 4, vectors, unit(vectors.mean(axis=0)), WORDS, embed).text


@pytest.mark.parametrize(
    ("says", "quotable", "expected"),
    [
        ("Starting over with every worker", [True] * 4, ("Starting over with every worker", None)),
        ("Nobody made me tell it again there", [True] * 4, ("Nobody made me tell it again there", "p3")),
        ("Nobody made me tell it again there", [False] * 4, ("Repeating, story, notes", None)),
        (None, [False] * 4, ("Repeating, story, notes", None)),
    ],
    ids=["its own words", "a teller's words", "words that may not be quoted", "nothing"],
)
def test_a_namer_comes_first_and_a_teller_s_words_stay_theirs(
    minilm: OnnxEmbedder, says: str | None, quotable: list[bool], expected: tuple[str, str | None]
) -> None:
    given: list[list[str]] = []

    def namer(passages: list[str], words: object, taken: object) -> str | None:
        given.append(passages)
        return says

    vectors = minilm.embed(TOLD)
    found = name(PASSAGES, quotable, vectors, unit(vectors.mean(axis=0)), WORDS, minilm, namer=namer)
    assert (found.text, found.from_passage) == expected
    assert given == [[text for text, may in zip(TOLD, quotable, strict=True) if may]]
