"""Which stretches are taken for places, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import places
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I grew up in Truro", ["Truro"]),
        ("from merthyr", ["merthyr"]),
        ("two nights in elmfane park", ["elmfane park"]),
        ("me mam's in the gidlane cemetery", ["gidlane cemetery"]),
        ("in the park by the bus station", []),
        ("I came from Reading", ["Reading"]),
        ("Reading helps me", []),
        ("a nice bath", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, places.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.PLACE for item in evidence)
