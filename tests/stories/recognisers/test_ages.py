"""Which stretches are taken for ages, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import ages
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm 34 and well", ["34"]),
        ("I AM 68 YEARS OLD", ["68 YEARS OLD"]),
        ("aged 52", ["52"]),
        ("a 34yo man", ["34yo"]),
        ("He is 45, a cook", ["45"]),
        ("Dale, 30, grew up here", ["30"]),
        ("I'm seventy now", ["seventy"]),
        ("turned forty-one.", ["forty-one"]),
        ("Tam Reed. 49. Still here.", ["49"]),
        ("hes 16 sat here", ["16"]),
        ("they are 9 and 12.", ["9", "12"]),
        ("a photo of me at 22", ["22"]),
        ("Ah wis 61, jist retired", ["61"]),
        ("im 20 quid short", []),
        ("he's 3 years clean", []),
        ("I'm 2 years clean", []),
        ("I am 90 percent sure", []),
        ("there were 34 of us", []),
        ("it was 12 degrees", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, ages.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.AGE for item in evidence)
