"""UK telephone numbers in every spacing, and numbers dictated in words."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import CUE, FORM, Evidence, Reading
from insight.stories.spans import Label

_NATIONAL = re.compile(
    r"(?<![\w/])(?P<lead>\(?\+ ?44\)?(?:[ .\-]*\(0\))?|\(?00 ?44\)?|\(?0)(?P<rest>(?:[ .()\-–]{0,3}\d){9,10})(?![\d])"
)
_LOCAL = re.compile(
    r"\b(?:phone|mobile|mob|landline|tel|telephone|number|ring|call|text|bell)\b[^\d\n]{0,25}?(?<!\d)"
    r"(?P<number>\d(?:[ \-]?\d){5,10})(?!\d)",
    re.IGNORECASE,
)
_DIGIT = r"(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)"
_SPOKEN = re.compile(rf"\b{_DIGIT}(?:[ ,.\-]{{1,2}}{_DIGIT}){{6,14}}\b", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Evidence]:
    """Every telephone number: by its form, after a word such as "ring", or dictated digit by digit."""
    for match in _NATIONAL.finditer(reading.text):
        # After the trunk prefix every UK number goes on with one of these (Ofcom, National Telephone
        # Numbering Plan).
        digits = re.sub(r"\D", "", match["rest"])
        if digits[0] in "123789":
            yield _evidence(*match.span(), FORM, "has the form of a UK phone number")
    for match in _LOCAL.finditer(reading.text):
        yield _evidence(*match.span("number"), CUE - 8, "a number to ring")
    for match in _SPOKEN.finditer(reading.text):
        yield _evidence(*match.span(), CUE, "a number told digit by digit")


def _evidence(start: int, end: int, weight: int, reason: str) -> Evidence:
    return Evidence(start, end, Label.PHONE, weight, "phones", reason, "phone number")
