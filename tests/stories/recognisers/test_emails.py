"""Which stretches are taken for email addresses, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import emails
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to jo.b+x@mail.example.co.uk.", ["jo.b+x@mail.example.co.uk"]),
        ("jo at example dot org", ["jo at example dot org"]),
        ("meet @ 5", []),
        ("look at it dot dot dot", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, emails.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.EMAIL for item in evidence)
