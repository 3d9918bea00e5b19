"""The city, the partner organisations, and the names that an alliance has put on its own lists."""

import re
from collections.abc import Iterator, Sequence

from insight.stories.policy import Treatment
from insight.stories.recognisers.contract import CUE, Evidence, Reading
from insight.stories.spans import Label


def find(reading: Reading) -> Iterator[Evidence]:
    """Every mention of a listed name that the policy does not leave in, in whatever letters it is written."""
    policy = reading.policy
    partner = "partner organisation" if policy.partners_are is Treatment.GENERALISE else "organisation"
    city = "the city" if policy.city_is is Treatment.GENERALISE else "place"
    for names, label, stands_in, reason in (
        (policy.partners, Label.ORG, partner, "a partner of the alliance"),
        (policy.organisations, Label.ORG, "organisation", "an organisation on your own list"),
        (policy.places, Label.PLACE, "place", "a place on your own list"),
        ((policy.city,), Label.PLACE, city, "the city"),
    ):
        listed = [name for name in names if name.casefold() not in policy.kept]
        for match in _mentions(listed, reading.text):
            yield Evidence(*match.span(), label, CUE, "alliance_names", reason, stands_in)


def _mentions(names: Sequence[str], text: str) -> Iterator[re.Match[str]]:
    if not names:
        return iter(())
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    form = "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in longest_first)
    return re.finditer(rf"(?<!\w)(?:{form})(?!\w)", text, re.IGNORECASE)
