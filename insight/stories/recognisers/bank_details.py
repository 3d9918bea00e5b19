"""Sort codes, account numbers and card numbers."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import FORM, Evidence, Reading
from insight.stories.recognisers.dates import is_day
from insight.stories.spans import Label

_SORT = re.compile(r"(?<![\d\-/])(\d\d)[\-– ](\d\d)[\-– ](\d\d)(?P<account>[ ,/]{1,3}\d{8})?(?![\d\-/])")
_CUE = re.compile(r"sort|s/c|\bacc\b|account|\ba/c\b|bank|lloyds|barclays|natwest|hsbc|santander|monzo", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:sort ?code|s/c|acc(?:ount)?(?: ?(?:no|number|num))?|a/c|card(?: number)?)\b\.?[^\d\n]{0,25}?(?<![£\d])"
    r"(?P<number>\d(?:[ \-]?\d){5,15})(?!\d|[ \-]?years)",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<!\d)\d{4}([ \-]?)\d{4}\1\d{4}\1\d{4}(?!\d)")
_IBAN = re.compile(r"\bGB\d\d ?[A-Z]{4}(?: ?\d){14}\b", re.IGNORECASE)
# A sort code is told beside the words "sort", "account" or a bank's name; this many characters away is still beside.
_NEAR = 60


def find(reading: Reading) -> Iterator[Evidence]:
    """Numbers of these forms; three pairs of digits that could be a date need a bank's word nearby."""
    text = reading.text
    for match in _SORT.finditer(text):
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        date = is_day(int(match[1]), int(match[2]))
        if match["account"] or _CUE.search(near) or (not date and "-" in match.group()):
            yield _evidence(*match.span(), "has the form of a sort code")
    for match in _TOLD.finditer(text):
        yield _evidence(*match.span("number"), "called an account, card or sort code")
    for form in (_CARD, _IBAN):
        for match in form.finditer(text):
            yield _evidence(*match.span(), "has the form of a card or account number")


def _evidence(start: int, end: int, reason: str) -> Evidence:
    return Evidence(start, end, Label.BANK, FORM + 1, "bank_details", reason, "bank details")
