"""Which stretches are taken for nicknames, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import nicknames
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("they call me Bones", ["Bones"]),
        ("Kenneth, known as Captain, came", ["Captain"]),
        ("We met Big Sue there", ["Big Sue"]),
        ("call me back", []),
        ("a big man", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, nicknames.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.NICK for item in evidence)
