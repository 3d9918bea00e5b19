"""NHS numbers: by their check digit, or by the letters NHS beside them."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import FORM, Evidence, Reading
from insight.stories.spans import Label

_TEN = re.compile(r"(?<![\w/+])\d{3}[ .\-–]{0,2}\d{3}[ .\-–]{0,2}\d{4}(?![\w/])")
_TOLD = re.compile(r"\bNHS\b[^\d\n]{0,30}?(?P<number>(?:\d[ .\-–]{0,2}){8,11}\d)(?!\d)", re.IGNORECASE)


def check_digit_holds(digits: str) -> bool:
    """Whether ten digits pass the modulus 11 check of the NHS Data Dictionary.

    >>> check_digit_holds("9434765919"), check_digit_holds("9434765918")
    (True, False)
    """
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


def find(reading: Reading) -> Iterator[Evidence]:
    """Ten digits that pass the check, and any number of about that length that is called an NHS number."""
    for match in _TEN.finditer(reading.text):
        digits = re.sub(r"\D", "", match.group())
        if digits[0] != "0" and check_digit_holds(digits):
            yield _evidence(*match.span(), "ten digits that pass the check of an NHS number")
    for match in _TOLD.finditer(reading.text):
        yield _evidence(*match.span("number"), "called an NHS number")


def _evidence(start: int, end: int, reason: str) -> Evidence:
    return Evidence(start, end, Label.NHS, FORM + 2, "nhs_numbers", reason, "NHS number")
