"""Which stretches are taken for NHS numbers, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import nhs_numbers
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("943 476 5919", ["943 476 5919"]),
        ("9434765919", ["9434765919"]),
        ("943 476 5918", []),
        ("my NHS number is 943 476 5918", ["943 476 5918"]),
        ("nhs no: 94-347-65918", ["94-347-65918"]),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, nhs_numbers.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.NHS for item in evidence)
