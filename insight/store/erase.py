"""After a deletion: makes the database's files forget, and looks through every file of the bank to prove it."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Engine

from insight.stories.needles import Needles

# Readers hold a checkpoint up only as long as their queries last.
PATIENCE_SECONDS = 15.0


def flush(engine: Engine) -> bool:
    """Write the log back and empty it, so that no file holds pages from before; whether that could be done.

    Deleted cells are overwritten at once (`secure_delete`); what is left of them is in the write-ahead log.
    """
    if engine.dialect.name != "sqlite":
        return False
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with engine.connect() as connection:
            raw = connection.connection.cursor()
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            raw.close()
        if not busy:
            return True
        time.sleep(0.1)
    return False


def files(folder: Path) -> Iterator[Path]:
    """Every ordinary file of a folder, whoever put it there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def holding(paths: Iterable[Path], needles: Needles) -> tuple[int, tuple[Path, ...]]:
    """How many files were looked through, and those that hold one of the needles.

    They are read and not mapped into memory: one that is cut short meanwhile would end the process.
    """
    seen, found = 0, []
    for path in paths:
        try:
            with path.open("rb", buffering=0) as file:
                if needles.stand_in(file.read):
                    found.append(path)
        except FileNotFoundError:
            continue  # it went while we looked
        seen += 1
    return seen, tuple(found)
