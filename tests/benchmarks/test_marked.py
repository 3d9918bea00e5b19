"""What was marked in the demo bank: it still fits the stories, and the figures made of it mean what they say."""

from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.marked import Marked, agreement, f1, several
from insight.demo.load import stories
from insight.themes.passages import cut


class Numbers:
    """Vectors that mean nothing."""

    model_id, dimensions = "numbers", 4

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return np.random.default_rng(0).normal(size=(len(texts), 4)).astype(np.float32)


@pytest.fixture(scope="module")
def marked() -> Marked:
    return Marked(Numbers())


def test_every_passage_of_the_demo_bank_was_looked_at(marked: Marked) -> None:
    told = {one["ref"]: "\n\n".join(part["text"].strip() for part in one["parts"]) for one in stories()}
    expected = [(ref, window.start, window.end) for ref, text in told.items() for window in cut(text)]
    assert sorted((one.story, one.start, one.end) for one in marked.passages) == sorted(expected)
    assert len(marked.names) == 21
    assert all(mark.sum() >= 22 for mark in marked.marks.T)


def test_agreement_is_one_for_the_codes_themselves_and_nothing_for_labels_dealt_at_random(marked: Marked) -> None:
    codes = np.unique(marked.single, return_inverse=True)[1]
    assert agreement(marked, codes) == pytest.approx(1.0)
    assert abs(agreement(marked, np.random.default_rng(5).permutation(codes))) < 0.03


def test_several_themes_are_found_where_each_code_is_a_theme(marked: Marked) -> None:
    first = np.where(marked.marks.any(axis=1), marked.marks.argmax(axis=1), -1)
    dealt = np.random.default_rng(5).permutation(first)
    assert several(marked, first) > 0.7 > 0.3 > several(marked, dealt)


@pytest.mark.parametrize(("found", "expected"), [([1, 1, 0, 0], 1.0), ([1, 0, 1, 0], 0.5), ([0, 0, 0, 0], 0.0)])
def test_f1(found: list[int], expected: float) -> None:
    assert f1(np.array([True, True, False, False]), np.array(found, dtype=bool)) == expected
