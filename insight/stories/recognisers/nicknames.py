"""Names that people are known by: announced, or an adjective before a name."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import CUE, SHAPE, Evidence, Reading
from insight.stories.recognisers.lexicon import doubtful_names, everyday, kept, plain_names
from insight.stories.spans import Label

_TOLD = re.compile(
    r"\b(?:known (?:to \w+ |locally |round here |on the street )?as|they (?:all )?call(?:ed)? me|"
    r"(?:every(?:one|body)|people|folk|he|she|we|you can|they all)"
    r" (?:just )?(?:call|calls|called|knows|knew) (?:me|him|her|them)(?: as)?|call me|"
    r"calls me|nicknamed|nickname(?:['’]?s| is| was)|goes by|go by|"
    r"street name(?:['’]?s| is)?|better known as|aka|a\.k\.a\.?)\s+"
    r"(?P<name>[\"“'‘]?[^\W\d_][\w'’\-]*(?: [A-Z][\w'’\-]*)?)",
    re.IGNORECASE,
)
_KIND = (
    "big|little|young|old|mad|dodgy|crazy|scouse|geordie|irish|welsh|polish|scottish|"
    "scotch|brummie|cockney|fat|skinny|mental|one-eyed|tall|ginger|black|"
    "dutch|russian|northern|london|bristol|wee|lanky|smiling|mucky|posh|granny|auntie|uncle|cousin"
)
_ADJECTIVE = re.compile(rf"(?<![\w\-])(?P<kind>{_KIND}) (?P<name>[^\W\d_][\w\-]+)", re.IGNORECASE)
_NEVER = frozenset(
    [
        "a",
        "an",
        "the",
        "that",
        "it",
        "this",
        "him",
        "her",
        "me",
        "us",
        "them",
        "back",
        "and",
        "when",
        "if",
        "to",
        "for",
        "by",
        "in",
        "on",
        "out",
        "mate",
        "names",
    ]
)
# Kinds that describe as often as they name; before a name in small letters they are left alone.
_STYLED = frozenset(["big", "little", "young", "mad", "dodgy", "scouse", "geordie"])


def find(reading: Reading) -> Iterator[Evidence]:
    """Nicknames told as such, and forms such as "Big Sue"."""
    for match in _TOLD.finditer(reading.cased):
        words = match["name"].strip("\"“'‘").split()
        if words[0].lower() in _NEVER or kept(words[0].lower()) or words[0].lower().endswith("ing"):
            continue
        start = match.start("name") + (match["name"][0] in "\"“'‘")
        name = words[0] if len(words) == 1 or everyday(words[1].lower()) else " ".join(words)
        if words[0][0].isupper() or reading.quiet:
            yield _evidence(start, start + len(name), CUE - 2, "told as the name somebody goes by")
    for match in _ADJECTIVE.finditer(reading.cased):
        name = match["name"].lower()
        quiet = (
            reading.quiet and match["kind"].lower() in _STYLED and (name in plain_names() or name in doubtful_names())
        )
        listed = name in plain_names() or name in doubtful_names() or not everyday(name)
        capitals = match["kind"][0].isupper() and match["name"][0].isupper() and listed and not kept(name)
        index = reading.at(match.start())
        if quiet or (
            capitals
            and not (reading.quiet and not listed)
            and (name in plain_names() or not reading.begins_sentence(index))
        ):
            yield _evidence(*match.span(), SHAPE + 3, "a word that describes before a name")


def _evidence(start: int, end: int, weight: int, reason: str) -> Evidence:
    return Evidence(start, end, Label.NICK, weight, "nicknames", reason, "person")
