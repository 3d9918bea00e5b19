"""What could still give somebody away after protection: the ICO's tests, singling out, linkability and inference.

Anonymised text is judged by whether a motivated intruder, or somebody who knows the person, could tell who it is
(ICO, Anonymisation guidance, 2025). Words that raise the question are found by lists; the answer is a person's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from insight.themes.passages import sentences


class Alarm(StrEnum):
    """What a story may hold that harms whoever is recognised by it, or somebody else in it: it needs two readers."""

    OFFENCE = "offence"
    SEXUAL_VIOLENCE = "sexual_violence"
    CHILDREN = "children"


ALARM_WORDS = {
    Alarm.OFFENCE: "says what somebody did or is accused of",
    Alarm.SEXUAL_VIOLENCE: "tells of sexual violence",
    Alarm.CHILDREN: "speaks of a child in proceedings",
}

_CHILD = (
    r"child|children|kids?|son|sons|daughters?|baby|babies|bairns?|weans?|twins|boys?|girls?|"
    r"grand(?:son|daughter|child)"
)
_ALARMS = {
    Alarm.OFFENCE: re.compile(
        r"\b(?:murder\w*|manslaughter|stabb\w*|glass(?:ed|ing) (?:him|her|a|someone|somebody)|gbh|abh|section 18|"
        r"grievous|arson\w*|robb(?:ed|ery|eries)|burgl\w*|mugg(?:ed|ing)|kidnapp\w*|fraud|county lines|"
        r"(?:was|were|been|got|is|being) (?:charged|convicted|sentenced|arrested|accused|done for|nicked for)|"
        r"convicted of|charged with|accused of|allegations?|alleged\w*|on remand|indictment|"
        r"(?:deal|supply|sell)(?:ing|t|s)? (?:drugs|gear|heroin|crack|weed|coke)|possession with intent|"
        r"killed (?:him|her|a|my|his|someone|somebody)|beat (?:him|her|me|my \w+) up|beat me|"
        r"domestic violence|restraining order|non[- ]molestation|knife(?:d| crime)|firearm|shotgun)\b",
        re.IGNORECASE,
    ),
    Alarm.SEXUAL_VIOLENCE: re.compile(
        r"\b(?:rap(?:e|ed|es|ist|ing)|sexual(?:ly)? (?:assault|abus|exploit|violen)\w*|molest(?!ation order)\w*|"
        r"groom(?:ed|ing)|incest|sex offen\w+|indecent\w*|traffick(?:ed|ing|er|ers)|fgm|"
        r"(?:made|forced) (?:me|her|him) (?:to )?have sex|sold (?:me|her) for|"
        r"abused (?:me|her|him) as a (?:child|kid))\b",
        re.IGNORECASE,
    ),
    Alarm.CHILDREN: re.compile(
        rf"\b(?:{_CHILD})\b[^.!?\n]{{0,80}}?\b(?:taken (?:off|away|into|from)|in care|into care|foster\w*|adopt\w*|"
        r"removed|care order|social services|family court|child protection|supervised contact|contact centre)\b|"
        rf"\b(?:took|taken|lost|removed)\b[^.!?\n]{{0,30}}?\b(?:{_CHILD})\b|"
        r"\b(?:care order|placement order|child protection|family court|section 47|guardian ad litem|"
        r"supervised contact|child in need)\b",
        re.IGNORECASE,
    ),
}


class Detail(StrEnum):
    """Kinds of detail that narrow down who somebody is; each is harmless alone."""

    AGE = "an age"
    FAMILY = "a family"
    WORK = "work"
    HEALTH = "health"
    ORIGIN = "where people come from"
    EVENT = "an event"
    TIME = "a time"
    NUMBER = "an exact number"


_DETAILS = {
    Detail.AGE: re.compile(r"\[(?:under 10|teens|\d0s|90 or over)\]", re.IGNORECASE),
    Detail.FAMILY: re.compile(
        r"\b(?:twins?|triplets|adopted|widow(?:ed|er)?|orphan\w*|only (?:child|girl|boy)|stillb\w+|miscarr\w+|"
        r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:kids|children|sons|daughters|brothers|sisters|"
        r"grandchildren))\b",
        re.IGNORECASE,
    ),
    Detail.WORK: re.compile(
        r"\b(?:army|navy|marines?|raf|regiment|served in|veteran|trawler\w*|fisherman|welder|shipwright|stonemason|"
        r"jockey|boxer|footballer|musician|drummer|teacher|lecturer|nurse|midwife|surgeon|solicitor|vicar|priest|"
        r"headteacher|councillor|mayor|police(?:man|woman| officer)|prison officer|firefighter|pilot|"
        r"(?:i was|worked as|trained as|used to be) an? [\w-]+(?:er|or|ist|ian|man|woman))\b",
        re.IGNORECASE,
    ),
    Detail.HEALTH: re.compile(
        r"\b(?:wheelchair|amput\w+|prosthetic|blind|deaf|epilep\w+|cancer|hiv|hepatitis|parkinson\w*|huntington\w*|"
        r"schizophren\w+|bipolar|autis\w+|stroke|transplant|dialysis|coma|"
        r"lost (?:an?|my|his|her) (?:eye|leg|arm|foot|hand)|"
        r"stammer|dwarfism|burns unit|colostomy|transgender|trans (?:man|woman))\b",
        re.IGNORECASE,
    ),
    Detail.ORIGIN: re.compile(
        r"\[background\]|\b(?:asylum|refugee|refused leave|home office|traveller|roma|gypsy)\b", re.IGNORECASE
    ),
    Detail.EVENT: re.compile(
        r"\b(?:in the (?:paper|papers|news|herald)|on the (?:news|telly|front page)|inquest|explosion|flood(?:ed|s)?|"
        r"the fire|crash|shooting|riot|lockdown|coroner|collapsed|evacuat\w+|made the news|famous)\b|\[event \d+\]",
        re.IGNORECASE,
    ),
    Detail.TIME: re.compile(
        r"\[(?:a day in )?(?:early|mid|late) \d{4}\]|\b(?:christmas|new year'?s|easter|boxing) (?:day|eve|sunday)\b",
        re.IGNORECASE,
    ),
    Detail.NUMBER: re.compile(r"(?<![\w£\[])\d{1,3}(?:,\d{3})+|(?<![\w\[])£\d{3,}|\b\d{4,}\b(?!\])"),
}
_TOGETHER = 3  # so many kinds of detail in one sentence paint a person
_IN_A_STORY = 5  # or so many in a whole story


Trait = tuple[Detail, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that could give somebody away, in code points of the text, and why, in a reviewer's words."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Risk:
    """What was found in one protected text."""

    alarms: frozenset[Alarm]
    details: frozenset[Detail]
    telling: tuple[Telling, ...]

    @property
    def high(self) -> bool:
        """Whether a second person has to read it before it is kept."""
        return bool(self.alarms) or len(self.details) >= _IN_A_STORY or bool(self.telling)


def judged(text: str) -> Risk:
    """The risk that is left in a protected text.

    >>> judged("They took my kids into care.").alarms
    frozenset({<Alarm.CHILDREN: 'children'>})
    >>> judged("She made tea and we talked.").high
    False
    """
    alarms, details, telling = set(), set(), []
    for sentence in sentences(text):
        words = text[sentence.start : sentence.end]
        ringing = [alarm for alarm, form in _ALARMS.items() if form.search(words)]
        here = [detail for detail, form in _DETAILS.items() if form.search(words)]
        alarms.update(ringing)
        details.update(here)
        if ringing or len(here) >= _TOGETHER:
            why = " and ".join(ALARM_WORDS[alarm] for alarm in ringing) or f"tells {_listed(here)} at once"
            telling.append(Telling(sentence.start, sentence.end, why))
    return Risk(frozenset(alarms), frozenset(details), tuple(telling))


def _listed(details: Sequence[Detail]) -> str:
    *others, last = (detail.value for detail in details)
    return f"{', '.join(others)} and {last}"


def traits(text: str) -> frozenset[Trait]:
    """What a protected text tells of a person, as kind and words in lower case: what two stories may share."""
    return frozenset(_traits(text))


def _traits(text: str) -> Iterator[Trait]:
    for detail, form in _DETAILS.items():
        for match in form.finditer(text):
            yield detail, " ".join(match.group().lower().split())


def singled_out(sharers: Mapping[Trait, frozenset[str]], least: int) -> tuple[tuple[Trait, Trait], ...]:
    """Pairs of traits, of different kinds, that fewer than `least` - 1 other storytellers of the bank share.

    `sharers` names for each trait of a story who else tells it. Somebody who knows both of such a pair finds one
    story, or a few: that is singling out.

    >>> age, work = (Detail.AGE, "[30s]"), (Detail.WORK, "welder")
    >>> singled_out({age: frozenset({"a", "b"}), work: frozenset({"a"})}, least=3)
    (((<Detail.AGE: 'an age'>, '[30s]'), (<Detail.WORK: 'work'>, 'welder')),)
    """
    pairs = (pair for pair in combinations(sorted(sharers), 2) if pair[0][0] is not pair[1][0])
    return tuple(pair for pair in pairs if len(sharers[pair[0]] & sharers[pair[1]]) < least - 1)
