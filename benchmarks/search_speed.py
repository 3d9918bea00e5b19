"""How long a search takes in the service, from words to results, in banks of a thousand to a million passages.

The stories are CounselChat's answers; beyond some 9,000 passages they are their copies under other ids, with the same
words and with vectors moved a little. Every search goes through the installation's own `Search.search` as a member,
with the gate, over the index that is served.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from benchmarks.copies import OF_A_STORY, copies
from insight.access.reader import Reader, Role, operator, system
from insight.running import IndexServer, free_port
from insight.settings import Settings
from insight.stories.importers.batch import Batch, Row
from insight.stories.story import State
from insight.stories.text import Original
from insight.themes.embed import OnnxEmbedder
from insight.themes.exact import ExactIndex
from insight.themes.index import ChromaIndex, server_command
from insight.themes.kept import Vectors
from insight.themes.passages import cut
from insight.wiring import Services, services

SIZES = (1_000, 10_000, 100_000, 1_000_000)
# Asked in this order: the first after a start, then others until the disk's pages are where a bank in use has them.
FIRST, COMPARED, QUESTIONS = 50, 50, 200
AT_ONCE = 400  # stories brought in at once
MOVED = 0.02  # how far a copy's vector lies from its original, in each dimension


@contextmanager
def served(folder: Path, collection: str) -> Iterator[tuple[str, ChromaIndex]]:
    """A running index server over a folder of its own, and its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    folder.mkdir(exist_ok=True)
    server = subprocess.Popen(server_command(folder, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        index = ChromaIndex(url, collection)
        while not index.healthy() and server.poll() is None:
            time.sleep(0.1)
        yield url, index
    finally:
        server.terminate()
        server.wait(60)


def known_vectors(model: OnnxEmbedder, texts: Sequence[str]) -> dict[str, Vectors]:
    """The vector of every passage and every whole of these texts: embedded once for all sizes."""
    words = list(dict.fromkeys(part for one in texts for part in (*_parts(one), one)))
    return dict(zip(words, model.embed(words), strict=True))


def fill(house: Services, texts: Sequence[str], vectors: Mapping[str, Vectors], size: int) -> None:
    """A bank of about `size` passages and whole stories."""
    wanted, counted = [], 0
    for one in texts:
        counted += len(cut(one)) + 1
        if counted > size:
            break
        wanted.append(one)
    for at in range(0, len(wanted), AT_ONCE):
        some = wanted[at : at + AT_ONCE]
        rows = tuple(Row(number, None, Original(one), None, None, None, None) for number, one in enumerate(some, 1))
        brought = house.bringing_in.take_in(operator(), Batch(rows, ()), approved_by="nobody").stories
        with house.bank.writing() as work:
            for (story, _), words in zip(brought, some, strict=True):
                work.passages.replace(story, words, [(one.start, one.end) for one in cut(words)])
                missing = work.passages.missing_vectors(house.embedder.model_id, story)
                its = {key: vectors[words[start:end]] for key, (start, end) in missing.items()}
                work.passages.keep_vectors(house.embedder.model_id, its)
                work.stories.move_on(story, State.PROTECTED, State.INDEXED)
    with house.bank.reading() as work:
        times = round(size / work.passages.total())
    with house.bank.engine.begin() as connection:
        _copy(connection, times)


def main(data: Path, model: OnnxEmbedder) -> None:
    """Print the table of times."""
    with (data / "counselchat_answers.csv").open(encoding="utf-8", newline="") as file:
        texts = list(dict.fromkeys(row["text"].strip() for row in csv.DictReader(file) if row["text"].strip()))
    with (data / "counselchat_questions.csv").open(encoding="utf-8", newline="") as file:
        asked = list(dict.fromkeys(row["title"] for row in csv.DictReader(file) if row["title"].strip()))
    vectors = known_vectors(model, texts)
    print(
        "\n| passages and whole stories | p50 | p95 | first 50, p95 | index, p95 | recall of ten | memory | filled in |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as place:
            print(_measured(services(Settings(data_dir=Path(place))), texts, vectors, size, asked), flush=True)


def _measured(
    house: Services, texts: Sequence[str], vectors: Mapping[str, Vectors], size: int, asked: Sequence[str]
) -> str:
    fill(house, texts, vectors, size)
    with served(house.settings.data_dir / "index", house.embedder.model_id) as (url, index):
        began = time.perf_counter()
        house.indexing.fill(system("index rebuild"), index)
        filled = time.perf_counter() - began
        with house.bank.reading() as work:
            house.running.tell_index_server(IndexServer(url, work.records.generation()))
        member = Reader("m", "M", Role.MEMBER)
        times = [_timed(lambda query=query: house.search.search(member, query)) for query in asked]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        with house.bank.reading() as work:
            held, table = work.passages.total(), work.passages.every_vector(house.embedder.model_id)
        exact = ExactIndex([one.id for one in table.passages], table.vectors)
        questions = house.embedder.embed(asked[:COMPARED])
        near, recall = _compared(index, exact, questions)
    house.bank.engine.dispose()
    middle, most = np.percentile(times[-QUESTIONS:], [50, 95])
    first = np.percentile(times[:FIRST], 95)
    return (
        f"| {held:,} | {middle:.1f} ms | {most:.1f} ms | {first:.1f} ms | {near:.1f} ms "
        f"| {recall:.2f} | {memory:.0f} MB | {filled:.0f} s |"
    )


def _compared(index: ChromaIndex, exact: ExactIndex, questions: Vectors) -> tuple[float, float]:
    """p95 of the index, in milliseconds, and which part of the ten nearest it finds."""
    times = [_timed(lambda vector=vector: index.nearest(vector, 100)) for vector in questions]
    shared = [
        len({one for one, _ in index.nearest(vector, 10)} & {one for one, _ in exact.nearest(vector, 10)})
        for vector in questions
    ]
    return float(np.percentile(times, 95)), float(np.mean(shared)) / 10


def _timed(ask) -> float:  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - began)


def _parts(words: str) -> list[str]:
    return [words[one.start : one.end] for one in cut(words)]


def _moved(vectors: Vectors, dice: np.random.Generator) -> Vectors:
    moved = vectors + MOVED * dice.standard_normal(vectors.shape, dtype=np.float32)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


def _copy(connection: Connection, times: int) -> None:
    """Everything in the bank once more under other ids, `times` - 1 times."""
    dice = np.random.default_rng(1)
    rows = connection.exec_driver_sql("SELECT text_hash, model, vector FROM vector").all()
    first = np.frombuffer(b"".join(row[2] for row in rows), dtype="<f4").reshape(len(rows), -1)
    for begins in copies(connection, OF_A_STORY, times):
        moved = [
            (begins + key, model, one.tobytes()) for (key, model, _), one in zip(rows, _moved(first, dice), strict=True)
        ]
        connection.exec_driver_sql("INSERT INTO vector (text_hash, model, vector) VALUES (?, ?, ?)", moved)


if __name__ == "__main__":
    from benchmarks.search import MODEL
    from insight.themes.embed import embedder

    folder = os.environ.get("INSIGHT_BENCH_DATA")
    if not folder:
        sys.exit("Set INSIGHT_BENCH_DATA to the folder that holds stories/counselchat_answers.csv.")
    main(Path(folder) / "stories", embedder(MODEL))
