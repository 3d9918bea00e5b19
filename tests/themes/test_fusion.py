"""Fusion: each story once, its best passage, and why; nearness weighs most and words tip the scales."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.themes.fusion import WORDS_WEIGHT, Evidence, Why, fuse


def near(id_: str, cosine: float, words: float = 0.0, *, whole: bool = False) -> Evidence:
    return Evidence(id_, id_[0], whole, cosine, words, near=True)


def matched(id_: str, words: float, *, whole: bool = False) -> Evidence:
    return Evidence(id_, id_[0], whole, words=words)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(
            [near("a1", 0.5), near("b1", 0.4)], [("a", "a1", Why.MEANING), ("b", "b1", Why.MEANING)], id="nearest first"
        ),
        pytest.param(
            [matched("a1", 3), matched("b1", 9)], [("b", "b1", Why.WORDS), ("a", "a1", Why.WORDS)], id="words alone"
        ),
        pytest.param(
            [near("a1", 0.5), near("b1", 0.4, 7)], [("b", "b1", Why.BOTH), ("a", "a1", Why.MEANING)], id="words tip"
        ),
        pytest.param(
            [near("a1", 0.9), near("b1", 0.4, 7)], [("a", "a1", Why.MEANING), ("b", "b1", Why.BOTH)], id="and no more"
        ),
        pytest.param([near("a1", 0.3), near("a2", 0.5)], [("a", "a2", Why.MEANING)], id="the best passage"),
        pytest.param([near("a1", 0.5), near("a2", 0.4, 7)], [("a", "a2", Why.BOTH)], id="the passage that says it"),
        pytest.param(
            [near("a1", 0.5), near("b1", 0.4), near("b", 0.3, whole=True)],
            [("b", "b1", Why.MEANING), ("a", "a1", Why.MEANING)],
            id="the whole counts",
        ),
        pytest.param([matched("a", 4, whole=True)], [("a", None, Why.WORDS)], id="only a whole"),
    ],
)
def test_evidence_is_weighed(evidence: list[Evidence], expected: list[tuple[str, str | None, Why]]) -> None:
    assert [(one.story, one.passage, one.why) for one in fuse(evidence)] == expected


def test_a_long_story_gains_nothing_by_having_many_passages() -> None:
    many = [near(f"a{number}", 0.5, 3) for number in range(50)]
    assert [one.story for one in fuse([*many, near("b1", 0.6, 3)])] == ["b", "a"]


@given(
    st.lists(
        st.builds(
            Evidence,
            id=st.text("abc", min_size=1, max_size=4),
            story=st.sampled_from("xyz"),
            whole=st.booleans(),
            cosine=st.floats(-1, 1),
            words=st.floats(0, 30),
            near=st.booleans(),
        )
    ),
    st.randoms(),
)
def test_order_of_evidence_changes_nothing(evidence: list[Evidence], random) -> None:
    found = fuse(evidence)
    assert {one.story for one in found} == {one.story for one in evidence}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(one.score <= 2 + 2 * WORDS_WEIGHT + 1e-9 for one in found)
    shuffled = list({one.id: one for one in evidence}.values())
    expected = fuse(shuffled)
    random.shuffle(shuffled)
    assert fuse(shuffled) == expected
