"""The map: the same themes lie in the same places, alike ones near, and dots are taken evenly."""

import numpy as np
import pytest

from insight.themes.chart import between, centres_apart, sampled


def unit(rows):
    rows = np.asarray(rows, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("number", [1, 2, 3, 12, 40])
def test_every_theme_has_a_place_on_the_sheet(number):
    centres = unit(np.random.default_rng(number).normal(size=(number, 16)))
    places = centres_apart(centres)
    assert places.shape == (number, 2)
    assert np.isfinite(places).all()
    assert ((places >= 0) & (places <= 1)).all()
    assert (places == centres_apart(centres)).all()


def test_alike_themes_lie_nearer_than_others():
    places = centres_apart(unit([[1, 0, 0], [0.9, 0.2, 0], [0, 0, 1], [0, 0.2, 0.9]]))
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    assert apart[0, 1] < apart[0, 2]
    assert apart[2, 3] < apart[2, 0]


def test_themes_that_are_the_same_do_not_break_it():
    assert np.isfinite(centres_apart(unit([[1, 0], [1, 0], [1, 0]]))).all()


def test_a_passage_lies_at_its_theme_or_between_two():
    centres, places = unit([[1, 0], [0, 1]]), np.array([[0.0, 0.0], [1.0, 1.0]])
    at = between(unit([[1, 0], [0, 1], [1, 1]]), centres, places)
    assert at.round(3).tolist() == [[0, 0], [1, 1], [0.5, 0.5]]


@pytest.mark.parametrize(("number", "most"), [(0, 5), (5, 5), (6, 5), (20_000, 2_000)])
def test_dots_are_taken_evenly(number, most):
    taken = sampled(number, most)
    assert len(taken) == len(set(taken)) == min(number, most)
    if number > most:
        assert max(np.diff(taken)) - min(np.diff(taken)) <= 1
