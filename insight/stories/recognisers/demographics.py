"""Words for nationality, ethnicity and origin, which single a person out among few."""

import re
from collections.abc import Iterator
from functools import cache

from insight.stories.recognisers.contract import DOUBTFUL, Evidence, Reading
from insight.stories.recognisers.lexicon import phrases, words
from insight.stories.spans import Label

_THING = re.compile(
    r"['’]?\s(?:breakfast|food|restaurant|takeaway|curry|tea|coffee|whisky|whiskey|"
    r"vodka|lager|beer|stew|sausages?|bread|bath|delight|lessons?|language|"
    r"carpet|border|government|embassy|sea|widows|power|guitar|toast|dressing|market|"
    r"shop|cakes?|setter|wolfhound|staffordshire|shepherd|the|my|up|off)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(["polish", "thai", "dutch", "turkey", "traveller", "roma", "turk", "kurd", "scouse", "greek"])


@cache
def _form() -> re.Pattern[str]:
    listed = sorted(words("demonyms") | phrases("demonym_phrases"), key=len, reverse=True)
    return re.compile(r"(?<![\w\-])(?:" + "|".join(map(re.escape, listed)) + r")s?(?!\w)", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Evidence]:
    """Every such word but those before a thing ("Irish stew")."""
    for match in _form().finditer(reading.text):
        small = match.group().islower() and match.group() in _SMALL and not reading.quiet
        if not small and not _THING.match(reading.text, match.end()):
            yield Evidence(
                *match.span(),
                Label.DEM,
                DOUBTFUL,
                "demographics",
                "says where somebody's people come from",
                "background",
            )
