"""Which stretches are taken for names online, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import handles
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("insta is @tam_b", ["@tam_b"]),
        ("im tam_b_07 and he's tammo.ol8", ["tam_b_07", "tammo.ol8"]),
        ("they call it tamsLDN2PLY there", ["tamsLDN2PLY"]),
        ("we met. then 2nd.try, at 10.30", []),
        ("soundcloud under tamB2PLY go", ["tamB2PLY"]),
        ("see https://x.example/tam", ["https://x.example/tam"]),
        ("on facebook last week", []),
        ("met @ the gate", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, handles.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.HANDLE for item in evidence)
