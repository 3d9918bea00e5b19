"""The index against a real Chroma server on loopback: ids, vectors and facets only, and plain words when it is away."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import numpy as np
import pytest

from insight.errors import Unavailable
from insight.running import free_port
from insight.themes.exact import ExactIndex
from insight.themes.index import ChromaIndex, server_command


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder, port = tmp_path_factory.mktemp("vectors"), free_port()
    quiet = {**os.environ, "CHROMA_OTEL_COLLECTION_ENDPOINT": ""}
    process = subprocess.Popen(
        server_command(folder, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet, cwd=folder
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while not ChromaIndex(url, "any").healthy():
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not answer within a minute"
            time.sleep(0.1)
        yield url, folder
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    rows = np.random.default_rng(1).normal(size=(1500, 384)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _ids(count: int) -> list[str]:
    return [f"p{number:05d}" for number in range(count)]


def test_nearest_agrees_with_the_exact_scan(server: tuple[str, Path], vectors: np.ndarray) -> None:
    index, ids = ChromaIndex(server[0], "nearest"), _ids(len(vectors))
    index.add(ids, vectors, [{"kind": "worker", "inquiry": 1, "quotes": True}] * len(ids))
    exact = ExactIndex(ids, vectors)
    assert index.count() == len(ids)
    same = 0
    for vector in vectors[:50]:
        found = index.nearest(vector, 10)
        assert found[0][0] == exact.nearest(vector, 1)[0][0]
        assert found[0][1] == pytest.approx(1.0, abs=1e-4)
        same += len({id_ for id_, _ in found} & {id_ for id_, _ in exact.nearest(vector, 10)})
    assert same >= 450  # nine of ten, on vectors without any structure: the hardest case


def test_adding_again_replaces(server: tuple[str, Path], vectors: np.ndarray) -> None:
    index, ids = ChromaIndex(server[0], "again"), _ids(5)
    for _ in range(2):
        index.add(ids, vectors[:5], [{}] * 5)
    assert index.count() == 5
    assert {id_ for id_, _ in index.nearest(vectors[0], 10)} == set(ids)


def test_what_it_holds_is_counted_anew_for_another_number(server: tuple[str, Path], vectors: np.ndarray) -> None:
    one, two = ChromaIndex(server[0], "holds"), ChromaIndex(server[0], "holds")
    one.add(_ids(3), vectors[:3], [{}] * 3)
    assert [two.holds(number) for number in (2, 3, 3, 4)] == [False, True, True, False]
    one.add(["more"], vectors[3:4], [{}])
    assert [two.holds(number) for number in (3, 4)] == [False, True]


def test_what_it_held_is_forgotten_with_the_server(server: tuple[str, Path], vectors: np.ndarray) -> None:
    index = ChromaIndex(server[0], "gone")
    index.add(_ids(3), vectors[:3], [{}] * 3)
    assert index.holds(3)
    chromadb.HttpClient(host="127.0.0.1", port=urlsplit(server[0]).port).delete_collection("gone")
    with pytest.raises(Unavailable):
        index.nearest(vectors[0], 1)
    assert not index.holds(3)


def test_two_clients_of_one_server_see_each_other(server: tuple[str, Path], vectors: np.ndarray) -> None:
    one, two = ChromaIndex(server[0], "shared"), ChromaIndex(server[0], "shared")
    one.add(["a"], vectors[:1], [{}])
    two.add(["b"], vectors[1:2], [{}])
    assert one.count() == two.count() == 2


def test_an_empty_collection_finds_nothing(server: tuple[str, Path], vectors: np.ndarray) -> None:
    assert ChromaIndex(server[0], "empty").nearest(vectors[0], 5) == []


def test_words_of_a_story_are_refused_as_a_facet(server: tuple[str, Path], vectors: np.ndarray) -> None:
    told = "they sat with me in the corridor and nobody else had ever done such a thing before"
    with pytest.raises(ValueError, match="64 characters"):
        ChromaIndex(server[0], "facets").add(["a"], vectors[:1], [{"kind": told}])


def test_a_server_that_is_away_is_said_in_plain_words(vectors: np.ndarray) -> None:
    index = ChromaIndex(f"http://127.0.0.1:{free_port()}", "away")
    start = time.monotonic()
    assert not index.healthy()
    assert time.monotonic() - start < 1
    for ask in (index.count, lambda: index.nearest(vectors[0], 3), lambda: index.holds(0)):
        with pytest.raises(Unavailable, match="Nothing was lost"):
            ask()


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "http://127.0.0.1:1", "http://localhost:99999"])
def test_health_never_raises(url: str) -> None:
    assert ChromaIndex(url, "x").healthy() is False
