"""What the statistical model takes for names, less what it is known to get wrong."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import MODEL, Evidence, Named, Reading, Word
from insight.stories.recognisers.lexicon import doubtful_names, everyday, kept, words
from insight.stories.recognisers.names import is_listed
from insight.stories.spans import Label

_LABELS = {
    "PERSON": (Label.PERSON, "person"), "ORG": (Label.ORG, "organisation"), "GPE": (Label.PLACE, "place"),
    "LOC": (Label.PLACE, "place"), "FAC": (Label.PLACE, "place"),
}  # fmt: skip
_SAYS = {
    "PERSON": "a person",
    "ORG": "an organisation",
    "GPE": "a place",
    "LOC": "a place",
    "FAC": "a building or a place",
}
_EMPTY = frozenset(
    ["the", "a", "an", "of", "and", "in", "at", "my", "his", "her", "their", "our", "mr", "mrs", "ms", "dr"]
)
_JOINS = frozenset(["of", "the", "and", "for", "de", "van", "der", "von", "al", "el", "bin", "la", "le", "du"])


def find(reading: Reading) -> Iterator[Evidence]:
    """Every name the model sees that has a word which is neither everyday nor on the keep list."""
    for named in reading.named:
        if named.label in _LABELS:
            yield from _evidence(reading, named)


def _evidence(reading: Reading, named: Named) -> Iterator[Evidence]:
    first = max(0, reading.at(named.start))
    inside = [
        (index, reading.words[index])
        for index in range(first, min(first + 12, len(reading.words)))
        if reading.words[index].start >= named.start and reading.words[index].end <= named.end
    ]
    for run in _runs(reading, inside):
        yield from _run(reading, run, named)


def _runs(reading: Reading, inside: list[tuple[int, Word]]) -> Iterator[list[tuple[int, Word]]]:
    """A name stops at a word in small letters, unless that is a particle ("van"): the model runs on past "re"."""
    run: list[tuple[int, Word]] = []
    for index, word in inside:
        if not word.capital and word.low not in _JOINS:
            yield run
            run = []
        else:
            run.append((index, word))
    yield run


def _run(reading: Reading, inside: list[tuple[int, Word]], named: Named) -> Iterator[Evidence]:
    while inside and (inside[0][1].low in _EMPTY or not inside[0][1].capital or _opens(reading, *inside[0])):
        inside.pop(0)
    while inside and (inside[-1][1].low in _EMPTY or not inside[-1][1].capital):
        inside.pop()
    if not inside:
        return
    start, end = inside[0][1].start, inside[-1][1].end
    phrase = reading.cased[start:end].lower().replace("’", "'")
    if kept(phrase) or kept("the " + phrase) or re.search(r"[\n\d@]", reading.text[start:end]):
        return
    telling = [word for _, word in inside if not kept(word.low) and word.low not in words("demonyms")]
    if not any(_tells(reading, index, word) for index, word in inside if word in telling):
        return
    label, words_for_it = _LABELS[named.label]
    reason = f"the language model takes it for {_SAYS[named.label]}"
    yield Evidence(start, end, label, MODEL, "model_names", reason, words_for_it)


def _opens(reading: Reading, index: int, word: Word) -> bool:
    return everyday(word.low) and reading.begins_sentence(index)


def _tells(reading: Reading, index: int, word: Word) -> bool:
    low = word.low
    if (
        not word.capital
        or len(word.cased) < 2
        or kept(reading.cased[word.start : word.end + 2].lower().replace("’", "'"))
    ):
        return False
    if reading.begins_sentence(index) and (
        low in doubtful_names() or (reading.quiet and not is_listed(low) and low not in words("surnames"))
    ):
        return False
    # In a text without its own capitals an everyday word is never a name on the model's word alone.
    return not everyday(word.low) or (
        not reading.quiet and not reading.begins_sentence(index) and not word.cased.isupper()
    )
