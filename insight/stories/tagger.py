"""Our trained part of the spaCy pipeline: how likely each word of a text belongs to an identity, and to which kind."""

import re
import shutil
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from insight.errors import Damaged
from insight.minilm import packaged_source, word_pieces
from insight.stories.pieces import Cutter, Pieces, framed
from insight.stories.recognisers.casing import repaired
from insight.stories.tags import TAGS

NAME = "identity_tagger"
MODEL_FILE = "model.onnx"
KEY = "identities"  # where in a document's own data the words are put
LEAST = 0.01  # a word below this is taken for no identity's by anybody
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


def register() -> None:
    """Make our part known to spaCy, so that a pipeline that names it can be loaded."""
    from spacy.language import Language

    if not Language.has_factory(NAME):
        Language.factory(NAME, func=_make)


def _make(nlp: object, name: str) -> "Tagger":
    """A tagger without its weights, which come from disk."""
    return Tagger()


class Tagger:
    """MiniLM's six layers trained on marked stories, as int8. Each likely word is put beside the document."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._folder: Path | None = None
        self._session: Any = None

    def from_disk(self, path: str | Path, *, exclude: object = ()) -> "Tagger":
        """Load the weights. Damaged: they cannot be read."""
        import onnxruntime

        self._folder = Path(path)
        source = packaged_source()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(self._folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
            )
        except Exception as broken:
            raise Damaged("The model that looks for names cannot be loaded. No story was read.") from broken
        self._cutter = Cutter(source)
        self._vectors = word_pieces(source)
        return self

    def to_disk(self, path: str | Path, *, exclude: object = ()) -> None:
        """Copy the weights."""
        if self._folder is not None and self._folder != Path(path):
            Path(path).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._folder / MODEL_FILE, Path(path) / MODEL_FILE)

    def __call__(self, doc: Any) -> Any:
        """Mark the words of a spaCy `Doc`: (start, end, tag, likelihood), in code points.

        Not as spans of spaCy's tokens: "a/b@c.d" is one of those, and all of it would be hidden for one word.
        """
        doc.user_data[KEY] = tuple(self._words(doc.text))
        return doc

    def _words(self, text: str) -> Iterator[tuple[int, int, str, float]]:
        _, quiet = repaired(text)
        pieces = self._cutter.cut(text, quiet)
        if not pieces.offsets:
            return
        chances = self.chances(text, pieces)
        starts = [start for start, _ in pieces.offsets]
        for word in _WORD.finditer(text):
            first, last = bisect_left(starts, word.start()), bisect_left(starts, word.end())
            if first < last:
                chance = chances[first:last].mean(axis=0)
                if 1 - chance[0] >= LEAST:
                    yield word.start(), word.end(), TAGS[1 + int(chance[1:].argmax())], float(1 - chance[0])

    def chances(self, text: str, pieces: Pieces) -> NDArray[np.float32]:
        """(pieces, tags): how likely each piece is of each kind."""
        found = [
            self._session.run(
                None,
                {
                    "vectors": self._vectors[framed(pieces.ids[window])][np.newaxis],
                    "cases": framed(pieces.cases[window], 0, 0)[np.newaxis],
                },
            )[0][0, 1:-1]
            for window in pieces.windows(text)
        ]
        return np.concatenate(found)
