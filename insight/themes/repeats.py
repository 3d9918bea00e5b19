"""Whether a name that somebody gave repeats what one person said: a human copy goes with the words it was made of."""

import re
from collections.abc import Callable, Iterator

from insight.themes.words import STOP_WORDS, plain

# A run of words repeats somebody when it holds so many that are no stop words, is so much of the name, or so long.
CONTENT_WORDS, SHARE, LETTERS = 4, 0.6, 32
_WORD = re.compile(r"\w[\w'-]*")


def repeats(name: str, text: str, said_elsewhere: Callable[[str], bool]) -> bool:
    """Whether words of the name, in a row, are this text's and nobody else's: "Waiting" alone is nobody's own.

    >>> said = "They kept ringing until I picked up, and then they rang again."
    >>> [repeats(name, said, lambda _: False) for name in ("Kept ringing", "When they kept ringing you wait and wait")]
    [True, False]
    """
    words, said = _words(name), f" {' '.join(_words(text))} "
    return any(_telling(run, len(words)) and not said_elsewhere(" ".join(run)) for run in _shared(words, said))


def runs(name: str) -> Iterator[str]:
    """Every run of the words of a name that would be telling, the longest first."""
    words = _words(name)
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            if _telling(words[at : at + length], len(words)):
                yield " ".join(words[at : at + length])


def shortest(name: str) -> Iterator[str]:
    """From each word of a name on, the shortest run that would be telling: whoever says a longer one says this too."""
    words = _words(name)
    for at in range(len(words)):
        ends = (end for end in range(at + 1, len(words) + 1) if _telling(words[at:end], len(words)))
        if (end := next(ends, None)) is not None:
            yield " ".join(words[at:end])


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text).casefold())


def _shared(words: list[str], said: str) -> Iterator[list[str]]:
    """From each word on, the longest run that is said too: if that is others' as well, so is every part of it."""
    for at in range(len(words)):
        end = at
        while end < len(words) and f" {' '.join(words[at : end + 1])} " in said:
            end += 1
        yield words[at:end]


def _telling(run: list[str], of: int) -> bool:
    content = sum(word not in STOP_WORDS for word in run)
    return bool(run) and (content >= CONTENT_WORDS or len(run) >= SHARE * of or len(" ".join(run)) >= LETTERS)
