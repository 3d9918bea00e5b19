"""Events that were in the news, by which anybody could look a person up."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import GUESS, SHAPE, Evidence, Reading
from insight.stories.spans import Label, Tier

_OPERATION = re.compile(r"\bOperation [A-Z][\w\-]+")
_NEWS = re.compile(
    r"\b[Tt]he (?:[A-Z][\w'’\-]+ ){1,4}(?:job|robbery|fire|murder|murders|stabbing|"
    r"shooting|attack|disaster|riot|riots|crash|bombing|flood|case|scandal|inquiry)"
    r"(?: (?:in|at|on) [A-Z][\w'’\-]+)?"
)


def find(reading: Reading) -> Iterator[Evidence]:
    """Named police operations are hidden; "the … fire" and the like are offered for a look."""
    for match in _OPERATION.finditer(reading.cased):
        yield Evidence(*match.span(), Label.EVENT, SHAPE, "events", "the name of an investigation", "event")
    for match in _NEWS.finditer(reading.cased):
        yield Evidence(
            *match.span(), Label.EVENT, GUESS, "events", "an event that can be looked up", "event", Tier.SUGGEST
        )
