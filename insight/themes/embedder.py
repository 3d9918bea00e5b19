"""What the rest of the house may ask of whatever turns text into vectors of meaning."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns texts into unit vectors whose cosine says how near two texts are in meaning."""

    @property
    def model_id(self) -> str:
        """Names the very weights: vectors of two ids are never compared."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimensions) float32, each row of length 1, in the order of the texts."""
