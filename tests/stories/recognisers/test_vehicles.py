"""Which stretches are taken for vehicle registrations, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import vehicles
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reg wa08 fzp", ["wa08 fzp"]),
        ("WA08FZP", ["WA08FZP"]),
        ("my Land Rover, N417 DVR", ["N417 DVR"]),
        ("the A38 and the M5", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, vehicles.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.VRM for item in evidence)
