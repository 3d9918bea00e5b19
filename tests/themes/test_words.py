"""Words of a theme: shared by many of its stories, few others, each stem once."""

import pytest

from insight.themes.words import stem, stems, telling, users


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
    inside = users([(f"s{n}", stems("waiting for the script")) for n in range(5)] + [("s0", stems("onions onions"))])
    outside = users([(f"t{n}", stems("a script for the choir" if n < 2 else "the choir")) for n in range(8)])
    found = telling(["onions", "waiting", "waited", "script", "choir"], inside, 5, outside, 8, 3)
    assert found == ["waiting", "script"]
