"""What stands in for an identity, in words that let the story still read, and how to know such words again.

Ages become their decade and dates the part of their year, after the UK Data Service's advice for qualitative data:
where a detail matters to the story, make it less exact rather than take it out.
"""

import re

RELATIVES = frozenset(
    [
        "mother",
        "father",
        "parent",
        "sister",
        "brother",
        "daughter",
        "son",
        "child",
        "wife",
        "husband",
        "partner",
        "girlfriend",
        "boyfriend",
        "grandmother",
        "grandfather",
        "aunt",
        "uncle",
        "cousin",
        "niece",
        "nephew",
        "grandchild",
        "stepmother",
        "stepfather",
        "relative",
    ]
)
WORKERS = frozenset(
    {
        "keyworker", "support worker", "social worker", "outreach worker", "peer worker", "drug worker", "worker",
        "doctor", "nurse", "midwife", "psychiatrist", "paramedic", "therapist", "counsellor", "chaplain", "minister",
        "police officer", "prison officer", "probation officer", "housing officer", "solicitor", "advocate", "teacher",
        "manager", "landlord", "volunteer", "judge", "officer", "sponsor", "mentor", "porter", "receptionist", "carer",
    }
)  # fmt: skip
OTHERS = frozenset({"person", "friend", "neighbour", "colleague"})
ORGANISATIONS = frozenset(
    {
        "organisation",
        "partner organisation",
        "hostel",
        "hospital",
        "prison",
        "surgery",
        "school",
        "church",
        "hotel",
        "pub",
        "employer",
    }
)
NUMBERED = WORKERS | OTHERS | ORGANISATIONS | frozenset({"place", "street", "pet", "event"})
PLAIN = frozenset(
    {
        "address", "phone number", "email", "postcode", "NHS number", "National Insurance number", "date of birth",
        "reference", "bank details", "vehicle", "username", "nickname", "background", "job", "a date", "age",
        "the city", "left out",
    }
)  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_WORDS = "|".join(sorted((re.escape(w) for w in NUMBERED | RELATIVES | PLAIN), key=len, reverse=True))
_STANDING = re.compile(
    rf"\[(?:(?:{_WORDS})(?: \d{{1,3}})?|under 10|teens|\d0s|90 or over"
    r"|(?:a day in )?(?:early|mid|late) (?:\d{4}|in a year)|(?:a day in )?(?:winter|spring|summer|autumn)|\d{4})\]"
)


def standing(text: str) -> list[tuple[int, int]]:
    """Where replacements already stand in a text, in order.

    >>> standing("ask [keyworker 2] by [a day in early 2021], not [Dave]")
    [(4, 17), (21, 42)]
    """
    return [match.span() for match in _STANDING.finditer(text)]


def age_band(years: int) -> str:
    """The decade of an age.

    >>> age_band(34), age_band(8), age_band(17), age_band(93)
    ('30s', 'under 10', 'teens', '90 or over')
    """
    if years < 10:
        return "under 10"
    if years < 20:
        return "teens"
    return "90 or over" if years >= 90 else f"{years // 10}0s"


def part_of_year(month: int | None, year: int | None, day: bool) -> str:
    """A date made less exact: the third of its year, or its season where no year is told.

    >>> part_of_year(3, 2021, True), part_of_year(12, None, True), part_of_year(7, 2021, False)
    ('a day in early 2021', 'a day in winter', 'mid 2021')
    """
    if month is None:
        return str(year) if year else "a date"
    if year:
        third = ("early", "mid", "late")[(month - 1) // 4]
        words = f"{third} {year}"
    else:
        words = ("winter", "spring", "summer", "autumn")[month % 12 // 3]
    return f"a day in {words}" if day else words
