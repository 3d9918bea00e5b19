"""Dates and years of birth: a date that is called so."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import FORM, Evidence, Reading
from insight.stories.recognisers.dates import ISO, MONTH_FIRST, MONTH_YEAR, NUMBERS, WRITTEN
from insight.stories.spans import Label

_CUE = re.compile(
    r"\b(?:d\.?o\.?b|date of birth|birth ?date|birthday|bday|born)\b\.?[\s:=\-–,]*(?:(?:is|"
    r"was|on|in|the|back)\s+){0,3}",
    re.IGNORECASE,
)
_AFTER = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        WRITTEN,
        MONTH_FIRST,
        MONTH_YEAR,
        NUMBERS,
        ISO,
        r"\d{8}(?!\d)",
        r"\d{1,2} \d{1,2} (?:19|20)?\d\d\b",
        r"(?:19|20)\d\d\b",
    )
)
# A numeric date in brackets right after a whole name is how case notes give a date of birth.
_BESIDE_NAME = re.compile(rf"(?<=[a-z])\s?[,(]\s?(?P<date>{NUMBERS})\)", re.IGNORECASE)
# Nobody who tells a story here was born later than this, so such a date is something else.
_LATEST = 2012


def find(reading: Reading) -> Iterator[Evidence]:
    """Every date that follows "born", "DOB" or the like."""
    for cue in _CUE.finditer(reading.text):
        for form in _AFTER:
            match = form.match(reading.text, cue.end())
            if match:
                yield _evidence(*match.span(), "called a date of birth")
                break
    for match in _BESIDE_NAME.finditer(reading.text):
        year = match["year"]
        if len(year) == 4 and int(year) <= _LATEST:
            yield _evidence(*match.span("date"), "a date beside a name")


def _evidence(start: int, end: int, reason: str) -> Evidence:
    return Evidence(start, end, Label.DOB, FORM + 2, "birth_dates", reason, "date of birth")
