"""Fusion: each story once, its best passage, and why; meaning weighs twice as much as words."""

import pytest

from insight.themes.fusion import Why, fuse

STORY = {"a1": "a", "a2": "a", "b1": "b", "c1": "c"}


@pytest.mark.parametrize(
    ("meaning", "words", "expected"),
    [
        ([], [], []),
        (["a1", "b1"], [], [("a", "a1", Why.MEANING), ("b", "b1", Why.MEANING)]),
        ([], ["b1", "a1"], [("b", "b1", Why.WORDS), ("a", "a1", Why.WORDS)]),
        (["a1", "b1"], ["b1"], [("b", "b1", Why.BOTH), ("a", "a1", Why.MEANING)]),
        (["a2", "a1", "b1"], [], [("a", "a2", Why.MEANING), ("b", "b1", Why.MEANING)]),
        (["a1"], ["b1"], [("a", "a1", Why.MEANING), ("b", "b1", Why.WORDS)]),
        (["a1", "gone"], ["gone"], [("a", "a1", Why.MEANING)]),
    ],
)
def test_lists_are_joined(meaning: list[str], words: list[str], expected: list[tuple[str, str, Why]]) -> None:
    found = fuse(STORY, passages_by_meaning=meaning, passages_by_words=words)
    assert [(one.story, one.passage, one.why) for one in found] == expected


def test_a_long_story_gains_nothing_by_having_many_passages() -> None:
    many = {f"a{n}": "a" for n in range(50)} | {"b1": "b"}
    ranked = ["b1", *[f"a{n}" for n in range(50)]]
    assert [one.story for one in fuse(many, passages_by_meaning=ranked)] == ["b", "a"]


def test_whole_stories_count_beside_passages() -> None:
    found = fuse(STORY, passages_by_meaning=["a1", "b1", "c1"], stories_by_meaning=["c", "b"], limit=2)
    assert [one.story for one in found] == ["c", "b"]


def test_a_story_found_only_as_a_whole_has_no_passage() -> None:
    assert fuse({}, stories_by_words=["s"])[0].passage is None
