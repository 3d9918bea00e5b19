"""Codebook: a few marked passages find the others of their theme, and what was learned holds numbers only."""

import numpy as np
import pytest

from insight.errors import Damaged
from insight.themes.centroids import unit
from insight.themes.codebook import Learned, learn

CHANCE = np.random.default_rng(4)
CENTRES = CHANCE.normal(size=(6, 64))
TOPIC = np.repeat(np.arange(6), 40)
BANK = unit((CENTRES[TOPIC] + CHANCE.normal(size=(240, 64))).astype(np.float32))
NONE = np.empty((0, 64), dtype=np.float32)


@pytest.mark.parametrize("counter", [BANK[50:60], NONE], ids=["beside another theme", "beside the bank"])
@pytest.mark.parametrize("examples", [5, 10])
def test_it_finds_the_other_passages_of_the_theme(examples: int, counter: np.ndarray) -> None:
    learned = learn(BANK[:examples], counter, BANK)
    belongs = learned.score(BANK[10:]) >= learned.belongs
    assert belongs[TOPIC[10:] == 0].mean() > 0.6
    assert belongs[TOPIC[10:] > 0].mean() < 0.05


def test_what_was_said_not_to_belong_scores_lower_than_without_saying_so() -> None:
    alone, beside = learn(BANK[:5], NONE, BANK), learn(BANK[:5], BANK[40:50], BANK)
    assert beside.score(BANK[50:80]).mean() < alone.score(BANK[50:80]).mean()


def test_scores_are_counted_in_spreads_of_the_bank() -> None:
    score = learn(BANK[:5], NONE, BANK).score(BANK)
    assert abs(score.mean()) < 1e-3
    assert abs(score.std() - 1) < 1e-3


def test_what_was_learned_is_kept_as_numbers() -> None:
    learned = learn(BANK[:5], NONE, BANK)
    again = Learned.from_bytes(learned.to_bytes())
    assert np.array_equal(again.score(BANK), learned.score(BANK))
    assert again.belongs == learned.belongs
    for kept in (b"", b"nothing of the kind", learned.to_bytes()[:-40]):
        with pytest.raises(Damaged):
            Learned.from_bytes(kept)


def test_nothing_is_learned_from_nothing() -> None:
    with pytest.raises(ValueError, match="0 examples"):
        learn(NONE, NONE, BANK)
    with pytest.raises(ValueError, match="bank of 1"):
        learn(BANK[:2], NONE, BANK[:1])
