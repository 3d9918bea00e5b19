"""Finds where somebody says the other side too: words by which people turn against what was just said.

Two other rules were tried on the demo bank and left: an axis of meaning from "they listened to me" to "nobody listened"
said little of what a passage tells, and counting good and bad words took irony for praise. People who see two sides
say so in a few turns of speech, which can be shown to the reader; `docs/themes-seeing.md` has the figures.
"""

import re

_TURNS = re.compile(
    r"\b(?:"
    r"to be fair|in fairness|credit where|mind you|don't get me wrong|having said that"
    r"|i'll (?:give (?:them|him|her|it) that|stand by)|put this next to|on the other hand|can't fault"
    r"|i'm not saying (?:it|it's|they|she|he|i)|nobody (?:tells|told) you|the other (?:bit|half of it)"
    r"|the (?:daft|funny|odd) (?:part|thing) is|(?:they|we) were all (?:decent|nice|kind|lovely)"
    r"|i (?:used to (?:hate|think)|was wrong about|(?:had )?thought (?:he|she|they|it|that)(?:'d| would| was| were))"
    r"|(?<!at )this time (?:i|he|she|they|we|somebody|someone|the|it|there|round)"
    r"|every other time|did(?:n't| not) use to"
    r"|(?:was|were|are|is) (?:lovely|nice|kind|all right|decent) but|it's not (?:all|always)|not all of them"
    r")(?!\w)",
    re.IGNORECASE,
)


def turn(text: str) -> tuple[int, int] | None:
    """Where somebody turns to the other side, in code points; `None` where nobody does.

    >>> turn("They were late. To be fair, they rang.")
    (16, 26)
    """
    found = _TURNS.search(text)
    return found.span() if found else None
