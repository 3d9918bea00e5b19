"""Which stretches are taken for dates of birth, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import birth_dates
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOB 04/07/1993", ["04/07/1993"]),
        ("born on the 3rd of May 1980", ["3rd of May 1980"]),
        ("born in 1966", ["1966"]),
        ("Tam Reed (09.10.1985)", ["09.10.1985"]),
        ("born in Truro", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, birth_dates.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.DOB for item in evidence)
