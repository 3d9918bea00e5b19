"""One process that the launcher started: how to start it, whether it runs, and how to end it."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from insight.settings import PROJECT

STOP_SECONDS = 10.0
# A process that dies more often than this within a minute is started more seldom, so that a broken machine is not worn
# out, and still soon enough for whoever waits for a page.
MOST_STARTS_A_MINUTE = 12
THEN_EVERY = 5.0  # seconds
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass
class Child:
    """A process, how to start it again, and when it last had to be."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it, in a process group of its own so that Ctrl-C reaches only us; it ends with us, however we end."""
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_dies_with_parent(),
        )

    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def worn_out(self) -> bool:
        """Whether it was started so often within the last minute, and so lately, that it is left alone for now."""
        now = time.monotonic()
        lately = [at for at in self.starts if at > now - 60]
        return len(lately) >= MOST_STARTS_A_MINUTE and lately[-1] > now - THEN_EVERY

    def ask_to_stop(self) -> None:
        """Tell it that it should end, without waiting for it."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

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


def _dies_with_parent() -> Callable[[], None] | None:
    """What a new process does first: ask Linux for an end when we are killed. Elsewhere there is no such way."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl  # looked up before the fork: only the call itself is safe after it

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask
