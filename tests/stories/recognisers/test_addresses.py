"""Which stretches are taken for addresses and streets, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import addresses
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at Flat 3, 88 Marlow Rise,", ["Flat 3, 88 Marlow Rise"]),
        ("im at 73b marlow rise", ["73b marlow rise"]),
        ("I live at 2/1, 58 Belvane Street", ["2/1, 58 Belvane Street"]),
        ("I bide at 14 Saltane Pl", ["14 Saltane Pl"]),
        ("22 Bryn Hyfrane", ["22 Bryn Hyfrane"]),
        ("the stairs of Harwane House, tenth floor", ["Harwane House, tenth floor"]),
        ("Room 6, 5 Wyndham Crescent", ["Room 6, 5 Wyndham Crescent"]),
        ("a shop on Marlow Street", ["Marlow Street"]),
        ("up the road, 2 doors down the street", []),
        ("4 days in a row on the other side", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, addresses.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
