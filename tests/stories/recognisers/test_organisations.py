"""Which stretches are taken for organisations, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import organisations
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at Kestrel Lodge", ["Kestrel Lodge"]),
        ("in HMP Exmoor", ["HMP Exmoor"]),
        ("they put me in kestrel house", ["kestrel house"]),
        ("I rang Shelter", ["Shelter"]),
        ("I need shelter in my house", []),
        ("The house was cold", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, organisations.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.ORG for item in evidence)
