"""Finds identities in a text: spaCy's names and our own recognisers, weighed against each other. The home of spaCy."""

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

from insight.errors import Unavailable
from insight.stories.mask import renumber
from insight.stories.policy import Policy
from insight.stories.recognisers import RECOGNISERS
from insight.stories.recognisers.carry import carried
from insight.stories.recognisers.casing import repaired
from insight.stories.recognisers.contract import Named, Reading
from insight.stories.recognisers.entities import spans
from insight.stories.recognisers.resolve import resolved
from insight.stories.recognisers.treatments import treated
from insight.stories.recognisers.wording import standing
from insight.stories.spans import Span

# spaCy's memory grows with the text it is given at once; pieces of this length keep it flat at no cost in speed.
_PIECE = 5_000
# Everything in a pipeline but these is left out: it would cost time and add nothing to the names.
_UNUSED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "morphologizer", "textcat")


class SpacyDetector:
    """Proposes what to hide. It reads texts only: it keeps, logs and sends nothing of them."""

    def __init__(self, pipeline: str, policy: Callable[[], Policy]) -> None:
        """Name the spaCy pipeline, an installed package or a folder; it is loaded when the first text comes.

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
        reading = Reading(text, cased, self._policy(), tuple(self._names(cased)), walls, quiet)
        evidence = list(treated(reading.policy, chain.from_iterable(find(reading) for find in RECOGNISERS)))
        first = resolved(reading, evidence)
        found = resolved(reading, [*evidence, *carried(reading, first)])
        return renumber(spans(reading, found), [text[start:end] for start, end in walls])

    def _names(self, text: str) -> Iterator[Named]:
        language = self._loaded()
        offset = 0
        for piece in pieces(text):
            if piece.strip():
                for entity in language(piece).ents:
                    yield Named(offset + entity.start_char, offset + entity.end_char, entity.label_)
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
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        spacy = _spacy(pipeline)
        if Path(pipeline).is_dir():
            language = spacy.load(pipeline, exclude=_UNUSED)
        else:
            language = importlib.import_module(pipeline).load(exclude=_UNUSED)
    except (ImportError, OSError, ValueError, AttributeError) as error:
        raise Unavailable(
            "The language model that looks for names could not be loaded, so no story was read. "
            "Run “python -m insight doctor” to see which part is missing."
        ) from error
    # The names have their own vectors in small pipelines; a shared one is kept only where they listen to it.
    ner = language.get_pipe("ner") if "ner" in language.pipe_names else None
    shares = ner is not None and any(node.name == "tok2vec-listener" for node in ner.model.walk())
    if "tok2vec" in language.pipe_names and not shares:
        language.remove_pipe("tok2vec")
    return language


def _spacy(pipeline: str) -> Any:
    """spaCy, without torch unless the pipeline is a transformer.

    spaCy imports torch wherever it is installed: a second and 180 MB, for pipelines that have no part made of it.
    """
    found = importlib.util.find_spec(pipeline) if not Path(pipeline).is_dir() else None
    folder = Path(found.origin).parent if found and found.origin else Path(pipeline)
    configs = (one.read_text("utf-8") for one in folder.rglob("config.cfg"))
    if "torch" in sys.modules or any("transformer" in one for one in configs):
        return importlib.import_module("spacy")
    sys.modules["torch"] = None  # type: ignore[assignment]  # Python's way to say: not to be found
    try:
        return importlib.import_module("spacy")
    finally:
        del sys.modules["torch"]
