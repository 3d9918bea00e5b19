"""National Insurance numbers in any spacing and either case."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import FORM, Evidence, Reading
from insight.stories.spans import Label

_GAP = r"[ .\-]{0,2}"
_WHOLE = re.compile(rf"(?<![A-Za-z0-9])[A-Z]{_GAP}[A-Z]{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}[A-D](?![A-Za-z0-9])", re.I)
_TOLD = re.compile(
    r"\b(?:NI|N\.I\.|NINO|national insurance)\b[^\d\n]{0,20}?\b"
    rf"(?P<number>[A-Z]{{2}}{_GAP}(?:\d{_GAP}){{5,6}}[A-Z]?)\b",
    re.I,
)


def find(reading: Reading) -> Iterator[Evidence]:
    """Two letters, six digits and A to D; without the last letter where it is called National Insurance."""
    for match in _WHOLE.finditer(reading.text):
        yield _evidence(*match.span(), "has the form of a National Insurance number")
    for match in _TOLD.finditer(reading.text):
        yield _evidence(*match.span("number"), "called a National Insurance number")


def _evidence(start: int, end: int, reason: str) -> Evidence:
    return Evidence(start, end, Label.NINO, FORM + 2, "national_insurance", reason, "National Insurance number")
