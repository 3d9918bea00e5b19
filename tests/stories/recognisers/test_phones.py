"""Which stretches are taken for telephone numbers, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import phones
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ring 07700 900123", ["07700 900123"]),
        ("077 00 90 01 23 or 07700-900-123", ["077 00 90 01 23", "07700-900-123"]),
        ("(+44) 7700 900 555", ["(+44) 7700 900 555"]),
        ("+44 (0)1632 960 123", ["+44 (0)1632 960 123"]),
        ("landline (01632) 960123", ["(01632) 960123"]),
        ("020 7946 0018", ["020 7946 0018"]),
        ("ring 960123 and ask", ["960123"]),
        ("oh double seven oh oh nine hundred", []),
        ("zero double seven zero zero nine zero zero one", ["zero double seven zero zero nine zero zero one"]),
        ("£1,000,000 in 2019", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, phones.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.PHONE for item in evidence)
