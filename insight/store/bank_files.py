"""The files of a bank as a withdrawal sees them: flushed, the index of an older generation gone, and scanned."""

import shutil
import time

from sqlalchemy import Engine

from insight.running import Running
from insight.settings import Settings
from insight.store import erase

# The launcher fills a new index of a few thousand stories in seconds.
PATIENCE_SECONDS = 60.0


class BankFiles:
    """Over one data folder."""

    def __init__(self, engine: Engine, settings: Settings, running: Running) -> None:
        """`running` tells whether a launcher is at work, which alone may touch the index it serves."""
        self._engine = engine
        self._settings = settings
        self._running = running

    def flush(self) -> bool:
        """Make the database's files forget what was deleted."""
        return erase.flush(self._engine)

    def swap_index(self, generation: int) -> str | None:
        """See that no index older than `generation` is left; what could not be proven, in words."""
        if self._settings.chroma_url is not None:
            return (
                f"The files of the vector index at {self._settings.chroma_url} are not on this machine's data folder."
            )
        if not self._running.is_served():
            shutil.rmtree(self._settings.vectors, ignore_errors=True)
            return None
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if not any(one.name.isdigit() and int(one.name) < generation for one in self._settings.vectors.glob("*")):
                return None
            if not self._running.is_served():
                return self.swap_index(generation)
            time.sleep(0.2)
        return "The vector index has not been rebuilt yet. Run doctor in a minute to see that it was."

    def holding(self, needles: tuple[bytes, ...]) -> tuple[int, tuple[str, ...]]:
        """How many files of the data folder were looked through, and which hold one of these."""
        return erase.holding(self._settings.data_dir, needles)
