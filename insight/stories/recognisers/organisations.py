"""Named services, hostels, hospitals, prisons, schools, pubs and employers: from the list and by how such names end."""

import re
from collections.abc import Iterator
from functools import cache

from insight.stories.recognisers.contract import SHAPE, Evidence, Reading
from insight.stories.recognisers.lexicon import everyday, kept, written
from insight.stories.spans import Label

_ENDINGS = {
    "hostel": "House|Lodge|Hostel|Foyer|Shelter|Night Shelter",
    "hospital": "Hospital|Infirmary|Unit|Ward|Hospice",
    "prison": "Prison|YOI",
    "surgery": "Surgery|Medical Centre|Medical Practice|Health Centre|Practice|Pharmacy|Clinic",
    "school": "School|Primary|Academy|College|University|Nursery|Comp|Comprehensive|High School",
    "church": "Church|Methodist|Baptist|Chapel|Cathedral|Mosque|Temple|Mission|Synagogue|Minster|Priory|Abbey",
    "hotel": "Hotel|Guest House|Guesthouse|B&B",
    "pub": "Arms|Inn|Tavern",
    "organisation": (
        "Trust|Project|Foundation|Centre|Club|Library|Association|Society|Partnership|"
        "Housing|Homes|Council|Collective|Kitchen|Café|Cafe|Services"
        "|Recovery|Charity|Fund|Forum|Network|Team|Hub|Ltd|Limited|Market|Theatre|Museum|"
        "Station|Gateway|Army|Federation|Bank|Foodbank|Group|Commando"
        "|Regiment|Battalion|Farm|Court|Stores|Motors|Garage|Ironmongers|Bakery|Butchers|"
        "Drop-in|Soup Run|Boxing|ABC|FC|Alliance|Initiative"
    ),
}  # fmt: skip
_ANY_ENDING = "|".join(sorted("|".join(_ENDINGS.values()).split("|"), key=len, reverse=True))
_NAME = r"[A-Z0-9][\w'’&\-]{0,24}"
_ENDED = re.compile(
    rf"(?<![\w'’])(?P<name>(?:{_NAME}(?: (?:and|of|the|for|&))? ){{1,4}}?)(?P<ending>{_ANY_ENDING})"
    r"(?![\w'’])"
)
_PRISON = re.compile(r"\bHM(?:P|YOI|P/YOI)\s(?:(?:&|and)\sYOI\s)?[A-Z][\w'’]+(?:\s[A-Z][\w'’]+){0,2}", re.IGNORECASE)
_SAINT = re.compile(r"\bSt\.? [A-Z][\w]+['’]s(?: [A-Z][\w'’]+){0,2}")
_THE = re.compile(
    r"(?<=[a-z,] )[Tt]he (?P<name>[A-Z][\w'’]+(?: [A-Z][\w'’]+){1,3})(?: (?:drop-in|"
    r"hostel|project|centre|hotel|cafe|café|pub|shelter|clinic))?"
)
_QUIET = re.compile(
    r"\b(?:in|at|to|from|into|of|called|outside|near|by) (?P<name>(?:the )?(?:[^\W\d_][\w'’]+ ){1,2}?)"
    r"(?P<ending>house|lodge|hostel|hospital|surgery|school|college|church|centre|"
    r"arms|inn|ward|unit|prison|trust|project|hotel|foyer)\b",
    re.IGNORECASE,
)
# The list marks with this the names that are words too, which count only with a capital inside a sentence.
_MARK = "Aa:"
# In small letters these endings are as good as a name for the word before them; "house" needs a word such as "at".
_QUIET_SURE = re.compile(
    r"(?<!\w)(?P<name>[^\W\d_][\w'’]{2,} )(?P<ending>lodge|hostel|hospital|surgery|foyer)\b", re.IGNORECASE
)


@cache
def _listed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = written("organisations")
    clear = sorted((name for name in names if not name.startswith(_MARK)), key=len, reverse=True)
    capital = sorted((name.removeprefix(_MARK) for name in names if name.startswith(_MARK)), key=len, reverse=True)
    tail = r"(?: (?:drop-in|hostel|shelter|project|church|hospital|ward))?(?!\w)"
    return (
        re.compile(r"(?<!\w)(?:" + "|".join(map(_flexible, clear)) + ")" + tail, re.IGNORECASE),
        re.compile(r"(?<!\w)(?:" + "|".join(map(_flexible, capital)) + ")" + tail),
    )


def _flexible(name: str) -> str:
    return re.escape(name).replace("'", "['’]?")


def find(reading: Reading) -> Iterator[Evidence]:
    """Every named organisation, with the kind of place it is as what stands in for it."""
    clear, capital = _listed()
    for match in clear.finditer(reading.text):
        low = match.group().lower()
        path = everyday(low.removeprefix("the "))
        before = re.search(
            r"\b(?:at|to|from|with|by|and|,)\s(?:the\s)?$",
            reading.text[max(0, match.start() - 10) : match.start()],
            re.I,
        )
        if not path or (before and (match.group()[0].isupper() or reading.quiet)):
            yield _evidence(*match.span(), SHAPE + 1, "an organisation on the list", kind_of(match.group()))
    for match in capital.finditer(reading.text):
        if not reading.quiet and (
            not reading.begins_sentence(reading.at(match.start()))
            or " " in match.group()
            or not everyday(match.group().lower())
        ):
            yield _evidence(*match.span(), SHAPE + 1, "an organisation on the list", kind_of(match.group()))
    for form in (_PRISON, _SAINT):
        for match in form.finditer(reading.cased):
            yield _evidence(
                *match.span(), SHAPE + 2, "has the form of such a name", "prison" if form is _PRISON else "organisation"
            )
    yield from _ended(reading)
    if reading.quiet:
        for match in (*_QUIET.finditer(reading.text), *_QUIET_SURE.finditer(reading.text)):
            name = [word for word in match["name"].lower().split() if word != "the"]
            if name and not any(everyday(word) for word in name) and not kept(match.group().lower()):
                yield _evidence(
                    match.start("name"), match.end(), SHAPE, "ends like a named place", kind_of(match["ending"])
                )


def _ended(reading: Reading) -> Iterator[Evidence]:
    for match in _ENDED.finditer(reading.cased):
        start = match.start()
        name = match["name"].split()
        while name and (
            name[0].lower() in ("the", "a", "and", "of", "for")
            or (everyday(name[0].lower()) and _opens(reading, start))
        ):
            start += len(name.pop(0)) + 1
        if name and not kept(" ".join(name).lower()) and not kept(reading.text[start : match.end()].lower()):
            yield _evidence(
                start, match.end(), SHAPE, "ends like the name of an organisation", kind_of(match["ending"])
            )
    for match in _THE.finditer(reading.text):
        if not reading.quiet and not kept(match["name"].lower()) and not kept(match.group().lower()):
            yield _evidence(match.start("name"), match.end(), SHAPE - 25, "a name after “the”", kind_of(match.group()))


def _opens(reading: Reading, start: int) -> bool:
    index = reading.at(start)
    return index >= 0 and reading.begins_sentence(index)


def kind_of(name: str) -> str:
    """The word for what kind of place a name speaks of by its last word ("Alder House" gives "hostel")."""
    last = name.split()[-1].lower()
    for kind, endings in _ENDINGS.items():
        if last in endings.lower().split("|"):
            return kind
    return "organisation"


def _evidence(start: int, end: int, weight: int, reason: str, words: str) -> Evidence:
    return Evidence(start, end, Label.ORG, weight, "organisations", reason, words)
