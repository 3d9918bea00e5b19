"""Ages and dates as the alliance's policy has them: left in, made less exact, or taken out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from insight.stories.policy import Policy, Treatment
from insight.stories.recognisers.contract import Evidence
from insight.stories.spans import Label

_TAKEN_OUT = {Label.AGE: "age", Label.DATE: "a date"}


def treated(policy: Policy, evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """The evidence, with other words where a policy asks for them, and without what it leaves in."""
    treatments = {Label.AGE: policy.ages, Label.DATE: policy.dates}
    for item in evidence:
        match treatments.get(item.label):
            case Treatment.KEEP:
                continue
            case Treatment.HIDE:
                yield replace(item, words=_TAKEN_OUT[item.label])
            case _:
                yield item
