"""A text as the tagger reads it: word pieces with their capitals told apart, in windows that end where sentences do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from insight.minilm import FIRST, LAST, TOKENIZER

# How a word is written: MiniLM itself does not tell "hope" from "Hope". 0 is for texts whose capitals say nothing.
SMALL, CAPITAL, SHOUTED = 1, 2, 3
CASES = 4
WINDOW = 190  # pieces read at once: about 140 words
_LEAST = WINDOW // 2
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_ENDS = frozenset(".!?\n")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of a text: their numbers, how each is written, and the code points each stands for."""

    ids: NDArray[np.int64]
    cases: NDArray[np.int64]
    offsets: list[tuple[int, int]]

    def windows(self, text: str) -> Iterator[slice]:
        """Stretches of pieces that are read at once, each ending after a sentence where there is one."""
        start, count = 0, len(self.offsets)
        while start < count:
            end = min(count, start + WINDOW)
            if end < count:
                ends = (at for at in range(end, start + _LEAST, -1) if text[self.offsets[at - 1][0]] in _ENDS)
                end = next(ends, end)
            yield slice(start, end)
            start = end


class Cutter:
    """Cuts texts into pieces."""

    def __init__(self, source: Path) -> None:
        """Load the tokenizer of the packaged model."""
        import tokenizers

        self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(source / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def cut(self, text: str, quiet: bool) -> Pieces:
        """The pieces of a text; `quiet` says that its capitals tell nothing."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        written = np.zeros(len(text) + 1, dtype=np.int64)
        if not quiet:
            for word in _WORD.finditer(text):
                written[word.start() : word.end()] = _written(word.group())
        starts = np.array([start for start, _ in encoded.offsets], dtype=np.int64)
        return Pieces(np.array(encoded.ids, dtype=np.int64), written[starts], encoded.offsets)


def framed(numbers: NDArray[np.int64], first: int = FIRST, last: int = LAST) -> NDArray[np.int64]:
    """A window with what opens and closes every text."""
    return np.concatenate(([first], numbers, [last]))


def _written(word: str) -> int:
    if word.isupper() and len(word) > 1:
        return SHOUTED
    return CAPITAL if word[0].isupper() else SMALL
