"""Centres: new stories are placed without a build, and what is kept between builds is numbers only."""

from io import BytesIO

import numpy as np
import pytest

from insight.errors import Damaged
from insight.themes.centroids import WEAK_FIT, Anchors, assign, in_its_story, unit

CENTRES = unit(np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float32))


def test_each_vector_goes_to_its_nearest_centre_and_a_far_one_is_weak() -> None:
    placed = assign(unit(np.array([[1, 0.1, 0], [0, 1, 0], [0.1, 0, 1]], dtype=np.float32)), CENTRES)
    assert placed.theme.tolist() == [0, 1, 0]
    assert placed.weak.tolist() == [False, False, True]
    assert placed.fit[2] < WEAK_FIT < placed.fit[0]


def test_no_vectors_are_placed_nowhere() -> None:
    assert assign(np.empty((0, 3), dtype=np.float32), CENTRES).theme.tolist() == []


def test_anchors_survive_being_kept() -> None:
    anchors = Anchors(np.ones(3, np.float32), np.eye(2, 3, dtype=np.float32), CENTRES)
    kept = anchors.to_bytes()
    loaded = Anchors.from_bytes(kept)
    for name in ("mean", "axes", "centroids"):
        assert np.array_equal(getattr(anchors, name), getattr(loaded, name))


@pytest.mark.parametrize("content", [b"", b"not arrays", b"PK\x03\x04 torn"])
def test_broken_anchors_are_damaged(content: bytes) -> None:
    with pytest.raises(Damaged, match="afresh"):
        Anchors.from_bytes(content)


def test_a_pickle_is_never_opened() -> None:
    file = BytesIO()
    np.savez(file, mean=np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(Damaged):
        Anchors.from_bytes(file.getvalue())


def test_a_passage_is_drawn_to_its_story_and_one_alone_stays() -> None:
    rows = unit(np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32))
    drawn = in_its_story(rows, ["a", "a", "b"])
    assert np.allclose(drawn[0], unit(np.array([5, 1, 0], dtype=np.float32)))
    assert np.allclose(drawn[1], unit(np.array([1, 5, 0], dtype=np.float32)))
    assert np.allclose(drawn[2], rows[2])
