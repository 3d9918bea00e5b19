"""`serve`: starts Chroma, two workers and the web process, waits until all are healthy, and restarts what dies.

It alone owns the vector index's server. When a withdrawal raises the bank's index generation, it starts a new server
on an empty folder, has it filled from the rows, tells everybody, and deletes the old folder: measured, nothing less
makes Chroma's files forget.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from insight.access.reader import system
from insight.errors import Unavailable
from insight.jobs import THREADS_OF_HEAVY
from insight.running import IndexServer
from insight.settings import PROJECT
from insight.wiring import Services

START_SECONDS = 60.0
LOOK_SECONDS = 0.5
STOP_SECONDS = 10.0
# A process that dies more often than this within a minute is left alone, so that a broken machine is not worn out.
MOST_RESTARTS_A_MINUTE = 5

log = structlog.get_logger()


@dataclass
class Child:
    """One process that we started, how to start it again, and when it last had to be."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it, in a process group of its own so that Ctrl-C reaches only us."""
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def worn_out(self) -> bool:
        """Whether it has died too often lately."""
        return len([at for at in self.starts if at > time.monotonic() - 60]) > MOST_RESTARTS_A_MINUTE

    def stop(self) -> None:
        """Ask it to stop, and make it stop if it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Launcher:
    """The processes of one installation."""

    def __init__(self, services: Services, say: Callable[[str], None]) -> None:
        """`say` tells the person at the terminal how far it is."""
        self._services = services
        self._settings = services.settings
        self._say = say
        self._children: list[Child] = []
        self._index: Child | None = None
        self._stopping = False

    def serve(self) -> None:
        """Run until interrupted."""
        with self._services.running.serving():
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, self._on_signal)
            try:
                self._start()
                while not self._stopping:
                    self._look_after()
                    time.sleep(LOOK_SECONDS)
            finally:
                self._stop()

    def _start(self) -> None:
        services = self._services
        _ = services.bank
        if not (self._settings.embedder / "manifest.json").exists():
            self._say("Making the model that reads for meaning. This happens once and takes about half a minute.")
        _ = services.embedder
        if self._settings.chroma_url is None:
            self._swap_index()
        for lane, extra in (("quick", {}), ("heavy", THREADS_OF_HEAVY)):
            self._run(Child(f"worker {lane}", [sys.executable, "-m", "insight.jobs", lane], extra))
        address = f"http://{_shown(self._settings.host)}:{self._settings.port}"
        self._run(Child("web", self._web_command()))
        self._wait_for(f"{address}/insight/health", "The web page")
        self._say(f"Insight is ready at {address}")
        token = None if self._settings.demo else services.sign_in.first_run_link()
        if token is not None:
            self._say(f"Make the steward's account here, once, within a day:\n{address}/insight/welcome/{token}")

    def _web_command(self) -> list[str]:
        server = {"address": self._settings.host, "port": str(self._settings.port)}
        options = [f"--server.{name}={value}" for name, value in server.items()]
        return [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), *options]

    def _look_after(self) -> None:
        """Restart what died; rebuild the index when the bank says so."""
        for child in self._children:
            if not child.alive() and not child.worn_out():
                log.warning("process restarted", process=child.name)
                child.start()
        if self._settings.chroma_url is None:
            server = self._services.running.index_server()
            if server is None or server.generation != self._generation() or not self._index_alive():
                self._swap_index()

    def _index_alive(self) -> bool:
        return self._index is not None and self._index.alive()

    def _generation(self) -> int:
        with self._services.bank.reading() as work:
            return work.records.generation()

    def _swap_index(self) -> None:
        """Serve the present generation's index and let every older one go."""
        from insight.themes.index import ChromaIndex, server_command

        generation = self._generation()
        folder = self._settings.vectors / str(generation)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        port = _free_port()
        new = Child("index", server_command(folder, port))
        new.start()
        server = IndexServer(f"http://127.0.0.1:{port}", generation)
        index = ChromaIndex(server.url, self._services.embedder.model_id)
        until = time.monotonic() + START_SECONDS
        while not index.healthy() and time.monotonic() < until and new.alive():
            time.sleep(0.1)
        old, self._index = self._index, new
        if old is not None:
            old.stop()
        self._services.running.tell_index_server(None)
        for other in self._settings.vectors.iterdir():
            if other.name != str(generation) and other.name.isdigit():
                shutil.rmtree(other, ignore_errors=True)
        if index.healthy():
            with self._services.bank.reading() as work:
                expected = work.passages.count(self._services.embedder.model_id)
            if index.count() != expected:
                self._services.indexing.fill(system("index rebuild"), index)
            if index.count() > expected:
                # It holds what the rows do not: only a new folder is sure to be without it.
                with self._services.bank.writing() as work:
                    work.records.raise_generation()
                return
            self._services.running.tell_index_server(server)
        else:
            log.error("index does not answer; search scans the rows instead")

    def _run(self, child: Child) -> None:
        child.start()
        self._children.append(child)

    def _wait_for(self, url: str, what: str) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and not self._stopping:
            try:
                with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310  # our own loopback address
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
            if any(child.worn_out() for child in self._children):
                break
        if not self._stopping:
            raise Unavailable(f"{what} did not start within a minute. Everything kept is safe. Run doctor to see why.")

    def _on_signal(self, _number: int, _frame: object) -> None:
        self._stopping = True

    def _stop(self) -> None:
        for child in reversed(self._children):
            child.stop()
        if self._index is not None:
            self._index.stop()
        self._services.running.tell_index_server(None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _shown(host: str) -> str:
    return "localhost" if host in {"0.0.0.0", "::"} else host  # noqa: S104  # only what is printed
