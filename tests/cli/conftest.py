"""The command line as scripts use it: real processes on a folder of their own, and one demo bank that tests copy."""

import atexit
import json
import os
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from insight.running import free_port

PROJECT = Path(__file__).resolve().parents[2]
# A child that says nothing for this long hangs; making the embedder on a busy machine takes under half of it.
PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Done:
    """A process that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout, escaped to ASCII."""
        assert self.code in (0, 1), self.err
        assert self.out.isascii()
        assert self.out.endswith("\n")
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """One JSON document a line."""
        assert self.code == 0, self.err
        assert self.out.isascii()
        return [json.loads(line) for line in self.out.splitlines()]


class Forks:
    """Runs commands in processes forked from one that has everything imported already."""

    def __init__(self) -> None:
        self._origin = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forked"],
            cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        atexit.register(self._origin.kill)

    def run(self, arguments: list[str], environment: dict[str, str], stdin: bytes) -> Done:
        """One command to its end."""
        assert self._origin.stdin is not None
        assert self._origin.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder, name) for name in ("in", "out", "err")]
            for path, content in zip(streams, (stdin, b"", b""), strict=True):
                path.write_bytes(content)
            asked = {"arguments": arguments, "environment": environment, "streams": [str(one) for one in streams]}
            print(json.dumps(asked), file=self._origin.stdin, flush=True)
            ready, _, _ = select.select([self._origin.stdout], [], [], PATIENCE_SECONDS)
            if not ready:
                os.killpg(self._origin.pid, signal.SIGKILL)
                raise AssertionError(f"the command did not end: {arguments}")
            code = int(self._origin.stdout.readline())
            return Done(code, streams[1].read_bytes().decode(), streams[2].read_bytes().decode())


@cache
def forks() -> Forks:
    """The one of this test process."""
    return Forks()


class Cli:
    """`cli("search", "waiting", "--json")` on one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("INSIGHT_")}
        return {**kept, "INSIGHT_DATA_DIR": str(self.data)}

    def __call__(self, *arguments: object, stdin: str | bytes = b"", **environment: str) -> Done:
        said = forks().run(
            [str(one) for one in arguments],
            {**self.environment, **environment},
            stdin.encode() if isinstance(stdin, str) else stdin,
        )
        assert "Traceback" not in said.err
        return said

    def afresh(self, *arguments: object) -> None:
        """The command as the shell starts it, imports and all."""
        command = [sys.executable, "-m", "insight", *(str(one) for one in arguments)]
        subprocess.run(command, cwd=PROJECT, env=self.environment, capture_output=True, check=True)


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command line on a folder that does not exist yet."""
    return Cli(tmp_path / "bank")


@pytest.fixture(scope="session")
def demo(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The demo bank with its themes, for tests that only read it."""
    return Cli(copied(demo_data, tmp_path_factory.mktemp("demo") / "bank"))


@pytest.fixture
def demo_copy(demo: Cli, tmp_path: Path) -> Cli:
    """A demo bank of one's own, to change."""
    return Cli(copied(demo.data, tmp_path / "copy"))


def copied(data: Path, to: Path) -> Path:
    """A copy that only its owner may look into, as doctor wants it.

    The database is copied as SQLite does it: a command of the test before may be closing it just now.
    """
    shutil.copytree(data, to, ignore=shutil.ignore_patterns("insight.db*"))
    with closing(sqlite3.connect(data / "insight.db")) as its, closing(sqlite3.connect(to / "insight.db")) as copy:
        its.backup(copy)
    (to / "insight.db").chmod(0o600)
    to.chmod(0o700)
    return to


@pytest.fixture
def served(demo_copy: Cli) -> Iterator[Cli]:
    """A demo bank of one's own that `serve` runs on."""
    import time

    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "insight", "serve", "--port", str(port)],
        cwd=PROJECT,
        env=demo_copy.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        until = time.monotonic() + PATIENCE_SECONDS
        for line in process.stderr:
            if "Insight is ready" in line:
                break
            assert time.monotonic() < until
        else:
            raise AssertionError("serve ended before it was ready")
        yield demo_copy
    finally:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture
def rows(tmp_path: Path) -> Callable[..., Path]:
    """`rows(["ref", "text"], ["a", "It was good."], …)` writes a CSV file."""
    import csv

    def write(*lines: list[str], name: str = "stories.csv") -> Path:
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)
        return path

    return write
