"""The other process finds what the detector finds, and its failure is told in words that hold nothing of the text."""

import os

import pytest

from insight.errors import Unavailable
from insight.stories import detect_apart
from insight.stories.detect_apart import ApartDetector
from insight.stories.spans import Label, Tier

CANARY = "Ring Shazneen Okonjo on 07700 900417."


def test_it_finds_what_the_detector_finds(tmp_path):
    found = ApartDetector({**os.environ, "INSIGHT_DATA_DIR": str(tmp_path)}).detect(CANARY)
    assert [(CANARY[one.start : one.end], one.label, one.tier) for one in found] == [
        ("Shazneen Okonjo", Label.PERSON, Tier.MASK),
        ("07700 900417", Label.PHONE, Tier.MASK),
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("false",), ("sleep", "20")])
def test_a_failure_says_nothing_of_the_text(monkeypatch, command):
    monkeypatch.setattr(detect_apart, "COMMAND", command)
    monkeypatch.setattr(detect_apart, "TIME_LIMIT_SECONDS", 0.2)
    with pytest.raises(Unavailable, match="Nothing was kept") as raised:
        ApartDetector(os.environ).detect(CANARY)
    assert "Shazneen" not in repr(raised.value)
    assert raised.value.__cause__ is None
