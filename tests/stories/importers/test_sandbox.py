"""The child process: its limits hold, it knows no secret, and nothing of a story leaves it but through the pipe."""

import io
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from insight.errors import BadInput
from insight.stories import importers
from insight.stories.importers import content, read, sandbox
from insight.stories.importers.batch import Found
from insight.stories.importers.columns import Wish

ROOT = Path(importers.__file__).parents[3]


def limited(code: str) -> subprocess.CompletedProcess[str]:
    """Run a line within the limits of the child."""
    program = f"from insight.stories.importers.sandbox import limit\nlimit()\n{code}"
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_child_has_512_megabytes() -> None:
    assert limited("x = bytearray(600 * 2**20)").stderr.strip().endswith("MemoryError")


def test_the_limits_stand_in_the_child_that_parses(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("I was heard.")
    program = (
        "import resource, runpy, sys\n"
        f"sys.argv = ['sandbox', 'txt', {str(tmp_path / 'a.txt')!r}, '[null, false]']\n"
        "runpy.run_module('insight.stories.importers.sandbox', run_name='__main__')\n"
        "kinds = (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)\n"
        "print([resource.getrlimit(kind)[1] for kind in kinds])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"[{512 * 2**20}, 0, 0]"


def test_the_child_can_write_no_file(tmp_path: Path) -> None:
    assert "File too large" in limited(f"open({str(tmp_path / 'a')!r}, 'wb', 0).write(b'x')").stderr
    assert all(file.stat().st_size == 0 for file in tmp_path.iterdir())


def test_every_kind_of_file_has_its_parser() -> None:
    assert set(sandbox.PARSERS) == set(content.KINDS.values())


def test_the_child_gets_no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept: dict[str, str] = {}
    started = subprocess.Popen

    def spy(command: list[str], **options: object) -> object:
        kept.update(options["env"])  # type: ignore[call-overload]
        return started(command, **options)  # type: ignore[call-overload]

    monkeypatch.setenv("INSIGHT_MASTER_KEY", "secret")
    monkeypatch.setattr(importers.subprocess, "Popen", spy)
    (tmp_path / "a.txt").write_text("I was heard.")
    assert len(read(tmp_path / "a.txt").rows) == 1
    assert set(kept) == {"PYTHONUTF8"}


def parsed(*found: Found | Exception) -> list[dict[str, object]]:
    """What the child writes when a parser finds these."""

    def parser(path: Path, wish: Wish) -> Iterator[Found]:
        for item in found:
            if isinstance(item, Exception):
                raise item
            yield item

    out = io.StringIO()
    table = dict(sandbox.PARSERS)
    sandbox.PARSERS["txt"] = parser
    try:
        sandbox.run("txt", Path("a.txt"), Wish().written(), out)
    finally:
        sandbox.PARSERS.update(table)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (BadInput("Ours."), "Ours."),
        (MemoryError(), "too much memory"),
        (ValueError("Shaz said"), "damaged"),
        (RecursionError("Shaz said"), "damaged"),
    ],
)
def test_what_goes_wrong_is_said_in_our_words(error: Exception, words: str) -> None:
    *_, last = parsed(Found(1, "I was heard."), error)
    assert words in str(last["complaint"])
    assert "Shaz" not in str(last)


def test_rows_and_refusals_end_with_the_end() -> None:
    first, second, end = parsed(Found(1, "I was heard."), Found(2))
    assert (first["row"], first["text"], second["why"]) == (1, "I was heard.", "there is no text in it")
    assert end == {"end": True}


def test_time_runs_out_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importers, "TIME_LIMIT_SECONDS", 0.001)
    (tmp_path / "a.txt").write_text("I was heard.")
    with pytest.raises(BadInput, match="too long to read") as refused:
        read(tmp_path / "a.txt")
    assert refused.value.__context__ is None


def test_a_child_that_dies_is_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importers.sys, "executable", "/bin/false")
    (tmp_path / "a.txt").write_text("I was heard.")
    with pytest.raises(BadInput, match="could not be read safely"):
        read(tmp_path / "a.txt")


def test_a_refusal_carries_no_story_even_in_its_traceback(tmp_path: Path) -> None:
    (tmp_path / "shaz.csv").write_text("Shaz told me she slept in the car park\nand then, she said\n")
    with pytest.raises(BadInput) as refused:
        read(tmp_path / "shaz.csv")
    told = "".join(traceback.format_exception(refused.value)).replace(str(tmp_path), "")
    assert "car park" not in told
    assert "shaz" not in str(refused.value).lower()


def test_importing_the_door_brings_no_heavy_library() -> None:
    code = (
        "import sys, insight.stories.importers.sandbox\n"
        "print(sorted({'docx', 'openpyxl', 'lxml', 'numpy', 'defusedxml'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"
