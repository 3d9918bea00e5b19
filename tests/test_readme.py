"""The README's commands work as they are written, in their order, on a bank of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("python -m insight")
]
STORIES = (
    "She came back every Tuesday and never gave up on me.",
    "I told it all again to a new worker, from the start.",
    "The pharmacy was shut and my script was not there.",
)


def test_the_readme_shows_how_to_bring_in_and_find() -> None:
    assert [line.split()[3] for line in COMMANDS] == ["import", "review", "themes", "search", "doctor"]


def test_its_commands_work_one_after_another(tmp_path: Path) -> None:
    (tmp_path / "stories.csv").write_text("text\n" + "\n".join(f'"{one}"' for one in STORIES), "utf-8")
    environment = {**os.environ, "INSIGHT_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    answers = {}
    for line in COMMANDS:
        command = line.replace("python", sys.executable, 1)
        done = subprocess.run(command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, (line, done.stderr)
        answers[line.split()[3]] = done.stdout
    assert "never gave up on me" in answers["search"].split("text")[1]


@pytest.mark.parametrize("link", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_everything_it_points_to_is_there(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_make_targets_it_names_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"run", "test", "bench"} <= targets
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE)) <= targets
