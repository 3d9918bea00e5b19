"""The local embedder for the tests of understanding: the one that is built here, else one built for this run."""

import hashlib
import random
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
from insight.themes.building import Finder
from insight.themes.builds import Builds
from insight.themes.by_hand import ByHand
from insight.themes.changing import Dresser
from insight.themes.discover import discover, steadiness
from insight.themes.embed import OnnxEmbedder, embedder
from insight.themes.found import Discovery
from insight.themes.indexing import Indexing
from insight.themes.marked import Marked
from insight.themes.proposals import Proposals
from insight.themes.shelf import Shelf

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

    def count(self) -> int:
        return len(self.rows)

    def holds(self, total: int) -> bool:
        return total == len(self.rows)

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


# What four kinds of conversations speak of; a story is a few sentences of one kind.
KINDS = {
    "telephone": "telephone ringing voicemail callback number answered receiver switchboard",
    "garden": "garden tomatoes spade allotment beans compost greenhouse watering",
    "letter": "letter envelope benefits appeal tribunal decision brown paperwork",
    "kitchen": "kitchen soup cooking onions saucepan supper ladle bread",
}


def words(kind: str, number: int) -> str:
    """What somebody told of one kind, a little different each time."""
    dice = random.Random(f"{kind}{number}")
    some = KINDS[kind].split()
    return " ".join(f"The {' and the '.join(dice.sample(some, 4))} mattered to me then." for _ in range(3))


@pytest.fixture
def told(tell: Callable[..., str], index_all: Callable[[], int]) -> Callable[..., dict[str, list[str]]]:
    """Tell `number` stories of each kind from a first number on, and index them; ids by kind."""

    def some(number: int, first: int = 0, **facts: object) -> dict[str, list[str]]:
        ids = {kind: [tell(words(kind, first + one), **facts) for one in range(number)] for kind in KINDS}
        index_all()
        return ids

    return some


@pytest.fixture
def shelf(bank: Bank, clock: Callable) -> Shelf:
    return Shelf(bank, clock)


@pytest.fixture
def dresser(hashing: HashingEmbedder, clock: Callable) -> Dresser:
    return Dresser(lambda: hashing, clock)


@pytest.fixture
def builds(bank: Bank, clock: Callable, hashing: HashingEmbedder, dresser: Dresser) -> Builds:
    return Builds(bank, lambda: hashing, lambda: Finder(discover, steadiness), dresser, clock)


@pytest.fixture
def build_with(bank: Bank, clock: Callable, hashing: HashingEmbedder, dresser: Dresser) -> Callable[..., Builds]:
    """Builds that group passages in a way of one's own."""

    def steady(passages: object, vectors: object, discovery: Discovery) -> tuple[float, ...]:
        return tuple(0.5 for _ in discovery.themes)

    return lambda found_by: Builds(bank, lambda: hashing, lambda: Finder(found_by, steady), dresser, clock)


class Nothing:
    """A detector that finds nothing, but a canary."""

    def detect(self, text: str) -> list[str]:
        return [text] if "Zebedee" in text else []


@pytest.fixture
def by_hand(bank: Bank, clock: Callable, dresser: Dresser) -> ByHand:
    return ByHand(bank, dresser, Nothing, clock)


@pytest.fixture
def proposals(bank: Bank, clock: Callable, dresser: Dresser) -> Proposals:
    return Proposals(bank, dresser, clock)


@pytest.fixture
def marked(bank: Bank, clock: Callable, hashing: HashingEmbedder) -> Marked:
    return Marked(bank, lambda: hashing, clock)
