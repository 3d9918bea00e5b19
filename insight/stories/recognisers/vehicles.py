"""Vehicle registrations, current and older."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import CUE, Evidence, Reading
from insight.stories.recognisers.lexicon import everyday
from insight.stories.spans import Label

_CURRENT = re.compile(r"(?<![A-Za-z0-9\-/])[A-Z]{2}\d{2}[ \-]?(?P<letters>[A-Z]{3})(?![A-Za-z0-9])", re.IGNORECASE)
_OLDER = re.compile(
    r"(?<![A-Za-z0-9\-/])(?:[A-Z]\d{1,3} ?(?P<letters>[A-Z]{3})|(?P<first>[A-Z]{3}) ?\d{1,3}[A-Z])(?![A-Za-z0-9])", re.I
)
_CUE = re.compile(
    r"\b(?:reg|registration|plates?|number plate|van|car|motor|truck|lorry|bike|vehicle|rover)\b", re.IGNORECASE
)
# The word that makes it a registration ("my van, …") stands at most this far before it.
_NEAR = 40


def find(reading: Reading) -> Iterator[Evidence]:
    """The current form anywhere; the older forms in capitals or near a word for a vehicle."""
    for match in _CURRENT.finditer(reading.text):
        if not everyday(match["letters"].lower()) or _near(reading.text, match.start()):
            yield _evidence(*match.span())
    for match in _OLDER.finditer(reading.text):
        letters = match["letters"] or match["first"]
        capitals = match.group().isupper() and not everyday(letters.lower()) and len(match.group()) > 5
        if capitals or _near(reading.text, match.start()):
            yield _evidence(*match.span())


def _near(text: str, start: int) -> bool:
    return bool(_CUE.search(text, max(0, start - _NEAR), start))


def _evidence(start: int, end: int) -> Evidence:
    return Evidence(start, end, Label.VRM, CUE - 1, "vehicles", "has the form of a vehicle registration", "vehicle")
