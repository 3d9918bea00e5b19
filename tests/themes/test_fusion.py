"""Fusion: each story once, its best passage, and why; nearness weighs most and words tip the scales."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.themes.centroids import unit
from insight.themes.fusion import (
    LOOKED_AT_AGAIN,
    WORDS_WEIGHT,
    Evidence,
    Found,
    Why,
    best_of,
    fuse,
    look_again,
    promise,
    shares,
)


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


# Looking again. Four directions stand for what stories speak of; the question asks for the first of them.

QUESTION = np.array([1, 0, 0, 0], dtype=np.float32)
SAYS = {
    "a": (8, 6, 0, 0), "b": (8, 6, 0, 0),  # the two best, which also speak of a second thing
    "c": (70, 0, 71, 0), "d": (69, 72, 0, 0),  # as near as each other, but one is about what the best are about
    "e": (1, 0, 0, 10),
}  # fmt: skip


def told(stories: str) -> tuple[list[Evidence], np.ndarray]:
    """A passage and the whole of each story, both saying the same, with their vectors."""
    vectors = unit(np.array([SAYS[one] for one in stories for _ in range(2)], dtype=np.float32).reshape(-1, 4))
    cosines = vectors @ QUESTION
    return [near(f"{one}{place}", float(cosines[2 * row + place]), whole=bool(place))
            for row, one in enumerate(stories) for place in range(2)], vectors  # fmt: skip


@pytest.mark.parametrize(
    ("stories", "before", "after"),
    [
        ("", "", ""),
        ("a", "a", "a"),
        ("abcde", "abcde", "abdce"),
        ("acd", "acd", "acd"),  # of two that differ, neither has more to say
    ],
)
def test_what_the_best_say_decides_among_equals(stories: str, before: str, after: str) -> None:
    evidence, vectors = told(stories)
    first = fuse(evidence)
    assert "".join(one.story for one in first) == before
    assert "".join(one.story for one in look_again(QUESTION, first, evidence, vectors)) == after


def test_a_passage_is_shown_for_what_was_asked_and_not_for_what_the_best_say() -> None:
    evidence, vectors = told("ab")
    evidence += [near("d1", 0.9), near("d2", 0.1)]
    vectors = np.vstack([vectors, unit(np.array([(9, 0, 4, 0), (1, 9, 0, 0)], dtype=np.float32))])
    first = fuse(evidence)
    again = {one.story: one.passage for one in look_again(QUESTION, first, evidence, vectors)}
    assert again == {one.story: one.passage for one in first}
    assert again["d"] == "d1"


def test_only_the_first_are_looked_at_again() -> None:
    dice = np.random.default_rng(4)
    vectors = unit(dice.normal(size=(60, 8)).astype(np.float32) + 1)
    question = unit(np.ones(8, dtype=np.float32))
    evidence = [
        Evidence(f"{row}", f"s{row}", True, float(one @ question), near=True) for row, one in enumerate(vectors)
    ]
    first = fuse(evidence)
    again = look_again(question, first, evidence, vectors)
    assert {one.story for one in again[:LOOKED_AT_AGAIN]} == {one.story for one in first[:LOOKED_AT_AGAIN]}
    assert again[LOOKED_AT_AGAIN:] == first[LOOKED_AT_AGAIN:]
    assert list(again) == sorted(again, key=lambda one: -one.score)


def test_of_equals_the_first_by_id_comes_first() -> None:
    found = [Found(story, None, score, Why.WORDS) for story, score in (("b", 1.0), ("c", 2.0), ("a", 1.0))]
    assert [one.story for one in best_of(found, 2)] == ["c", "a"]
