"""Which stretches are taken for announced people, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import people
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my keyworker Shaz got me in", ["Shaz"]),
        ("I saw Dr Patel", ["Dr Patel"]),
        ("my name is Tamsin Reed.", ["Tamsin Reed"]),
        ("the dinner lady, Pat, rang", ["Pat"]),
        ("a woman called Hope came", ["Hope"]),
        ("my sister Jo", ["Jo"]),
        ("two children, Alfie and Poppy-Mae, are well", ["Alfie", "Poppy-Mae"]),
        ("my social worker mr okafor sed go", ["mr okafor"]),
        ("the nurse said no", []),
        ("my mum told me", []),
        ("I'm Welsh", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, people.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
