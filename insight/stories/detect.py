"""Finds identities in a text: spaCy's names and our own recognisers, weighed against each other. The home of spaCy."""

import importlib
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from threading import Lock
from typing import Any

from insight.errors import Unavailable
from insight.stories.mask import renumber
from insight.stories.policy import Policy
from insight.stories.recognisers import RECOGNISERS
from insight.stories.recognisers.carry import carried
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Named, Reading
from insight.stories.recognisers.doubt import doubted
from insight.stories.recognisers.entities import spans
from insight.stories.recognisers.resolve import resolved
from insight.stories.recognisers.treatments import treated
from insight.stories.recognisers.wording import standing
from insight.stories.spans import Span
from insight.stories.tagger import KEY, register

# spaCy's memory grows with the text it is given at once; pieces of this length keep it flat at no cost in speed.
_PIECE = 5_000


class SpacyDetector:
    """Proposes what to hide. It reads texts only: it keeps, logs and sends nothing of them."""

    def __init__(self, pipeline: str, policy: Callable[[], Policy]) -> None:
        """Name the spaCy pipeline's folder; it is loaded when the first text comes.

        `policy` is asked anew for every text: what an alliance decides holds from the next story on.
        """
        self._pipeline = pipeline
        self._policy = policy
        self._language: Any = None
        self._loading = Lock()

    def detect(self, text: str) -> tuple[Span, ...]:
        """Every identity, sorted, without overlaps; offsets are code points of `text`, which has LF line ends.

        Replacements that stand in the text already are left alone. `entity` holds a person's name as the text has
        it, so it is as secret as the text. Raises Unavailable if the pipeline cannot be loaded.
        """
        cased, quiet = repaired(text)
        walls = tuple(standing(text))
        reading = Reading(text, cased, self._policy(), tuple(self._names(text)), walls, quiet)
        told = chain.from_iterable(find(reading) for find in RECOGNISERS)
        evidence = list(doubted(reading, treated(reading.policy, told)))
        first = resolved(reading, evidence)
        found = resolved(reading, [*evidence, *doubted(reading, carried(reading, first))])
        return renumber(spans(reading, found), [text[start:end] for start, end in walls])

    def _names(self, text: str) -> Iterator[Named]:
        language = self._loaded()
        offset = 0
        for piece in pieces(text):
            if piece.strip():
                for start, end, tag, sure in language(piece).user_data[KEY]:
                    yield Named(offset + start, offset + end, tag, sure)
            offset += len(piece)

    def _loaded(self) -> Any:
        with self._loading:
            if self._language is None:
                self._language = _load(self._pipeline)
        return self._language


def pieces(text: str) -> Iterator[str]:
    """The text in pieces that a model reads at once, cut after a line, a sentence or a word where there is one."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        if end < len(text):
            half = start + _PIECE // 2
            cut = max(text.rfind("\n", half, end), text.rfind(". ", half, end))
            cut = cut if cut > 0 else text.rfind(" ", half, end)
            end = cut + 1 if cut > 0 else end
        yield text[start:end]
        start = end


def _load(pipeline: str) -> Any:
    try:
        spacy = _spacy()
        register()
        return spacy.load(pipeline)
    except (ImportError, OSError, ValueError, AttributeError) as error:
        raise Unavailable(
            "The language model that looks for names could not be loaded, so no story was read. "
            "Run “python -m insight doctor” to see which part is missing."
        ) from error


def _spacy() -> Any:
    """spaCy without torch, which it imports wherever it is installed: a second and 180 MB for no part of ours."""
    if "torch" in sys.modules:
        return importlib.import_module("spacy")
    sys.modules["torch"] = None  # type: ignore[assignment]  # Python's way to say: not to be found
    try:
        return importlib.import_module("spacy")
    finally:
        del sys.modules["torch"]
