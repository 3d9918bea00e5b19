"""The command line as scripts use it: real processes on a folder of their own, and one demo bank that tests copy."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from insight.running import free_port

PROJECT = Path(__file__).resolve().parents[2]
# A child that says nothing for this long hangs; making the embedder on a busy machine takes under half of it.
PATIENCE_SECONDS = 300
MAKE_DEMO = """
from insight.access.reader import system
from insight.jobs import work_through
from insight.wiring import services
built = services()
built.demo.load()
work_through(built, None)
built.themes.build(system("theme build"))
"""


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


class Cli:
    """`cli("search", "waiting", "--json")` on one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("INSIGHT_")}
        return {**kept, "INSIGHT_DATA_DIR": str(self.data)}

    def __call__(self, *arguments: object, stdin: str | bytes = b"", **environment: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "insight", *(str(one) for one in arguments)],
            cwd=PROJECT,
            env={**self.environment, **environment},
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
        )
        said = Done(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in said.err
        return said


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command line on a folder that does not exist yet."""
    return Cli(tmp_path / "bank")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The demo bank with its themes, for tests that only read it."""
    made = Cli(tmp_path_factory.mktemp("demo") / "bank")
    subprocess.run([sys.executable, "-c", MAKE_DEMO], cwd=PROJECT, env=made.environment, check=True)
    return made


@pytest.fixture
def demo_copy(demo: Cli, tmp_path: Path) -> Cli:
    """A demo bank of one's own, to change."""
    shutil.copytree(demo.data, tmp_path / "copy")
    (tmp_path / "copy").chmod(0o700)
    return Cli(tmp_path / "copy")


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
