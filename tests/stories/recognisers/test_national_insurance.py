"""Which stretches are taken for National Insurance numbers, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import national_insurance
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("QQ 12 34 56 C", ["QQ 12 34 56 C"]),
        ("qq123456c", ["qq123456c"]),
        ("NI no QQ 12-34-56", ["QQ 12-34-56"]),
        ("room 12 34 56", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, national_insurance.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.NINO for item in evidence)
