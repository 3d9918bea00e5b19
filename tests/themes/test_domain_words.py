"""Words of the field that mean the same: found whatever their ending, never added to themselves."""

import pytest

from insight.themes.domain_words import GROUPS, others


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("waiting for my scripts", ("prescription",)),
        ("a prescription", ("script",)),
        ("my keyworker", ("key worker", "support worker")),
        ("my key workers left", ("keyworker", "support worker")),
        ("The worker who had the key", ()),  # only side by side
        ("script or prescription", ()),
        ("A&E all night", ("casualty",)),
        ("a garden", ()),
        ("", ()),
    ],
)
def test_what_else_says_the_same(words, expected):
    assert others(words) == expected


def test_no_word_stands_in_two_groups():
    words = [word for group in GROUPS for word in group]
    assert len(words) == len(set(words))
    assert all(len(group) > 1 for group in GROUPS)
