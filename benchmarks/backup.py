"""How long a backup takes with its reading back, and a restore, and how much memory: `python -m benchmarks.backup`.

The stories are the demo's, over and over, with as many passages as real ones have and made-up vectors.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from benchmarks.copies import OF_A_STORY, copies
from insight.access.reader import operator
from insight.demo.load import stories
from insight.settings import Settings
from insight.stories.importers.batch import Batch, Row
from insight.stories.text import Original
from insight.themes.passages import cut
from insight.wiring import Services, services

STORIES = 10_000
FIRST = 500  # so many are brought in; the others are copies of their rows under other ids
COPIED = OF_A_STORY | {"vector": ("text_hash",)}
MODEL = "a model of this size"
PASSPHRASE = "tulip harness gravel moon"
MEASURED = ("backup and reading it back", "restore")


def main() -> None:
    """Print one table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _fill(services(Settings(data_dir=folder / "a")))
        size = (folder / "a" / "insight.db").stat().st_size
        print(
            f"| {STORIES:,} stories, a database of {size / 1e6:.0f} MB | seconds | most memory |\n| --- | --- | --- |"
        )
        for what in MEASURED:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.backup", what, str(folder)],
                capture_output=True, text=True, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"},
            )  # fmt: skip
            print(f"| {what} | {done.stdout.strip()} |")
        print(f"| the file | | {(folder / 'one.backup').stat().st_size / 1e6:.0f} MB on disk |")


def measure(what: str, folder: Path) -> None:
    """One of the two, in a process of its own: `12.3 s | 456 MB`."""
    began = time.perf_counter()
    if what == MEASURED[0]:
        services(Settings(data_dir=folder / "a")).keeping.backups.make(operator(), folder / "one.backup", PASSPHRASE)
    else:
        restoring = services(Settings(data_dir=folder / "b")).keeping.restoring
        restoring.restore(operator(), folder / "one.backup", lambda: PASSPHRASE)
    seconds = time.perf_counter() - began
    print(f"{seconds:.1f} | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _fill(house: Services) -> None:
    numbers = np.random.default_rng(1)
    told = (" ".join(part["text"] for part in one["parts"]) for one in cycle(list(stories())))
    texts = [f"{one} This was told by number {number}." for number, one in enumerate(islice(told, FIRST))]
    rows = tuple(Row(n, None, Original(one), None, None, None, None) for n, one in enumerate(texts, 1))
    brought = house.bringing_in.take_in(operator(), Batch(rows, ()), approved_by="nobody")
    with house.bank.writing() as work:
        for (story, _), words in zip(brought.stories, texts, strict=True):
            work.passages.replace(story, words, [(one.start, one.end) for one in cut(words)])
            hashes = work.passages.missing_vectors(MODEL, story)
            vectors = numbers.standard_normal((len(hashes), 384), dtype=np.float32)
            work.passages.keep_vectors(MODEL, dict(zip(hashes, vectors, strict=True)))
    with house.bank.engine.begin() as connection:
        for _ in copies(connection, COPIED, STORIES // FIRST):
            pass
    house.bank.engine.dispose()


if __name__ == "__main__":
    measure(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) > 1 else main()
