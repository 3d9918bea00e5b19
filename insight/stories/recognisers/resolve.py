"""Weighs evidence that overlaps, so that every letter belongs to one finding at most and none that counts is lost."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from insight.stories.recognisers.contract import CUE, Evidence, Reading
from insight.stories.recognisers.lexicon import everyday, kept
from insight.stories.spans import Label, Tier

PEOPLE = frozenset({Label.PERSON, Label.REL, Label.NICK})
_SITES = frozenset({Label.ORG, Label.PLACE})
_WORD = re.compile(r"\w+")
_LISTABLE = PEOPLE | {Label.ORG, Label.PLACE, Label.PET, Label.JOB, Label.EVENT}


def resolved(reading: Reading, evidence: Iterable[Evidence]) -> list[Evidence]:
    """The findings that stand, sorted, without overlap: hiding before offering, then the weightier, then the longer."""
    ranked = sorted(
        (item for item in evidence if not _left_in(reading, item)),
        key=lambda item: (item.tier is Tier.SUGGEST, -item.weight, item.start - item.end, item.start),
    )
    chosen: list[tuple[int, int, Evidence]] = [(start, end, _WALL) for start, end in reading.standing]
    for item in ranked:
        _place(reading, chosen, item)
    return [item for _, _, item in chosen if item is not _WALL]


# Stands where a replacement already is: nothing is found there again.
_WALL = Evidence(0, 1, Label.PERSON, 0, "", "", "")


def _left_in(reading: Reading, item: Evidence) -> bool:
    words = reading.text[item.start : item.end].casefold().replace("’", "'").strip()
    bare = words.removeprefix("the ")
    if words in reading.policy.kept or bare in reading.policy.kept:
        return True
    return item.label in _LISTABLE and item.weight < CUE - 5 and (kept(words) or kept(bare))


def _place(reading: Reading, chosen: list[tuple[int, int, Evidence]], item: Evidence) -> None:
    clashing = _clashes(chosen, item.start, item.end)
    if not clashing:
        _add(chosen, item)
        return
    if len(clashing) == 1 and clashing[0][2] is not _WALL and _alike(clashing[0][2].label, item.label):
        # Two readings of one name ("Jo", "Jo Smith"): the name goes as far as either says.
        left, right, winner = clashing[0]
        start, end = min(left, item.start), max(right, item.end)
        if item.tier is Tier.MASK and _clashes(chosen, start, end) == clashing and "\n" not in reading.text[start:end]:
            chosen.remove(clashing[0])
            _add(chosen, replace(winner, start=start, end=end))
            return
    for start, end in _rest(item.start, item.end, clashing):
        trimmed = _trimmed(reading.text, start, end)
        if trimmed:
            _add(chosen, replace(item, start=trimmed[0], end=trimmed[1]))


def _alike(one: Label, other: Label) -> bool:
    return any(one in family and other in family for family in (PEOPLE, _SITES))


def _add(chosen: list[tuple[int, int, Evidence]], item: Evidence) -> None:
    insort(chosen, (item.start, item.end, item), key=lambda entry: entry[:2])


def _clashes(chosen: Sequence[tuple[int, int, Evidence]], start: int, end: int) -> list[tuple[int, int, Evidence]]:
    index = bisect_left(chosen, (start,), key=lambda entry: entry[:1])
    if index and chosen[index - 1][1] > start:
        index -= 1
    found = []
    while index < len(chosen) and chosen[index][0] < end:
        found.append(chosen[index])
        index += 1
    return found


def _rest(start: int, end: int, taken: Sequence[tuple[int, int, Evidence]]) -> Iterator[tuple[int, int]]:
    for left, right, _ in taken:
        if left > start:
            yield start, left
        start = max(start, right)
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What is left of a finding, without loose punctuation; nothing if only everyday words are left."""
    telling = list(_WORD.finditer(text, start, end))
    while telling and _says_nothing(telling[0].group().lower()):
        telling.pop(0)
    while telling and _says_nothing(telling[-1].group().lower()):
        telling.pop()
    return (telling[0].start(), telling[-1].end()) if telling else None


def _says_nothing(word: str) -> bool:
    return not word.isdigit() and (everyday(word) or kept(word))
