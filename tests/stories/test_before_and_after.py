"""The texts shown in docs/before_and_after.md are what the detector makes of them today."""

import pytest

from insight.settings import PROJECT, Settings
from insight.stories.detect import SpacyDetector
from insight.stories.mask import apply
from insight.stories.policy import Policy

DETECTOR = SpacyDetector(Settings().spacy_pipeline, lambda: Policy("Plymouth"))
SHOWN = (PROJECT / "docs" / "before_and_after.md").read_text("utf-8")
QUOTES = [
    " ".join(line.removeprefix("> ") for line in block.splitlines())
    for block in SHOWN.strip().split("\n\n")
    if block.startswith("> ")
]


def test_ten_are_shown():
    assert len(QUOTES) == 20


@pytest.mark.parametrize("number", range(10))
def test_it_reads_as_shown(number):
    before, after = QUOTES[2 * number : 2 * number + 2]
    assert apply(before, DETECTOR.detect(before)).text == after
