"""Which stretches are taken for pets, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import pets
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my dog Tyson", ["Tyson"]),
        ("My cat is called Brunel.", ["Brunel"]),
        ("his ferret Princess", ["Princess"]),
        ("the dog barked", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, pets.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.PET for item in evidence)
