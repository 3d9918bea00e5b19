"""What the trained model takes for names, jobs and events, less what the keep list and everyday words rule out."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import GUESS, MODEL, Evidence, Named, Reading, Word
from insight.stories.recognisers.lexicon import everyday, kept, words
from insight.stories.spans import Label, Tier

_SITE = (Label.PLACE, "place", "a place")
# The labels of spaCy's own pipelines and of ours: what each is here, what stands in for it, and how to say so.
_LABELS = {
    "PERSON": (Label.PERSON, "person", "a person"), "ORG": (Label.ORG, "organisation", "an organisation"),
    "GPE": _SITE, "LOC": _SITE, "FAC": _SITE,
}  # fmt: skip
# Work and what happened are often the heart of a story: offered for a look, never hidden on the model's word alone.
_OFFERED = {"JOB": (Label.JOB, "job", "a telling job"), "EVENT": (Label.EVENT, "event", "an event others know")}
_EMPTY = frozenset("the a an of and in at my his her their our mr mrs ms dr".split())


def find(reading: Reading) -> Iterator[Evidence]:
    """Every name the model sees that has a word which says something."""
    for named in reading.named:
        if named.label in _OFFERED:
            label, stands_in, reason = _OFFERED[named.label]
            yield Evidence(
                named.start,
                named.end,
                label,
                GUESS,
                "model_names",
                f"the language model takes it for {reason}",
                stands_in,
                Tier.SUGGEST,
            )
        elif named.label in _LABELS:
            yield from _name(reading, named)


def _name(reading: Reading, named: Named) -> Iterator[Evidence]:
    first = max(0, reading.at(named.start))
    inside = [
        (index, word)
        for index, word in enumerate(reading.words[first : first + 12], start=first)
        if word.start >= named.start and word.end <= named.end
    ]
    while inside and inside[0][1].low in _EMPTY:
        inside.pop(0)
    while inside and inside[-1][1].low in _EMPTY:
        inside.pop()
    if not inside:
        return
    start, end = inside[0][1].start, inside[-1][1].end
    phrase = reading.cased[start:end].lower().replace("’", "'")
    if kept(phrase) or kept("the " + phrase) or re.search(r"[\n@]", reading.text[start:end]):
        return
    if any(_tells(reading, index, word) for index, word in inside):
        label, stands_in, says = _LABELS[named.label]
        reason = f"the language model takes it for {says}"
        yield Evidence(start, end, label, MODEL, "model_names", reason, stands_in)


def _tells(reading: Reading, index: int, word: Word) -> bool:
    """An unusual word, or an everyday one that its writer gave a capital where none was due."""
    if kept(word.low) or word.low in words("demonyms"):
        return False
    lifted = word.capital and not word.cased.isupper() and not reading.quiet and not reading.begins_sentence(index)
    return lifted or not everyday(word.low)
