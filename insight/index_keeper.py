"""Keeps the vector index's server: starts it, fills it, restarts it, and begins a new one when the bank forgets.

Measured: nothing less than a new folder makes Chroma's files forget. So when a withdrawal raises the bank's index
generation, the old server is stopped, its folder deleted, and a new one filled from the rows; searches scan the rows
meanwhile. It is told to the others before it is filled: whatever is indexed from then on is pushed by the worker.
"""

import shutil
import time
from collections.abc import Callable

import structlog

from insight.access.reader import system
from insight.child import Child
from insight.errors import Unavailable
from insight.running import IndexServer, free_port
from insight.wiring import Services

START_SECONDS = 60.0
# How often the index is compared with the rows: a push may have failed, and search scans the rows until it is mended.
COMPARE_SECONDS = 10.0

log = structlog.get_logger()


class IndexKeeper:
    """One Chroma server over `vectors/<generation>`."""

    def __init__(self, services: Services, stopping: Callable[[], bool]) -> None:
        """`stopping` tells when waiting makes no sense any more."""
        self._services = services
        self._stopping = stopping
        self._child = Child("index", [])
        self._generation: int | None = None
        self._compared = 0.0

    def look_after(self) -> None:
        """See that a server runs on the present generation and holds what the rows hold."""
        generation = self._bank_generation()
        if not self._child.alive() or generation != self._generation:
            if not self._child.worn_out():
                self._begin(generation)
        elif time.monotonic() > self._compared + COMPARE_SECONDS:
            self._compare()

    def stop(self) -> None:
        """Stop the server and tell the others."""
        self._services.running.tell_index_server(None)
        self._child.stop()

    def _begin(self, generation: int) -> None:
        """Stop what runs, delete every other generation's folder, serve this one's. Never two servers on a folder."""
        from insight.themes.index import server_command

        if self._generation is not None:
            log.warning("index started again", generation=generation)
        self.stop()
        settings = self._services.settings
        folder = settings.vectors / str(generation)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for other in settings.vectors.iterdir():
            if other.name != folder.name and other.name.isdigit():
                shutil.rmtree(other, ignore_errors=True)
        port = free_port()
        self._child.command = server_command(folder, port)
        self._generation = generation
        try:
            self._child.start()
        except OSError as error:
            log.error("index cannot be started; search scans the rows instead", error=type(error).__name__)
            return
        server = IndexServer(f"http://127.0.0.1:{port}", generation)
        if self._answers(server):
            self._services.running.tell_index_server(server)
            self._compare()
        else:
            log.error("index does not answer; search scans the rows instead")
            self._child.stop()

    def _answers(self, server: IndexServer) -> bool:
        from insight.themes.index import ChromaIndex

        index = ChromaIndex(server.url, self._services.embedder.model_id)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._child.alive() and not self._stopping():
            if index.healthy():
                return True
            time.sleep(0.05)
        return False

    def _compare(self) -> None:
        """Fill the index when it holds less than the rows; begin anew when it holds more, for that cannot be erased."""
        self._compared = time.monotonic()
        index = self._services.index()
        if index is None:
            return
        try:
            held = index.count()  # before the rows are counted: a worker commits rows first and pushes then
            with self._services.bank.reading() as work:
                expected = work.passages.count(self._services.embedder.model_id)
            if held < expected:
                self._services.indexing.fill(system("index rebuild"), index)
            elif held > expected:
                log.warning("index held more than the rows and begins anew", number=held - expected)
                with self._services.bank.writing() as work:
                    work.records.raise_generation()
        except Unavailable:
            log.warning("index did not answer; search scans the rows meanwhile")

    def _bank_generation(self) -> int:
        with self._services.bank.reading() as work:
            return work.records.generation()
