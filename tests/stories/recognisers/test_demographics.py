"""Which stretches are taken for origins, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import demographics
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She is Kurdish", ["Kurdish"]),
        ("I'm mixed race", ["mixed race"]),
        ("an Irish stew", []),
        ("polish the floor", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, demographics.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.DEM for item in evidence)
