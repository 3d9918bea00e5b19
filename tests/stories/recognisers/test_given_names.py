"""Which stretches are taken for given names, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import given_names
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I met Kev there", ["Kev"]),
        ("it was kevin who came", ["kevin"]),
        ("Will said no.", ["Will"]),
        ("We told Grace about it", ["Grace"]),
        ("Will you come? I will.", []),
        ("Mark my words, in May", []),
        ("a rose garden and a ray of light", []),
        ("Pat Murray came", ["Pat Murray"]),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, given_names.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
