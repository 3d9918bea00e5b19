"""The exact scan: the same order every time, only what the asker may see."""

import numpy as np
import pytest

from insight.themes.exact import ExactIndex

VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [1, 0]], dtype=np.float32)
ASKED = np.array([1, 0], dtype=np.float32)


@pytest.mark.parametrize(
    ("limit", "among", "expected"),
    [
        (2, None, ["a", "d"]),
        (1, None, ["a"]),
        (9, None, ["a", "d", "c", "b"]),
        (9, {"b", "c", "z"}, ["c", "b"]),
        (1, {"b", "c"}, ["c"]),
        (3, set(), []),
        (0, None, []),
    ],
)
def test_nearest(limit: int, among: set[str] | None, expected: list[str]) -> None:
    assert [id_ for id_, _ in ExactIndex(["a", "b", "c", "d"], VECTORS).nearest(ASKED, limit, among)] == expected


def test_similarity_is_the_cosine() -> None:
    assert dict(ExactIndex(["a", "b", "c", "d"], VECTORS).nearest(ASKED, 4))["c"] == pytest.approx(0.6)


def test_nothing_is_in_an_empty_index() -> None:
    assert ExactIndex([], np.empty((0, 2), dtype=np.float32)).nearest(ASKED, 3) == []


def test_ids_and_vectors_belong_together() -> None:
    with pytest.raises(ValueError, match="1 ids for 4 vectors"):
        ExactIndex(["a"], VECTORS)
