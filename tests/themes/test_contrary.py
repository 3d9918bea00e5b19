"""Where somebody says the other side too."""

import pytest

from insight.themes.contrary import turn


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("They were late. To be fair to her, she rang.", "To be fair"),
        ("I'm not saying they were horrible.", "I'm not saying they"),
        ("He did laugh, I'll give him that.", "I'll give him that"),
        ("I thought she was a gatekeeper. We got put together.", "I thought she was"),
        ("It was three months. They didn't use to.", "didn't use to"),
        ("They let me out again but this time someone met me.", "this time someone"),
        ("She was lovely but she had no room.", "was lovely but"),
    ],
)
def test_a_turn_is_found(text, said):
    start, end = turn(text)
    assert text[start:end] == said


@pytest.mark.parametrize(
    "text",
    [
        "They never rang.",
        "There is nothing suitable at this time for him.",
        "I thought about it all night.",
        "A fair.",
        "",
    ],
)
def test_what_is_none_is_not(text):
    assert turn(text) is None
