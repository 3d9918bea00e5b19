"""Carries a name through its text: each mention by part, by nickname, in small letters or with a slip."""

import re
from collections.abc import Iterator, Sequence

from insight.stories.recognisers.contract import CARRIED, Evidence, Reading, Word
from insight.stories.recognisers.lexicon import doubtful_names, everyday, kept, kin_names, phrases, words
from insight.stories.recognisers.names import NOT_SURNAMES, is_listed, is_plain
from insight.stories.recognisers.resolve import PEOPLE
from insight.stories.recognisers.roles import TITLE
from insight.stories.spans import Label, Tier

_PART = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_DESCRIBES = re.compile(
    rf"(?:{TITLE}|big|little|young|old|mad|dodgy|crazy|scouse|geordie|fat|skinny|mental|tall|wee|posh|st)\.?",
    re.IGNORECASE,
)
_HEARD = frozenset(
    [
        "said",
        "says",
        "told",
        "asked",
        "helped",
        "came",
        "rang",
        "called",
        "thinks",
        "reckons",
        "knew",
        "knows",
        "gave",
        "got",
        "is",
        "was",
        "has",
    ]
)
_BEFORE = frozenset(["with", "and", "to", "by", "from", "for", "told", "asked", "met", "saw", "my", "our"])
# Words that open a question or an order as often as a name.
_OPENERS = frozenset(["will", "may", "can", "mark", "grant", "hope", "rob", "sue", "chase", "bill", "pat"])
# A slip of the pen is looked for only in names this long: shorter ones have too many neighbours among words.
_SLIP_LENGTH = 5


def parts(name: str) -> list[str]:
    """The parts of a name by which it may come again, in lower case.

    >>> parts("Mrs Eileen Rundle"), parts("Big Sue"), parts("Shaz")
    (['eileen', 'rundle'], ['sue'], ['shaz'])
    """
    found = [part for part in _PART.findall(name) if len(part) > 1]
    telling = [part for part in found if not _DESCRIBES.fullmatch(part)]
    return [part.lower().replace("’", "'") for part in telling or found]


def slip(name: str, word: str) -> bool:
    """Whether a word is a name with one letter added, lost, changed or swapped, the first letter being right.

    >>> slip("darren", "daren"), slip("darren", "darern"), slip("darren", "warren")
    (True, True, False)
    """
    if name == word or name[0] != word[0] or min(len(name), len(word)) < _SLIP_LENGTH or abs(len(name) - len(word)) > 1:
        return False
    head = 0
    while head < min(len(name), len(word)) and name[head] == word[head]:
        head += 1
    a, b = name[head:], word[head:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def carried(reading: Reading, found: Sequence[Evidence]) -> Iterator[Evidence]:
    """Evidence for every later or earlier mention of a name that was found."""
    names: dict[str, Evidence] = {}
    for item in found:
        if item.tier is Tier.MASK and (item.label in PEOPLE or item.label is Label.PET):
            for part in parts(item.who or reading.text[item.start : item.end]):
                names.setdefault(part, item)
    groups: dict[str, Evidence] = {}
    for part, item in names.items():
        if item.label is not Label.PET:
            for group in kin_names().get(part, ()):
                groups.setdefault(group, item)
    seen = {offset for item in found if item.tier is Tier.MASK for offset in range(item.start, item.end)}
    memory: dict[str, tuple[Evidence, int] | None] = {}
    for index, word in enumerate(reading.words):
        low = word.low
        if word.start in seen:
            continue
        if low not in memory:
            memory[low] = _source(low, names, groups)
        source = memory[low]
        if source and _stands(reading, index, word):
            item, length = source
            # Whose name it is goes along, so that a slip of the pen is numbered with the name it means.
            who = item.who or reading.text[item.start : item.end]
            reason = "a name told elsewhere in this text"
            yield Evidence(word.start, word.start + length, item.label, CARRIED, "carry", reason, item.words, who=who)
    for item in _places_again(reading, found):
        if item.start not in seen:
            yield item


def _source(low: str, names: dict[str, Evidence], groups: dict[str, Evidence]) -> tuple[Evidence, int] | None:
    if low in names:
        return names[low], len(low)
    if low.endswith("s") and low[:-1] in names and not everyday(low):
        return names[low[:-1]], len(low) - 1
    for group in kin_names().get(low, ()):
        if group in groups:
            return groups[group], len(low)
    if not everyday(low) and not kept(low) and low not in phrases("towns") and not is_listed(low):
        for part, item in names.items():
            if slip(part, low):
                return item, len(low)
    return None


def _stands(reading: Reading, index: int, word: Word) -> bool:
    low = word.low
    after = reading.words[index + 1].low if index + 1 < len(reading.words) else ""
    if after in NOT_SURNAMES and reading.gap(index, index + 1) == " ":
        return False
    wordlike = everyday(low) or kept(low) or (low in doubtful_names() and low in words("surnames"))
    if not wordlike:
        return (
            word.capital or reading.quiet or is_plain(low) or (low in words("surnames") and low not in doubtful_names())
        )
    before = reading.words[index - 1].low if index else ""
    if reading.quiet:
        return (after in _HEARD and before not in ("the", "a", "an", "i", "my")) or before in _BEFORE - {
            "my",
            "our",
            "to",
            "for",
            "from",
        }
    if not word.capital:
        return False
    return not reading.begins_sentence(index) or low not in _OPENERS or after in _HEARD


def _places_again(reading: Reading, found: Sequence[Evidence]) -> Iterator[Evidence]:
    again: dict[str, Evidence] = {}
    for item in found:
        name = reading.text[item.start : item.end]
        if (
            item.tier is Tier.MASK
            and item.label in (Label.ORG, Label.PLACE)
            and len(name) > 3
            and not everyday(name.lower())
        ):
            again.setdefault(name.casefold().removeprefix("the "), item)
    if not again:
        return
    form = "|".join(sorted(map(re.escape, again), key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{form})(?!\w)", reading.text, re.IGNORECASE):
        source = again.get(match.group().casefold())
        if source:
            reason = "a name told elsewhere in this text"
            yield Evidence(*match.span(), source.label, CARRIED, "carry", reason, source.words)
