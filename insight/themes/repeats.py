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
    return any(f" {run} " in said and not said_elsewhere(run) for run in _runs(words))


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text).casefold())


def _runs(words: list[str]) -> Iterator[str]:
    """Every run of the words that would be telling, the longest first."""
    for length in range(len(words), 0, -1):
        for at in range(len(words) - length + 1):
            run = words[at : at + length]
            content = sum(word not in STOP_WORDS for word in run)
            if content >= CONTENT_WORDS or length >= SHARE * len(words) or len(" ".join(run)) >= LETTERS:
                yield " ".join(run)
