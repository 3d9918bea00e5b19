"""Which stretches are taken for jobs, and which are not."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers import jobs
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.resolve import resolved
from insight.stories.spans import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a welder at Tyne Yard", ["welder at Tyne Yard"]),
        ("an ex scaffolder", ["ex scaffolder"]),
        ("a nurse came", []),
    ],
)
def test_finds(text, expected):
    cased, quiet = repaired(text)
    reading = Reading(text, cased, Policy("Plymouth"), quiet=quiet)
    evidence = resolved(reading, jobs.find(reading))
    found = [(item.start, item.end) for item in evidence]
    assert [text[start:end] for start, end in found] == expected
    assert all(item.label is Label.JOB for item in evidence)
