"""Dates that name a day, a month of a year, or a feast or season of a year; a month or a weekday alone is left in."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import FORM, Evidence, Reading
from insight.stories.recognisers.wording import MONTHS, part_of_year
from insight.stories.spans import Label

MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPOKEN = {
    "twenty twenty": 2020,
    **{f"twenty {word}": 2010 + number for number, word in enumerate(_TEENS)},
    **{f"twenty twenty {word}": 2021 + number for number, word in enumerate(_ONES)},
}
YEAR = (
    r"(?:(?:19|20)\d\d\b|['’]\d\d\b|"
    rf"twenty[ -](?:{'|'.join(_TEENS)}|twenty(?:[ -](?:{'|'.join(_ONES)}))?)\b)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,?\s(?:the\s)?)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NTH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w{3,7}teenth|twentieth"
    r"|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[ -]first)"
)
_FEASTS = {
    "christmas eve": 12, "christmas day": 12, "christmas": 12, "xmas": 12, "boxing day": 12, "new year's eve": 12,
    "new years eve": 12, "new year's day": 1, "new year": 1, "easter sunday": 4, "easter": 4, "good friday": 4,
    "lent": 3, "advent": 12, "halloween": 10, "hogmanay": 12, "bonfire night": 11, "valentine's day": 2,
    "valentines": 2,
    "mother's day": 3, "father's day": 6, "remembrance sunday": 11, "spring": None, "summer": None, "autumn": None,
    "winter": None, "eid": None, "ramadan": None, "diwali": 11,
}  # fmt: skip
_FEAST = "|".join(sorted((name.replace("'", "['’]?") for name in _FEASTS), key=len, reverse=True))

WRITTEN = (
    rf"(?P<weekday>{_WEEKDAY})(?:the\s)?(?P<day>{_DAY}|{_NTH})\s(?:of\s)?(?P<month>{MONTH})(?:,?\s(?P<year>{YEAR}))?"
)
MONTH_FIRST = rf"(?P<weekday>{_WEEKDAY})(?P<month>{MONTH})\s(?:the\s)?(?P<day>{_DAY})(?!\d)(?:,?\s(?P<year>{YEAR}))?"
MONTH_YEAR = rf"(?P<month>{MONTH}),?\s(?:of\s)?(?P<year>{YEAR})"
YEAR_MONTH = rf"(?P<year>(?:19|20)\d\d),? (?P<month>{MONTH})"
NUMBERS = r"(?<![\d./\-£])(?P<day>\d{1,2})(?P<sep>[./\-])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)?\d\d)(?![\d/\-])"
ISO = r"(?<![\d./\-])(?P<year>(?:19|20)\d\d)(?P<sep>[./\-])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?![\d/\-])"
_FORMS = tuple(
    re.compile(rf"(?<!\w){form}", re.IGNORECASE) for form in (WRITTEN, MONTH_FIRST, MONTH_YEAR, YEAR_MONTH)
) + tuple(map(re.compile, (NUMBERS, ISO)))
_OF_YEAR = re.compile(rf"\b(?P<feast>{_FEAST})\s(?:of\s)?(?P<year>{YEAR})", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?:on|since|from|until|till|by|before|after)\s(?P<date>(?P<day>\d{1,2})/(?P<month>\d{1,2}))(?![\d/])"
)
# Two-digit years up to this one are read as 20xx: nobody tells of dates further ahead.
_CENTURY_TURNS_AT = 40


def is_day(day: int, month: int) -> bool:
    """Whether two numbers can be a day and a month, in the British or the American order."""
    return (0 < day <= 31 and 0 < month <= 12) or (0 < month <= 31 and 0 < day <= 12)


def whole_year(year: str | None) -> int | None:
    """A year as told ("2021", "21", "'98") as a number of four digits."""
    if not year:
        return None
    figures = re.sub(r"\D", "", year)
    if not figures:
        return _SPOKEN[re.sub(r"\W+", " ", year.lower())]
    number = int(figures)
    if number >= 100:
        return number
    return number + (2000 if number <= _CENTURY_TURNS_AT else 1900)


def find(reading: Reading) -> Iterator[Evidence]:
    """Every date, with the part of the year that would stand in for it."""
    for form in _FORMS:
        for match in form.finditer(reading.text):
            evidence = _read(match)
            if evidence:
                yield evidence
    for match in _SHORT.finditer(reading.text):
        if is_day(int(match["day"]), int(match["month"])):
            yield _evidence(*match.span("date"), part_of_year(min(12, int(match["month"])), None, True))
    for match in _OF_YEAR.finditer(reading.text):
        feast = re.sub("’", "'", match["feast"].lower())
        yield _evidence(*match.span(), part_of_year(_FEASTS.get(feast), whole_year(match["year"]), "day" in feast))


def _read(match: re.Match[str]) -> Evidence | None:
    parts = match.groupdict()
    month, day = parts["month"], parts.get("day")
    if month.isdigit():
        if day is None or not is_day(int(day), int(month)):
            return None
        number = int(month) if int(month) <= 12 else int(day)
    else:
        number = MONTHS.index(month.lower()[:3]) + 1
        # "may 3" and "march 3 miles" are words, not dates: without capitals they need a year or an ordinal.
        plain = month.islower() and not parts["year"] and match.start("month") < match.start("day")
        if plain and month in ("may", "march", "mar") and day and day.isdigit():
            return None
        if day and day.rstrip("sthndr").isdigit() and not 0 < int(day.rstrip("sthndr")) <= 31:
            return None
    return _evidence(*match.span(), part_of_year(number, whole_year(parts["year"]), day is not None))


def _evidence(start: int, end: int, words: str) -> Evidence:
    return Evidence(start, end, Label.DATE, FORM, "dates", "a date: made less exact", words)
