"""Numbers by which an office knows somebody: prison, police, court, housing, benefit and service numbers."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import CUE, FORM, Evidence, Reading
from insight.stories.spans import Label

_FORMS = (
    re.compile(r"(?<![A-Za-z0-9])[A-Z]\d{4}[A-Z]{2}(?![A-Za-z0-9])", re.IGNORECASE),  # prison number (NOMIS)
    re.compile(r"(?<![\d/])\d{2,4}/\d{5,7}[A-Z](?![A-Za-z0-9])", re.IGNORECASE),  # Police National Computer
    re.compile(r"(?<![A-Za-z0-9/\-])[A-Z]{1,6}[\-/]\d{3,}(?:[\-/]?[A-Z0-9]{1,8}){0,3}(?![A-Za-z0-9])"),
    re.compile(r"(?<![A-Za-z0-9/\-])[A-Za-z]{2,6}[\-/]\d{4,}(?:[\-/]?[A-Za-z0-9]{1,8}){0,3}(?![A-Za-z0-9])"),
    re.compile(r"(?<![A-Za-z0-9/\-])[A-Z]{1,6}[\-/]\d{2}[\-/]\d{3,}(?:[\-/][A-Z0-9]{1,8}){0,2}(?![A-Za-z0-9])"),
    re.compile(r"(?<![A-Za-z0-9/\-])[A-Z]{1,4}\d{5,}[A-Z]{0,2}(?![A-Za-z0-9])"),
    re.compile(r"(?<![A-Za-z0-9/\-])[A-Z]{2,5}(?:[/\-][A-Z0-9]{1,6}){1,3}[/\-]\d{2,}(?![A-Za-z0-9])"),
)
_TOLD = re.compile(
    r"\b(?:ref(?:erence)?|case|claim|crn|urn|warrant|crime|incident|tenancy|account|"
    r"file|licen[cs]e|passport|number|num|no\.?|nomis|"
    r"pnc|badge|collar|policy|application|bidding|id|service number|registration|reg)\b"
    r"(?:\s(?:no\.?|number|num|ref|reference|code|id|card))?[\s:#.,]*(?:(?:is|was|of|under|it['’]?s)\s)?#?"
    r"(?P<code>[A-Z0-9](?:[A-Z0-9]|[/\-](?=[A-Z0-9])){3,24})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# A code that an office gives holds at least this many figures.
_FIGURES = 3


def find(reading: Reading) -> Iterator[Evidence]:
    """Codes of known forms, and codes that follow "ref", "case number" or the like."""
    for form in _FORMS:
        for match in form.finditer(reading.text):
            yield _evidence(*match.span(), FORM - 6, "has the form of a reference number")
    for match in _TOLD.finditer(reading.text):
        figures = sum(char.isdigit() for char in match["code"])
        year = re.fullmatch(r"(?:19|20)\d\d", match["code"])
        if figures >= _FIGURES and not year and (figures > 3 or not match["code"].isdigit()):
            yield _evidence(*match.span("code"), CUE - 4, "called a reference or a number")


def _evidence(start: int, end: int, weight: int, reason: str) -> Evidence:
    return Evidence(start, end, Label.REF, weight, "references", reason, "reference")
