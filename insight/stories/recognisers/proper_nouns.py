"""Capitals inside a sentence that nothing else explains: hidden after a word such as "at", else offered for a look."""

from collections.abc import Iterator

from insight.stories.recognisers.contract import GUESS, Evidence, Reading
from insight.stories.recognisers.lexicon import kept, words
from insight.stories.spans import Label, Tier

_PLACED = frozenset(["at", "in", "near", "from", "to", "outside", "behind", "around", "into", "towards", "past"])
_WITH = frozenset(["with", "by"])


def find(reading: Reading) -> Iterator[Evidence]:
    """Runs of such words; texts without their own capitals say nothing this way."""
    if reading.quiet:
        return
    index = 0
    while index < len(reading.words):
        last = _run(reading, index)
        if last < index:
            index += 1
            continue
        yield from _evidence(reading, index, last)
        index = last + 1


def _run(reading: Reading, first: int) -> int:
    """The number of the last word of the run that opens here, or one less than the first if none does."""
    if reading.begins_sentence(first) or not _odd(reading, first):
        return first - 1
    last = first
    while last + 1 < len(reading.words) and reading.gap(last, last + 1) == " " and _odd(reading, last + 1):
        last += 1
    return last


def _odd(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    shape = word.capital and len(word.cased) > 1 and word.low not in ("i'm", "i've", "i'd", "i'll")
    return shape and not kept(word.low) and word.low not in words("demonyms")


def _evidence(reading: Reading, first: int, last: int) -> Iterator[Evidence]:
    start, end = reading.words[first].start, reading.words[last].end
    phrase = reading.cased[start:end].lower().replace("’", "'")
    if kept(phrase) or kept("the " + phrase):
        return
    before = first - 1
    if before >= 0 and reading.words[before].low == "the":
        before -= 1
    low = reading.words[before].low if before >= 0 else ""
    if low in _PLACED:
        yield Evidence(start, end, Label.ORG, GUESS + 5, "proper_nouns", f"a capital after “{low}”", "place")
    elif low in _WITH and before == first - 1:
        yield Evidence(start, end, Label.PERSON, GUESS + 5, "proper_nouns", f"a capital after “{low}”", "person")
    else:
        yield Evidence(
            start, end, Label.ORG, GUESS, "proper_nouns", "a capital nothing explains", "organisation", Tier.SUGGEST
        )
