"""Which stretches are taken for unexplained capitals, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import proper_nouns
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we slept at Quillwater again", ["Quillwater"]),
        ("I like Zoom and God", []),
        ("The end. Nothing more", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, proper_nouns.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
