"""The starter inquiries: something for each kind of teller, few enough to ask, and nothing that names anybody."""

import re

import pytest

from insight.settings import Settings
from insight.stories.detect import SpacyDetector
from insight.stories.inquiry import Stage, TellerKind
from insight.stories.policy import Policy
from insight.stories.prompts import checked
from insight.stories.spans import Kind, Tier
from insight.stories.starter import GUIDE, STARTERS

MOST_ASKED = 9
each = pytest.mark.parametrize(("name", "purpose", "prompts"), STARTERS, ids=[name for name, *_ in STARTERS])


def test_the_demo_finds_its_inquiries_by_name():
    assert {"What people value", "Sharing the risk", "Young adults"} < {name for name, *_ in STARTERS}
    assert len(STARTERS) == 4


@each
@pytest.mark.parametrize("teller", TellerKind)
def test_each_kind_of_teller_is_asked_the_guide_and_something_of_their_own(name, purpose, prompts, teller):
    asked = [one for one in prompts if one.teller in (None, teller)]
    assert any(one.teller is teller for one in asked)
    assert set(GUIDE) <= set(asked)
    assert {one.stage for one in asked} == set(Stage)
    assert len(asked) <= MOST_ASKED


@each
def test_they_could_have_been_typed(name, purpose, prompts):
    assert checked(prompts) == prompts


def test_pain_is_not_silenced_and_somebody_who_waits_for_a_script_is_asked():
    said = [one.text for _, _, prompts in STARTERS for one in prompts]
    assert said.count("And what got in the way?") == len(STARTERS)
    assert any("wait for a script" in one for one in said)


@each
def test_they_are_short_enough_to_say(name, purpose, prompts):
    for one in prompts:
        for sentence in re.split(r"(?<=[.?:])\s", one.text):
            assert len(sentence.split()) <= 20, sentence


def test_no_detector_would_refuse_them():
    detector = SpacyDetector(Settings().spacy_pipeline, lambda: Policy("Plymouth"))
    texts = [
        text
        for name, purpose, prompts in STARTERS
        for text in (name, purpose, *(p.text + " " + p.tip for p in prompts))
    ]
    named = [
        text
        for text in texts
        if any(one.kind is Kind.DIRECT and one.tier is Tier.MASK for one in detector.detect(text))
    ]
    assert named == []
