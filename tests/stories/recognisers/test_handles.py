"""Which stretches are taken for names online, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import handles
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("insta is @tam_b", ["@tam_b"]),
        ("soundcloud under tamB2PLY go", ["tamB2PLY"]),
        ("see https://x.example/tam", ["https://x.example/tam"]),
        ("on facebook last week", []),
        ("met @ the gate", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, handles.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.HANDLE for item in evidence)
