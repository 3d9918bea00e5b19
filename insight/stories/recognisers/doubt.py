"""Where weak evidence says "name" and the trained model is all but sure it is none: offered instead of hidden."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from insight.stories.recognisers.contract import DOUBTFUL, Evidence, Reading
from insight.stories.spans import Label, Tier

# Below this likelihood of the model, most letters that such evidence alone would hide belong to nobody.
_UNLIKELY = 0.01
_BY_NAME = frozenset({Label.PERSON, Label.NICK, Label.REL, Label.ORG, Label.PLACE, Label.DEM})


def doubted(reading: Reading, evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    """The evidence; what is weak by itself, and what the model speaks against, is no more than offered."""
    for item in evidence:
        weak = item.tier is Tier.MASK and item.weight <= DOUBTFUL and item.label in _BY_NAME
        # In a text that was protected before, what is weak was offered then and left in.
        if weak and (reading.standing or reading.likely(item.start, item.end) < _UNLIKELY):
            yield replace(item, tier=Tier.SUGGEST, reason=f"{item.reason}; the language model doubts it")
        else:
            yield item
