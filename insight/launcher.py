"""`serve`: starts Chroma, two workers and the web process, waits until all are healthy, and restarts what dies."""

import contextlib
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import structlog

from insight import logs
from insight.child import Child
from insight.clock import now
from insight.errors import Refused, Unavailable
from insight.index_keeper import IndexKeeper
from insight.jobs import THREADS_OF_HEAVY
from insight.settings import PROJECT
from insight.stories.starter import seed
from insight.wiring import Services

START_SECONDS = 60.0
LOOK_SECONDS = 0.5
# For the web process: Streamlit draws each page in a thread, and glibc keeps a heap for each of them and gives nothing
# back (18 MB after all pages; https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html).
ONE_HEAP = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_MMAP_THRESHOLD_": "131072"}

log = structlog.get_logger()


class Launcher:
    """The processes of one installation."""

    def __init__(self, services: Services, say: Callable[[str], None]) -> None:
        """`say` tells the person at the terminal how far it is."""
        self._services = services
        self._settings = services.settings
        self._say = say
        self._children: list[Child] = []
        self._stopping = False
        self._index: IndexKeeper | None = None

    def serve(self) -> None:
        """Run until interrupted. `Refused` when the folder or the port is somebody else's."""
        logs.to_stderr(self._settings.log_level)
        with self._services.running.serving():
            self._require_free_port()
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
        """Start the web process first and the workers after it: somebody waits for a page, and models take time."""
        services = self._services
        with services.bank.writing() as work:
            seed(work, now())
        if not (self._settings.embedder / "manifest.json").exists():
            self._say("Making the model that reads for meaning. This happens once and takes about half a minute.")
        _ = services.embedder
        web = self._run(Child("web", self._web_command(), ONE_HEAP))
        if self._settings.chroma_url is None:
            self._index = IndexKeeper(services, lambda: self._stopping)
            self._index.look_after()
        address = f"http://{_shown(self._settings.host)}:{self._settings.port}"
        self._wait_for(web, f"{address}/insight/health")
        for lane, extra in (("quick", {}), ("heavy", THREADS_OF_HEAVY)):
            self._run(Child(f"worker {lane}", [sys.executable, "-m", "insight.jobs", lane], extra))
        if self._stopping:
            return
        self._say(f"Insight is ready at {address}")
        token = None if self._settings.demo else services.access.links.first_run_link()
        if token is not None:
            self._say(f"Make the steward's account here, once, within a day:\n{address}/insight/welcome/{token}")

    def _web_command(self) -> list[str]:
        server = {"address": self._settings.host, "port": str(self._settings.port)}
        options = [f"--server.{name}={value}" for name, value in server.items()]
        return [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), *options]

    def _look_after(self) -> None:
        """Restart what died."""
        for child in self._children:
            if not child.alive() and not child.worn_out():
                log.warning("process restarted", process=child.name)
                child.start()
        if self._index is not None:
            try:
                self._index.look_after()
            except Exception as error:  # search has the rows to fall back on; the other processes must go on
                log.error("index could not be looked after", error=type(error).__name__)

    def _run(self, child: Child) -> Child:
        child.start()
        self._children.append(child)
        return child

    def _wait_for(self, web: Child, url: str) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and web.alive() and not self._stopping:
            with (
                contextlib.suppress(urllib.error.URLError, OSError),
                urllib.request.urlopen(url, timeout=2) as answer,  # noqa: S310  # our own loopback address
            ):
                if answer.status == 200:
                    return
            time.sleep(0.1)
        if not self._stopping:
            raise Unavailable("The web page did not start. Everything kept is safe. Run doctor to see why.")

    def _require_free_port(self) -> None:
        """Another program on our port would answer in our place, and our own web process would never start."""
        address = (self._settings.host, self._settings.port)
        family = socket.AF_INET6 if ":" in self._settings.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as error:
                raise Refused(
                    f"Port {self._settings.port} is taken by another program. Name another one with --port."
                ) from error

    def _on_signal(self, _number: int, _frame: object) -> None:
        self._stopping = True

    def _stop(self) -> None:
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.stop()
        if self._index is not None:
            self._index.stop()


def _shown(host: str) -> str:
    return "localhost" if host in {"0.0.0.0", "::"} else host  # noqa: S104  # only what is printed
