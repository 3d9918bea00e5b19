"""Which stretches are taken for postcodes, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import postcodes
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at PL4 9QZ.", ["PL4 9QZ"]),
        ("pl49qz", ["pl49qz"]),
        ("SW1A 1AA", ["SW1A 1AA"]),
        ("QX4 9QZ is no area", []),
        ("at 4 b1 2nd", []),
        ("on the A38 3CI", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, postcodes.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.PCODE for item in evidence)
