"""Long numbers and mixed codes that nothing else explains: offered for a look."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import GUESS, Evidence, Reading
from insight.stories.spans import Label, Tier

# Five figures or more, in groups or not; or letters and figures in one word, with two figures and five signs at least.
_NUMBER = re.compile(r"(?<![\w£$€.,/\-])\d(?:[ \-/]?\d){4,}(?![\w%]|[.,]\d)")
_CODE = re.compile(
    r"(?<![\w/\-@.])(?=[\w/\-]*[A-Za-z])(?=(?:[\w/\-]*\d){2})[A-Za-z0-9](?:[A-Za-z0-9]|[/\-](?=\w)){4,}(?!\w)"
)
# "90s", "1990s", "24-hour", "12th", "10-15mg" and the like are words, not codes.
_WORDLIKE = re.compile(r"[\d\-/]+(?:st|nd|rd|th|s|mg|ml|g|kg|k|km|am|pm|[\-][a-z\-]+)", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Evidence]:
    """Every such number."""
    for form in (_NUMBER, _CODE):
        for match in form.finditer(reading.text):
            if not _WORDLIKE.fullmatch(match.group()):
                yield Evidence(
                    *match.span(), Label.REF, GUESS - 1, "loose_numbers", "a long number", "reference", Tier.SUGGEST
                )
