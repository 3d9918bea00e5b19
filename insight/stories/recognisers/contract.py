"""The contract of a recogniser: it reads a text and gives evidence; what becomes of that is decided elsewhere."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from insight.stories.policy import Policy
from insight.stories.spans import Label, Tier

# How much a finding weighs where two overlap. Only the order counts: what has a checksum or a fixed form beats what
# a cue says, that beats what a list says, and the statistical model comes last, because it is wrong most often here.
# A doubtful entry of a list is a name that is also a word: the model may speak against it, and against what is below.
FORM, CUE, SHAPE, LISTED, DOUBTFUL, CARRIED, MODEL, GUESS = 90, 80, 70, 60, 58, 55, 40, 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding: `words` is what would stand in for it, `who` names whose it is where that is known."""

    start: int
    end: int
    label: Label
    weight: int
    source: str
    reason: str
    words: str
    tier: Tier = Tier.MASK
    who: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A word that the model takes for part of an identity: offsets, which of `TAGS`, how likely (0 to 1)."""

    start: int
    end: int
    tag: str
    sure: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text: letters with inner hyphens and apostrophes, without a possessive ending."""

    start: int
    end: int
    cased: str

    @property
    def low(self) -> str:
        """The word in lower case with plain apostrophes, as the lists have it."""
        return self.cased.lower().replace("’", "'")

    @property
    def capital(self) -> bool:
        """Whether it is written like a name once the text's capitals are repaired."""
        return self.cased[0].isupper()


_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’][sS]$")


@dataclass(frozen=True)
class Reading:
    """A text as a recogniser sees it. `cased` has the same length, with the capitals that its writer left out."""

    text: str
    cased: str
    policy: Policy
    named: tuple[Named, ...] = ()
    standing: tuple[tuple[int, int], ...] = ()
    quiet: bool = field(default=False)  # the writer uses no capitals, so their absence says nothing

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word, in order."""
        found = []
        for match in _WORD.finditer(self.cased):
            word = _POSSESSIVE.sub("", match.group())
            found.append(Word(match.start(), match.start() + len(word), word))
        return tuple(found)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts."""
        return tuple(word.start for word in self.words)

    def at(self, offset: int) -> int:
        """The number of the word that holds `offset`, or of the last before it; -1 before the first."""
        return bisect_right(self.starts, offset) - 1

    def likely(self, start: int, end: int) -> float:
        """How likely the model finds it that something in a stretch belongs to an identity; 0 when it found nothing."""
        first = max(0, bisect_right(self.named_starts, start) - 1)
        found = 0.0
        for word in self.named[first:]:
            if word.start >= end:
                break
            if word.end > start:
                found = max(found, word.sure)
        return found

    @cached_property
    def named_starts(self) -> tuple[int, ...]:
        """Where each word starts that the model thinks likely."""
        return tuple(word.start for word in self.named)

    def gap(self, left: int, right: int) -> str:
        """What stands between two words."""
        return self.text[self.words[left].end : self.words[right].start]

    def begins_sentence(self, index: int) -> bool:
        """Whether a word opens a sentence, a line or a quotation, where a capital says nothing."""
        if index == 0:
            return True
        before = self.text[self.words[index - 1].end : self.words[index].start]
        return bool(re.search(r"[.!?:;\n\"“”…(>*•=]|['‘]\s*$| [-–—] ?$", before))


Recogniser = Callable[[Reading], Iterator[Evidence]]
