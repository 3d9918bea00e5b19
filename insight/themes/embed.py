"""Turns text into vectors of meaning with the local int8 model; the home of onnxruntime and tokenizers."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from insight.errors import Damaged
from insight.themes import manifest

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
MAX_TOKENS = 256  # what all-MiniLM-L6-v2 was trained to read; a passage of 90 words has about 120
_HASH_SHOWN = 12  # enough of the file's SHA-256 to tell two models apart

Vectors = NDArray[np.float32]


class OnnxEmbedder:
    """all-MiniLM-L6-v2 as int8: 23 MB, about 3 ms a query. Safe to share between threads.

    One text a call, without padding and with one thread: in a batch an int8 vector depends on its
    neighbours (the same texts in another order: cosine .986), one by one it is the same to the bit.
    """

    dimensions = 384

    def __init__(self, folder: Path) -> None:
        """Read which model lies in the folder; it is loaded (67 MB) when there is a first text to embed."""
        self._folder = folder
        described = manifest.read(folder)
        self.model_id = f"{described.name}-{described.files[MODEL_FILE][:_HASH_SHOWN]}"

    @cached_property
    def _loaded(self) -> tuple["Tokenizer", "InferenceSession"]:
        import onnxruntime
        import tokenizers

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            tokenizer = tokenizers.Tokenizer.from_file(str(self._folder / TOKENIZER_FILE))
            session = onnxruntime.InferenceSession(
                str(self._folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
            )
        except Exception as broken:
            raise Damaged(
                "The model that reads for meaning cannot be loaded. No story is touched by that. "
                "Delete the model's folder and build it again."
            ) from broken
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        return tokenizer, session

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, 384) float32, each row of length 1; the same vector for a text alone, in any order, in any process.

        Damaged: the model cannot be loaded.
        """
        tokenizer, session = self._loaded
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            encoded = tokenizer.encode(text)
            vectors[row] = session.run(
                None,
                {
                    "input_ids": np.array([encoded.ids], dtype=np.int64),
                    "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
                },
            )[0][0]
        return vectors


def embedder(folder: Path) -> OnnxEmbedder:
    """The embedder in this folder, after its files were checked against the manifest; Damaged if one was changed."""
    manifest.verified(folder)
    return OnnxEmbedder(folder)
