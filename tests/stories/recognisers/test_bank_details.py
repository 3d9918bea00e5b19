"""Which stretches are taken for bank details, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import bank_details
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sort code 20-67-41 acc 73920154", ["20-67-41", "73920154"]),
        ("30-94-12 00418827", ["30-94-12 00418827"]),
        ("on 09-01-28 I left", []),
        ("my account number is 12345678", ["12345678"]),
        ("4929 1234 5678 9012", ["4929 1234 5678 9012"]),
        ("a fight over £20", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, bank_details.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.BANK for item in evidence)
