"""Words of a theme: shared by many of its stories, few others, each stem once."""

import numpy as np
import pytest

from insight.themes.words import content, set_apart, stem, telling


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("waiting", "wait"),
        ("waited", "wait"),
        ("forms", "form"),
        ("dogs", "dog"),
        ("bus", "bus"),
        ("address", "address"),
    ],
)
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_one_story_s_onions_do_not_name_a_theme() -> None:
    told = [(f"s{n}", content("waiting for the script")) for n in range(5)] + [("s0", content("onions onions"))]
    told += [(f"t{n}", content("a script for the choir" if n < 2 else "the choir")) for n in range(8)]
    found = set_apart(told, [0] * 6 + [1] * 8, {0: ["onions", "waiting", "waited", "script", "choir"], 1: ["choir"]}, 3)
    assert found == {0: ["waiting", "script"], 1: ["choir"]}


def test_a_story_that_says_a_word_in_two_groups_counts_in_both() -> None:
    told = [(f"s{n}", ["tea"]) for n in range(4)] * 2 + [(f"s{n}", ["bus"]) for n in range(4, 9)]
    assert set_apart(told, [0] * 4 + [1] * 4 + [1] * 5, {0: ["tea"], 1: ["tea", "bus"]}, 3) == {0: ["tea"], 1: ["bus"]}


def test_counting_by_group_is_what_counting_by_hand_gives() -> None:
    chance = np.random.default_rng(2)
    told = [(f"s{chance.integers(30)}", chance.choice(list("abcdefgh"), 3).tolist()) for _ in range(200)]
    groups = chance.integers(3, size=200).tolist()
    found = set_apart(told, groups, {group: list("abcdefgh") for group in range(3)}, 3)
    for group in range(3):
        split = [[one for one, at in zip(told, groups, strict=True) if (at == group) is here] for here in (True, False)]
        counts = [{word: len({s for s, words in part if word in words}) for word in "abcdefgh"} for part in split]
        stories = [len({story for story, _ in part}) for part in split]
        assert found[group] == telling(list("abcdefgh"), counts[0], stories[0], counts[1], stories[1], 3)
