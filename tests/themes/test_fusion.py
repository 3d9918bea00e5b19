"""Fusion: each story once, its best passage, and why; nearness weighs most and words tip the scales."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.themes.fusion import WORDS_WEIGHT, Evidence, Why, fuse, promise, shares


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
            [matched("a1", 0.3), matched("b1", 0.9)], [("b", "b1", Why.WORDS), ("a", "a1", Why.WORDS)], id="words alone"
        ),
        pytest.param(
            [near("a1", 0.5), near("b1", 0.4, 1)], [("b", "b1", Why.BOTH), ("a", "a1", Why.MEANING)], id="words tip"
        ),
        pytest.param(
            [near("a1", 0.9), near("b1", 0.4, 1)], [("a", "a1", Why.MEANING), ("b", "b1", Why.BOTH)], id="and no more"
        ),
        pytest.param([near("a1", 0.3), near("a2", 0.5)], [("a", "a2", Why.MEANING)], id="the best passage"),
        pytest.param([near("a1", 0.5), near("a2", 0.4, 1)], [("a", "a2", Why.BOTH)], id="the passage that says it"),
        pytest.param(
            [near("a1", 0.5), near("b1", 0.4), near("b", 0.3, whole=True)],
            [("b", "b1", Why.MEANING), ("a", "a1", Why.MEANING)],
            id="the whole counts",
        ),
        pytest.param([matched("a", 1, whole=True)], [("a", None, Why.WORDS)], id="only a whole"),
    ],
)
def test_evidence_is_weighed(evidence: list[Evidence], expected: list[tuple[str, str | None, Why]]) -> None:
    assert [(one.story, one.passage, one.why) for one in fuse(evidence)] == expected


def test_a_long_story_gains_nothing_by_having_many_passages() -> None:
    many = [near(f"a{number}", 0.5, 1) for number in range(50)]
    assert [one.story for one in fuse([*many, near("b1", 0.6, 1)])] == ["b", "a"]


@given(
    st.lists(
        st.builds(
            Evidence,
            id=st.text("abc", min_size=1, max_size=4),
            story=st.sampled_from("xyz"),
            whole=st.booleans(),
            cosine=st.floats(-1, 1),
            words=st.floats(0, 1),
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


@pytest.mark.parametrize(
    ("matched", "expected"),
    [
        pytest.param([], {}, id="nothing"),
        pytest.param([("a", False, 8), ("b", False, 2)], {"a": 1, "b": 0.25}, id="of the best"),
        pytest.param([("a", False, 8), ("b", True, 2)], {"a": 1, "b": 1}, id="each kind by itself"),
        pytest.param([("a", False, 0)], {"a": 0}, id="a match that weighs nothing"),
    ],
)
def test_a_match_is_measured_by_the_best_of_its_kind(matched, expected) -> None:
    assert shares(matched) == expected


known = st.builds(
    Evidence,
    id=st.uuids().map(str),
    story=st.sampled_from("vwxyz"),
    whole=st.booleans(),
    cosine=st.floats(0.3, 1),
    words=st.floats(0, 1),
    near=st.just(True),
)
unknown = st.builds(
    Evidence,
    id=st.uuids().map(str),
    story=st.sampled_from("vwxyz"),
    whole=st.booleans(),
    cosine=st.floats(-1, 0.3),
    words=st.floats(0, 1),
    near=st.just(False),
)


@given(st.lists(known), st.lists(unknown))
def test_no_story_is_worth_more_than_it_promised(told: list[Evidence], hidden: list[Evidence]) -> None:
    """Whatever the cosines are that were not told, as long as none is above the least of those that were."""
    proposed = [*told, *(Evidence(one.id, one.story, one.whole, 0, one.words) for one in hidden)]
    promised = {story: most for most, story in promise(proposed, 0.3)}
    assert list(promised.values()) == sorted(promised.values(), reverse=True)
    for one in fuse([*told, *hidden]):
        assert one.score <= promised[one.story] + 1e-9
