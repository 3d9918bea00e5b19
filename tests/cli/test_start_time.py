"""Commands that neither build themes nor detect start quickly, because they import only what they need."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = (
    "torch", "transformers", "spacy", "bertopic", "sklearn", "umap", "hdbscan", "chromadb", "pandas", "onnxruntime",
    "onnx", "streamlit", "alembic", "huey", "docx", "openpyxl", "argon2",
)  # fmt: skip
# Twice the target of two seconds: this guards against a heavy library creeping in, the figure itself is a benchmark's.
MOST_SECONDS = 4.0


@pytest.mark.parametrize(
    ("command", "besides"),
    [
        (["user", "list"], {"argon2"}),
        (["themes", "list"], set()),
        (["review", "list"], set()),
        (["feeling"], set()),
        (["search", "waiting", "--mode", "words"], set()),
        (["search", "waiting"], {"onnxruntime"}),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_a_light_command_imports_no_heavy_library(demo: Any, command: list[str], besides: set[str]) -> None:
    code = f"""
import sys
from insight.cli import app
assert "sqlalchemy" not in sys.modules, "the command line itself"
try:
    app({command!r})
except SystemExit as ended:
    assert not ended.code
print("\\n!", *sorted({HEAVY!r} & sys.modules.keys()))
""".replace(repr(HEAVY), repr(set(HEAVY)))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=demo.environment, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.rsplit("!", 1)[1].split()) <= besides


@pytest.mark.parametrize("command", [["--help"], ["user", "list"], ["themes", "list"], ["search", "waiting"]])
def test_a_light_command_needs_little_work(demo: Any, command: list[str]) -> None:
    """Processor time, not the clock's, and the better of two: what a busy machine takes longer for is not ours."""
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        pytest.skip("this machine is too busy to measure on")
    assert min(work_of(demo, command) for _ in range(2)) <= MOST_SECONDS


def work_of(demo: Any, command: list[str]) -> float:
    """Seconds of processor time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    demo.afresh(*command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
