"""Leaning: vectors forget whether the story is about a man or a woman, and move towards their story."""

import numpy as np

from insight.themes.centroids import unit
from insight.themes.lean import lean
from insight.themes.passages import Passage


def rows(said: list[str]) -> list[Passage]:
    return [Passage(f"p{n}", f"s{n // 2}", 0, len(text), text) for n, text in enumerate(said)]


def test_the_direction_from_he_to_she_is_gone() -> None:
    chance = np.random.default_rng(1)
    direction = unit(chance.normal(size=(1, 64)).astype(np.float32))[0]
    sign = np.array([1, -1] * 30, dtype=np.float32)
    vectors = unit(chance.normal(size=(60, 64)).astype(np.float32) * 0.1 + sign[:, None] * direction)
    leaning = lean(rows(["he told him that he knew", "she told her that she knew"] * 30), vectors)
    assert abs(float((leaning @ direction) @ sign)) / 60 < 0.1 < float((vectors @ direction) @ sign) / 60


def test_the_rows_are_unit_and_one_story_comes_together() -> None:
    vectors = unit(np.random.default_rng(2).normal(size=(40, 64)).astype(np.float32))
    leaning = lean(rows(["it was warm there"] * 40), vectors)
    assert np.allclose(np.linalg.norm(leaning, axis=1), 1.0, atol=1e-5)
    assert (leaning[::2] * leaning[1::2]).sum(axis=1).mean() > (vectors[::2] * vectors[1::2]).sum(axis=1).mean()
