"""Weak evidence that the model speaks against is offered; strong evidence is hidden whatever the model says."""

import pytest

from insight.stories.policy import Policy
from insight.stories.recognisers.contract import CARRIED, CUE, DOUBTFUL, FORM, LISTED, Evidence, Named, Reading
from insight.stories.recognisers.doubt import doubted
from insight.stories.spans import Label, Tier

TEXT = "Grace at meals"


@pytest.mark.parametrize(
    ("label", "weight", "sure", "tier"),
    [
        (Label.PERSON, DOUBTFUL, 0.0, Tier.SUGGEST),
        (Label.PERSON, CARRIED, 0.005, Tier.SUGGEST),
        (Label.PERSON, DOUBTFUL, 0.2, Tier.MASK),
        (Label.PERSON, LISTED, 0.0, Tier.MASK),
        (Label.PERSON, CUE, 0.0, Tier.MASK),
        (Label.PHONE, FORM, 0.0, Tier.MASK),
        (Label.DATE, DOUBTFUL, 0.0, Tier.MASK),
    ],
)
def test_who_is_believed(label, weight, sure, tier):
    named = (Named(0, 5, "PERSON", sure),) if sure else ()
    reading = Reading(TEXT, TEXT, Policy("Plymouth"), named)
    [item] = doubted(reading, [Evidence(0, 5, label, weight, "test", "because", "person")])
    assert item.tier is tier
    assert ("doubts" in item.reason) is (tier is Tier.SUGGEST)
