"""Addresses with a number, and streets without one."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import FORM, SHAPE, Evidence, Reading
from insight.stories.recognisers.lexicon import everyday
from insight.stories.spans import Label

# Kinds of street that are hardly anything else, and those that are everyday words without a name before them.
_SURE = (
    "road|rd|street|avenue|ave|lane|terrace|crescent|mews|cottages|villas|boulevard|"
    "parade|esplanade|underpass|roundabout|pl|cres"
)
_OPEN = (
    "close|drive|way|place|court|gardens|grove|hill|rise|park|square|row|walk|view|"
    "quay|wharf|gate|green|end|house|lodge"
    "|mansions|buildings|estate|vale|path|cottage|st|heights|towers|tower|fields|meadow|bank|side|broadway|plain|steps"
)
_WORD = r"[^\W\d_][\w'’.\-]{1,20}"
_ROOM = (
    r"(?:(?:flat|room|rm|unit|apartment|apt|bedsit|studio|block|pod|caravan|plot|"
    r"pitch|bay) ?(?:no\.? ?)?\d{0,4}[a-z]?,? (?:at |of |in )?)"
)
_NUMBERED = re.compile(
    rf"(?<![\w£/.])(?P<room>{_ROOM}|\d{{1,2}}/\d{{1,2}},? )?"
    rf"(?:(?:number|no\.?) )?(?P<number>\d{{1,4}} ?[a-z]?(?:[\-/]\d{{1,4}})?),? "
    rf"(?P<name>(?:{_WORD} ){{1,3}}?)(?P<kind>{_SURE}|{_OPEN})\b",
    re.IGNORECASE,
)
_HOUSED = re.compile(
    rf"(?<!\w)(?:flat|room|unit|apartment|apt|bedsit|studio) ?\d{{1,4}}[a-z]?,? (?:at |in )?"
    rf"(?P<name>(?:the )?(?:{_WORD} ){{1,3}}?)(?P<kind>house|lodge|court|mansions|"
    rf"buildings|tower|towers|heights|point|hostel|foyer)\b",
    re.IGNORECASE,
)
# Welsh streets say their kind first.
_WELSH = re.compile(
    r"(?<![\w£/.])\d{1,4} ?[a-z]? (?:bryn|heol|ffordd|stryd|maes|clos|rhodfa|cae|lôn|lon|tan-?y|pen-?y|rhiw)"
    r"[ -](?P<name>[^\W\d_]{3,20})(?: [A-Z][\w'’]+)?",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    rf"(?<!\w)(?P<name>{_WORD}) (?:house|court|point|tower|heights),? (?:\w+ floor|floor \d+)\b", re.IGNORECASE
)
_STREET = re.compile(
    rf"(?<![\w£])(?P<name>(?:[A-Z][\w'’.\-]{{1,20}} ){{1,3}})(?P<kind>(?i:{_SURE})|"
    rf"Close|Drive|Gardens|Grove|Hill|Rise|Quay|Wharf|Walk|Square|Row|Park|Estate|"
    rf"Way)\b"
)
_STREET_QUIET = re.compile(
    rf"\b(?:on|in|off|down|up|along|from|at|near|to) (?P<name>(?:{_WORD} ){{1,2}}?)(?P<kind>{_SURE})\b", re.IGNORECASE
)


def find(reading: Reading) -> Iterator[Evidence]:
    """An address is direct and hidden whole; a street alone only places somebody."""
    for form in (_NUMBERED, _HOUSED):
        for match in form.finditer(reading.text):
            name = match["name"].split()
            sure = re.fullmatch(_SURE, match["kind"], re.IGNORECASE)
            odd = [word for word in name if not everyday(word.lower()) or word.istitle()]
            clear = not everyday(name[-1].lower()) or (match["kind"].istitle() and name[-1].istitle())
            if (clear and len(odd) == len(name)) or (sure and odd and clear):
                yield _evidence(*match.span(), Label.ADDR, FORM - 4, "has the form of an address", "address")
    for form in (_WELSH, _FLOOR):
        for match in form.finditer(reading.text):
            if not everyday(match["name"].lower()):
                yield _evidence(*match.span(), Label.ADDR, FORM - 4, "has the form of an address", "address")
    for match in _STREET.finditer(reading.cased):
        start = match.start()
        name = match["name"].split()
        while name and everyday(name[0].lower()) and _opens(reading, start):
            start += len(name.pop(0)) + 1
        if name:
            yield _evidence(start, match.end(), Label.PLACE, SHAPE, "has the form of a street's name", "street")
    for match in _STREET_QUIET.finditer(reading.text):
        if not any(everyday(word.lower()) for word in match["name"].split()):
            yield _evidence(
                match.start("name"), match.end(), Label.PLACE, SHAPE, "has the form of a street's name", "street"
            )


def _opens(reading: Reading, start: int) -> bool:
    index = reading.at(start)
    return index >= 0 and reading.begins_sentence(index)


def _evidence(start: int, end: int, label: Label, weight: int, reason: str, words: str) -> Evidence:
    return Evidence(start, end, label, weight, "addresses", reason, words)
