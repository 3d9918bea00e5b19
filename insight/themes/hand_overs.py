"""Finds where a passage speaks of somebody being handed over: from which kind of place to which, never which place.

Two ways of telling it are known. Somebody comes out of one kind of place, and maybe into another ("came out of prison",
"in a doorway"). Or one kind of place passes somebody, or what is to be done, to another ("sent me back to the GP",
"Housing said it was children's"). What is told otherwise is missed; `docs/themes-seeing.md` says how much, and how
often what is found is no hand-over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

# Which rules these are: what they found is kept until this is another number, and then looked for again.
RULES = 1


class Place(StrEnum):
    """A kind of place that somebody comes from or goes to, in a fixed order; no organisation, and no single place."""

    CARE = "care"
    CHILDRENS = "childrens"
    ADULT = "adult"
    PRISON = "prison"
    COURT = "court"
    PROBATION = "probation"
    HOSPITAL = "hospital"
    MENTAL_HEALTH = "mental_health"
    DRUGS = "drugs"
    DOCTOR = "doctor"
    HOSTEL = "hostel"
    STREET = "street"
    HOME = "home"
    COUNCIL = "council"
    BENEFITS = "benefits"
    SOMEWHERE = "somewhere"  # nobody says where


PLACE_WORDS = {
    Place.CARE: "children's care",
    Place.CHILDRENS: "children's services",
    Place.ADULT: "adult services",
    Place.PRISON: "prison",
    Place.COURT: "court or police",
    Place.PROBATION: "probation",
    Place.HOSPITAL: "hospital",
    Place.MENTAL_HEALTH: "mental health team",
    Place.DRUGS: "drug or alcohol service",
    Place.DOCTOR: "doctor or chemist",
    Place.HOSTEL: "hostel",
    Place.STREET: "the street",
    Place.HOME: "home",
    Place.COUNCIL: "council or housing",
    Place.BENEFITS: "benefits office",
    Place.SOMEWHERE: "somewhere not said",
}

# As people say it; a replacement such as [hostel 2] holds the same words. What is longer stands first.
_SAID: tuple[tuple[Place, str], ...] = (
    (Place.CARE, r"children's home|foster (?:care|home|carers?|placement)|(?:in|left|leaving) care"),
    (
        Place.CHILDRENS,
        r"children'?s(?: (?:services|team|side|social care))?(?! home)|camhs|youth (?:team|service|place)",
    ),
    (Place.ADULT, r"adult (?:services|team|social care|mental health|side|place|one)"),
    (Place.PRISON, r"prison(?: gate| van)?|jail|hmp|(?:days|weeks|months|years?) inside|the same gate|at the gate"),
    (Place.COURT, r"court(?! shoes)|custody|police(?: station)?|the cells"),
    (Place.PROBATION, r"probation"),
    (Place.HOSPITAL, r"hospital(?! (?:socks|gown|band))|ward|a ?(?:&|and) ?e|casualty|on a drip"),
    (Place.MENTAL_HEALTH, r"mental health(?! worker)|crisis team|community team|cmht|psychiatrists?|memory clinic"),
    (
        Place.DRUGS,
        r"prescribers?|(?:drugs?|alcohol|drug and alcohol) (?:service|team|place|side|people)"
        r"|recovery (?:service|project)|detox|rehab",
    ),
    (Place.DOCTOR, r"gps?(?: surgery)?|surgery|doctors?(?:'s)?|pharmacy|chemist(?:'s)?"),
    (Place.HOSTEL, r"hostels?|night shelter|refuge|women's house|supported housing|b ?& ?b|bed and breakfast"),
    (
        Place.STREET,
        r"(?:the|to|in the) streets?|doorway|tent|sle(?:pt|eping) rough|homeless"
        r"|nowhere (?:to (?:go|live|stay|sleep)|else to go)|no (?:fixed )?address",
    ),
    (
        Place.HOME,
        r"(?:a|my|his|her|their|our|the|own) (?:new )?(?:flat|tenancy|bungalow)|flats|own (?:place|front door)",
    ),
    (Place.COUNCIL, r"council|housing(?: (?:office|officer|options|association|team|people))?|social services"),
    (Place.BENEFITS, r"benefits (?:office|people)|jobcentre|job centre|dwp|universal credit"),
)
_PLACE = re.compile(
    r"(?<![\w'])(?:" + "|".join(f"(?P<{place.value}>{said})" for place, said in _SAID) + r")(?:'s)?(?![\w'])",
    re.IGNORECASE,
)
_A = r"(?: (?:the|a|an|that|this|my|his|her|their|our|same|own|no|another|some|local))*[ \[]*$"
_GOT_OUT = r"\b(?:came|come|coming|comes|got|getting|let|let (?:me|him|her|them)) out"

# Somebody comes out of the place that is named next.
_OUT_OF = re.compile(
    rf"(?:{_GOT_OUT} (?:of|fae)|\b(?:released|discharged?|evicted|moved(?: on)?|straight|straight off) from"
    rf"|\b(?:kicked|thrown|chucked|turned|moved) out of|\b(?:left|leaving|straight off)){_A}",
    re.IGNORECASE,
)
# Or somebody comes out, and words near by tell of what.
_OUT = re.compile(
    rf"{_GOT_OUT}(?= (?:again|about|at|on|with|i get)\b)|\breleased\b|\bmedically fit\b|\bopened the gate\b"
    r"|\bdischarged\b|\bsent (?:me|him|her|them) home\b|\bthey wanted me gone\b|\blet out\b",
    re.IGNORECASE,
)
_SIGNS = (
    (
        Place.PRISON,
        re.compile(
            r"\b(?:prison|jail|inside,|been inside|governor|licence|recalled|probation|see-through bag|clear bag)",
            re.IGNORECASE,
        ),
    ),
    (Place.HOSPITAL, re.compile(r"\b(?:hospital|wards?|nurse|drip|dressings)\b", re.IGNORECASE)),
)
# Somebody grows too old for the services of the young.
_EIGHTEEN = re.compile(
    r"\b(?:turn(?:ed|s|ing)|gone|was|at|i'm|am|after|his|her|my|since) (?:just )?(?:eighteen(?:th)?|18(?:th)?)\b"
    r"(?!(?: months| hours| years (?:and|in|of))| quid)",
    re.IGNORECASE,
)
_YOUNG = re.compile(
    r"\b(?:children's|camhs|in care|care leaver|foster|youth worker|social worker|young carers"
    r"|(?:lose|lost) my worker|under-eighteens|residential)",
    re.IGNORECASE,
)
_ADULT = re.compile(r"\badult", re.IGNORECASE)
# Somebody comes into the place that is named next.
_INTO = re.compile(rf"\b(?:to|into|onto|on|in|at|with|had|got|given|for|was|then){_A}", re.IGNORECASE)
_ON_FOOT = re.compile(r"\b(?:walk\w*|bus|buses|drive|drove|yards|miles?|steps|visit\w*|lad|lass)\b", re.IGNORECASE)

# Between two that are named: the first passes somebody to the second, or says that it is the second's to do.
_SENDS = re.compile(
    r"\b(?:discharged?|referred|transferred|passed|handed|sent|moved|signed|bounced|pushed|shunted)\b(?: \w+){0,4}?"
    r" (?:on to|back to|over to|across to|onto|into|to)\b|\basked for a referral from\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^\W*(?:\w+ ){0,2}?(?:said|says|goes|told (?:me|us|him|her)|reckoned|thought)\b[^.?!]{0,60}?"
    rf"\b(?:it was|it's|that's|that was|ring|go to|ask|try|down to|up to|for){_A}",
    re.IGNORECASE,
)
_ENDS = re.compile(r"^\W*(?:\w+ )?(?:closed|stopped|ended|dropped|signed \w+ off|finished with)\b", re.IGNORECASE)
_BETWEEN = re.compile(rf"\b(?:between|back and forth|passed from|sent from|bounced from){_A}", re.IGNORECASE)
_AND = re.compile(r"^\W*(?:\d+\W*)?(?:and|to)\b", re.IGNORECASE)
_FALLS = re.compile(r"\b(?:fell|falls?|falling|gap|pass\w*|bounc\w+|shunt\w+|sent|back and forth)\b", re.IGNORECASE)
_NEAR, _FAR = 60, 200  # code points between the two: some ten words, and some forty


@dataclass(frozen=True, slots=True)
class HandOver:
    """From which kind of place to which, and the stretch of the text that says so, in code points."""

    from_place: Place
    to_place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Named:
    """Where a kind of place stands in a text, or how somebody comes out of one."""

    place: Place
    start: int
    end: int


def hand_overs(text: str) -> tuple[HandOver, ...]:
    """Every kind of hand-over that a text speaks of, each once, in the order of the text.

    >>> [(one.from_place.value, one.to_place.value) for one in hand_overs("He came out of prison to a hostel.")]
    [('prison', 'hostel')]
    """
    named = tuple(_Named(Place(str(one.lastgroup)), one.start(), one.end()) for one in _PLACE.finditer(text))
    told = [*_passed_on(text, named), *(_arrived(text, out, named) for out in _exits(text, named))]
    found: dict[tuple[Place, Place], HandOver] = {}
    for one in sorted(told, key=lambda one: (one.start, one.end)):
        found.setdefault((one.from_place, one.to_place), one)
    known = {one.from_place for one in found.values() if one.to_place is not Place.SOMEWHERE}
    return tuple(one for one in found.values() if one.to_place is not Place.SOMEWHERE or one.from_place not in known)


def _passed_on(text: str, named: tuple[_Named, ...]) -> Iterator[HandOver]:
    """One kind of place names another that somebody, or something, is passed to."""
    for first, second in pairwise(named):
        between, before = text[first.end : second.start], text[: first.start]
        if first.place is second.place or len(between) > _FAR:
            continue
        sent = len(between) <= _NEAR and _SENDS.search(between)
        fell = len(between) <= _NEAR and _BETWEEN.search(before) and _AND.search(between) and _FALLS.search(text)
        if sent or fell or _SAYS.search(between) or (_ENDS.search(between) and second.place is Place.ADULT):
            yield HandOver(first.place, second.place, first.start, second.end)


def _exits(text: str, named: tuple[_Named, ...]) -> Iterator[_Named]:
    """Where somebody comes out of a kind of place."""
    for one in named:
        said = text[one.start : one.end].lower()
        if _OUT_OF.search(text[: one.start]) or said in ("left care", "leaving care") or said.endswith("inside"):
            yield one
    for out in _OUT.finditer(text):
        signs = [(abs(sign.start() - out.start()), place) for place, any_of in _SIGNS for sign in any_of.finditer(text)]
        if signs:
            yield _Named(min(signs)[1], out.start(), out.end())
    if _YOUNG.search(text):
        for out in _EIGHTEEN.finditer(text):
            yield _Named(Place.CHILDRENS, out.start(), out.end())


def _arrived(text: str, out: _Named, named: tuple[_Named, ...]) -> HandOver:
    """Where somebody who came out came to, as far as it is said."""
    if out.place is Place.CHILDRENS and (adult := _ADULT.search(text)):
        start, end = sorted((out.start, adult.start()))
        return HandOver(out.place, Place.ADULT, start, max(end, out.end, adult.end()))
    for one in named:
        between = text[out.end : one.start]
        if one.start < out.end or one.place is out.place or len(between) > _FAR:
            continue
        nowhere = text[one.start :].lower().startswith(("no", "homeless", "slept"))
        if (nowhere or _INTO.search(between)) and not _ON_FOOT.search(between):
            return HandOver(out.place, one.place, out.start, one.end)
    if re.search(r"home\b", text[out.start : out.end]):
        return HandOver(out.place, Place.HOME, out.start, out.end)
    return HandOver(out.place, Place.SOMEWHERE, out.start, out.end)
