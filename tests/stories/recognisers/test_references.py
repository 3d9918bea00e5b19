"""Which stretches are taken for reference numbers, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import references
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prison number A7712FK", ["A7712FK"]),
        ("PNC 14/320987K", ["14/320987K"]),
        ("ref HB/20481-C", ["HB/20481-C"]),
        ("my housing reference is DH-55713", ["DH-55713"]),
        ("number 742816", ["742816"]),
        ("case number 2019", []),
        ("number one in my life", []),
        ("ref AB/88-2160/QS is on the board", ["AB/88-2160/QS"]),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, references.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.REF for item in evidence)
