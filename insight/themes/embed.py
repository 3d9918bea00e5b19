"""Turns text into vectors of meaning with the local int8 model; the home of onnxruntime and tokenizers."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from insight.errors import Damaged
from insight.themes import manifest

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
        """Load the model that the exporter wrote into the folder. Damaged: it cannot be loaded."""
        import onnxruntime
        import tokenizers

        described = manifest.read(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER_FILE))
            self._session = onnxruntime.InferenceSession(
                str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
            )
        except Exception as broken:
            raise Damaged(
                "The model that reads for meaning cannot be loaded. No story is touched by that. "
                "Delete the model's folder and build it again."
            ) from broken
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self.model_id = f"{described.name}-{described.files[MODEL_FILE][:_HASH_SHOWN]}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(n, 384) float32, each row of length 1; the same vector for a text alone, in any order, in any process."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            encoded = self._tokenizer.encode(text)
            vectors[row] = self._session.run(
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
