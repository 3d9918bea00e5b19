"""The files of a bank as a withdrawal sees them: flushed, the index of an older generation gone, and scanned."""

import shutil
import time
from getpass import getuser
from pathlib import Path
from tempfile import gettempdir

from sqlalchemy import Engine

from insight.running import Running
from insight.settings import Settings
from insight.store import erase
from insight.stories.needles import Needles

# The launcher fills a new index of a few thousand stories in seconds.
PATIENCE_SECONDS = 60.0
# How names of files begin that we would write to the system's folder for temporary files.
TEMPORARY = "insight-"


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

    def holding(self, needles: Needles) -> tuple[int, tuple[str, ...]]:
        """How many files were looked through, and which hold one of these: of the data folder by their place in it.

        Besides that folder: models made here, and what a process of ours left in the system's folder for such files.
        """
        data = self._settings.data_dir
        ours = [one for one in Path(gettempdir()).glob(f"{TEMPORARY}*") if one.owner() == getuser()]
        folders = [data, *(one for one in (self._settings.models_dir, *ours) if not one.is_relative_to(data))]
        paths = [path for folder in folders for path in ([folder] if folder.is_file() else erase.files(folder))]
        seen, found = erase.holding(paths, needles)
        return seen, tuple(str(one.relative_to(data) if one.is_relative_to(data) else one) for one in found)
