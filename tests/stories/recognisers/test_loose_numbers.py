"""Which numbers are offered for a look because nothing else explains them."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.loose_numbers import find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my code is 48 21 93 7", ["48 21 93 7"]),
        ("locker 55512, bed 12", ["55512"]),
        ("it said 7Q-88-KL on the tag", ["7Q-88-KL"]),
        ("in 1990 there were 400 of us", []),
        ("£12000 and 12,500 people", []),
        ("a 24-hour line, the 1990s, 100mg, 11th", []),
        ("on the 2nd at 10.30", []),
    ],
)
def test_finds(text, expected):
    found = list(find(Reading(text, text, Policy("Plymouth"))))
    assert [text[one.start : one.end] for one in found] == expected
    assert {one.tier.value for one in found} <= {"suggest"}


@pytest.mark.parametrize("unit", ["1-", "a1/", "0 ", "A1"])
def test_long_runs_take_no_time(unit):
    text = unit * 20_000
    list(find(Reading(text, text, Policy("Plymouth"))))
