"""Which stretches are taken for dates, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import dates
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 12/03/2021", ["12/03/2021"]),
        ("Tues 8th Feb 2022", ["Tues 8th Feb 2022"]),
        ("since Hogmanay 2020", ["Hogmanay 2020"]),
        ("in june twenty nineteen", ["june twenty nineteen"]),
        ("the first of March, twenty-twenty one", ["the first of March, twenty-twenty one"]),
        ("we come 2014 september", ["2014 september"]),
        ("the 2nd of July 2017", ["the 2nd of July 2017"]),
        ("April 9th", ["April 9th"]),
        ("in July 2021", ["July 2021"]),
        ("2021-03-12", ["2021-03-12"]),
        ("Boxing Day 2017", ["Boxing Day 2017"]),
        ("winter of 2018", ["winter of 2018"]),
        ("maybe in May or June", []),
        ("may 3 of us go", []),
        ("45/13/2021", []),
        ("24/7 support", []),
        ("on Friday at Christmas", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, dates.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.DATE for item in evidence)
