"""The local embedder for the tests of understanding: the one that is built here, else one built for this run."""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from insight.access.reader import system
from insight.errors import InsightError, Unavailable
from insight.minilm import packaged_source
from insight.store.unit_of_work import Bank
from insight.themes import export_embedder, manifest
from insight.themes.embed import OnnxEmbedder, embedder
from insight.themes.indexing import Indexing

LOCAL = Path(__file__).parents[2] / "models" / "local" / "minilm-int8"


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        manifest.verified(LOCAL)
    except InsightError:
        folder = tmp_path_factory.mktemp("models") / "minilm-int8"
        export_embedder.export(packaged_source(), folder)
        return folder
    return LOCAL


@pytest.fixture(scope="session")
def minilm(model_folder: Path) -> OnnxEmbedder:
    return embedder(model_folder)


class HashingEmbedder:
    """Texts that share words are near: a bag of words, each dealt a direction of its own by its hash."""

    dimensions = 64
    model_id = "hashing-64"

    def __init__(self) -> None:
        self.texts = 0

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for word in set(re.findall(r"[a-z]{4,}", text.lower())):
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
                rows[row] += np.random.default_rng(seed).standard_normal(self.dimensions)
        rows[~rows.any(axis=1), 0] = 1.0
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class MemoryIndex:
    """A neighbour index as honest as can be, whose faults can be switched on: `lies`, `dies`."""

    def __init__(self) -> None:
        self.rows: dict[str, np.ndarray] = {}
        self.asked: list[int] = []
        self.lies = self.dies = False

    def healthy(self) -> bool:
        return True

    def count(self) -> int:
        return len(self.rows)

    def add(self, ids: Sequence[str], vectors: np.ndarray, facets: Sequence[object]) -> None:
        self.rows.update(zip(ids, vectors, strict=True))

    def nearest(self, vector: np.ndarray, limit: int) -> list[tuple[str, float]]:
        self.asked.append(limit)
        if self.dies:
            raise Unavailable("gone")
        if self.lies:
            return [(f"nobody{number}", 0.9) for number in range(limit)]
        near = sorted(((key, float(row @ vector)) for key, row in self.rows.items()), key=lambda one: -one[1])
        return near[:limit]


@pytest.fixture
def hashing() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def index() -> MemoryIndex:
    """The neighbour index of the `bank`, as the services of a test see it."""
    return MemoryIndex()


@pytest.fixture
def indexing(bank: Bank, clock: Callable, hashing: HashingEmbedder, index: MemoryIndex) -> Indexing:
    return Indexing(bank, lambda: hashing, lambda: index, clock)


@pytest.fixture
def index_all(indexing: Indexing) -> Callable[[], int]:
    """Make everything findable that waits; how many stories."""

    def done() -> int:
        number = 0
        while indexing.index_next(system("index"), "test") is not None:
            number += 1
        return number

    return done
