"""What the trained model takes for part of an identity: words put together, hidden where it is sure, else offered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from insight.stories.recognisers.ages import years
from insight.stories.recognisers.contract import GUESS, MODEL, Evidence, Named, Reading
from insight.stories.recognisers.lexicon import everyday, kept
from insight.stories.recognisers.organisations import kind_of
from insight.stories.recognisers.roles import ROLE, role_of
from insight.stories.recognisers.wording import age_band
from insight.stories.spans import Label, Tier


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a tag of the model is here, and how sure the model has to be to hide it."""

    label: Label
    stands_in: str
    says: str
    hides: float = 0.2


_KINDS = {
    "PERSON": _Kind(Label.PERSON, "person", "a person"),
    "PET": _Kind(Label.PET, "pet", "an animal's name"),
    "ORG": _Kind(Label.ORG, "organisation", "an organisation", 0.3),
    "PLACE": _Kind(Label.PLACE, "place", "a place", 0.3),
    "ADDR": _Kind(Label.ADDR, "address", "an address"),
    "CODE": _Kind(Label.REF, "reference", "a number or name that belongs to somebody"),
    "DATE": _Kind(Label.DATE, "a date", "a date", 0.3),
    "AGE": _Kind(Label.AGE, "age", "an age", 0.5),
    "DEM": _Kind(Label.DEM, "background", "where somebody's people come from", 0.3),
    "JOB": _Kind(Label.JOB, "job", "a telling job", 0.3),
    "EVENT": _Kind(Label.EVENT, "event", "an event others know", 0.6),
}
# "my keyworker", "her sister," right before a name.
_ROLE = re.compile(rf"\b(?:my|our|his|her|their|the|an?) (?:\w+ )?(?P<role>{ROLE}),? $", re.IGNORECASE)
_ROLE_LETTERS = 50
_EMPTY = frozenset("the a an n of and in at on to from by with for my his her their our mr mrs ms dr".split())
_POSSESSIVE = re.compile(r"['’][sS]$")
_AROUND, _SIGNS = 12, ".,;:!?()"
# What may stand between two words of one identity: a blank, or signs without one ("St. Anne's", "jo.b@example").
_JOINS = re.compile(r" |\. |[^\w\s,;:!?()\"]{1,2}| [&/] ")
_SURE = 0.9  # so sure that the keep list may be wrong
_COMMON = 0.5  # what it takes to hide an everyday word in small letters ("will")
# Words of at least this likelihood go with what is hidden beside them; less likely ones are offered by themselves.
_GOES_ALONG, _OFFERED = 0.1, 0.02


def find(reading: Reading) -> Iterator[Evidence]:
    """Every stretch that the model thinks likely."""
    likely = [word for word in reading.named if word.sure >= _GOES_ALONG]
    doubtful = [word for word in reading.named if _OFFERED <= word.sure < _GOES_ALONG]
    for phrase in (*_phrases(reading.text, likely), *_phrases(reading.text, doubtful)):
        kind = _KINDS[phrase[0].tag]
        words = list(phrase)
        while words and reading.text[words[0].start : words[0].end].lower() in _EMPTY:
            words.pop(0)
        while words and reading.text[words[-1].start : words[-1].end].lower() in _EMPTY:
            words.pop()
        if not words:
            continue
        start, end = words[0].start, words[-1].end
        if kind.label in (Label.PERSON, Label.PET):  # "St Anne's" is a name whole
            end = start + len(_POSSESSIVE.sub("", reading.text[start:end]))
        sure = max(word.sure for word in words)
        low = reading.text[start:end].lower().replace("’", "'")
        first = max(start - _AROUND, reading.text.rfind(" ", 0, start) + 1)
        around = reading.text[first : end + _AROUND].split()[0].strip(_SIGNS)  # "D.O.B", of which "D.O" is a part
        if (kept(low) or kept("the " + low) or kept(around.lower())) and sure < _SURE:
            continue
        common = everyday(low) and (reading.quiet or low == reading.text[start:end])
        # A text in which replacements stand was protected before, and people left the rest in: it is only offered.
        hidden = sure >= max(kind.hides, _COMMON if common else 0) and not reading.standing
        yield Evidence(
            start,
            end,
            kind.label,
            MODEL if hidden else GUESS,
            "model_names",
            f"the language model takes it for {kind.says}",
            _words(reading, start, low, kind),
            Tier.MASK if hidden else Tier.SUGGEST,
        )


def _phrases(text: str, words: Sequence[Named]) -> Iterator[list[Named]]:
    """Neighbouring words of one kind."""
    phrase: list[Named] = []
    for word in words:
        goes_on = phrase and phrase[-1].tag == word.tag
        if goes_on and _JOINS.fullmatch(text, phrase[-1].end, word.start):
            phrase.append(word)
            continue
        if phrase:
            yield phrase
        phrase = [word]
    if phrase:
        yield phrase


def _words(reading: Reading, start: int, low: str, kind: _Kind) -> str:
    """What stands in: the role that the text tells, the decade of an age, or a plain word."""
    if kind.label is Label.AGE:
        return _age(low)
    if kind.label is Label.ORG:
        return kind_of(low)
    told = _ROLE.search(reading.text, max(0, start - _ROLE_LETTERS), start) if kind.label is Label.PERSON else None
    return role_of(told["role"]) if told else kind.stands_in


def _age(words: str) -> str:
    number = re.sub(r"[^\w\s\-]", "", words).strip()
    return age_band(years(number)) if number.isdigit() and int(number) < 120 else "age"
