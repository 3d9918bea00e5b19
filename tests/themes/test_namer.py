"""A local program may name a theme: what it says is checked, and whatever goes wrong, the theme is named without it."""

import json
import sys
from pathlib import Path

import pytest

from insight.themes.namer import ProgramNamer, checked

TOLD = ["A worker sat with me. Nobody made me tell it again.", "I had to tell it again at every door."]


def program(folder: Path, code: str) -> list[str]:
    path = folder / "namer.py"
    path.write_text(code, "utf-8")
    return [sys.executable, str(path)]


def test_a_program_is_given_the_passages_and_answers_one_line(tmp_path: Path) -> None:
    code = "import json, sys; given = json.load(sys.stdin); print(given['taken'][0] + ' for ' + given['words'][0])"
    namer = ProgramNamer(program(tmp_path, code))
    assert namer(TOLD, ["somebody"], ["Telling it again"]) == "Telling it again for somebody"


def test_it_sees_no_more_than_the_nearest_passages(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    code = f"import sys; open({str(seen)!r}, 'w').write(sys.stdin.read()); print('Telling it again each time')"
    ProgramNamer(program(tmp_path, code))([f"passage {n}" for n in range(40)], [], [])
    assert len(json.loads(seen.read_text())["passages"]) == 12


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(1)",
        "print('Telling it again'); raise SystemExit(3)",
        "import time; time.sleep(20)",
        "import sys; sys.stdout.buffer.write(bytes(range(256)))",
        "",
    ],
    ids=["fails", "answers and fails", "takes too long", "writes no text", "says nothing"],
)
def test_whatever_goes_wrong_there_is_no_heading(tmp_path: Path, code: str) -> None:
    assert ProgramNamer(program(tmp_path, code), seconds=1.0)(TOLD, [], []) is None


def test_a_program_that_is_not_there_names_nothing() -> None:
    assert ProgramNamer(["/nowhere/at-all"])(TOLD, [], []) is None


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Telling it again", "Telling it again"),
        (' "nobody made me tell it again."\n', "Nobody made me tell it again"),
        ("Worker sat with somebody", "Worker sat with somebody"),
        ("Again", None),
        ("Telling it again to every single worker who ever came", None),
        ("Telling it again\nThat is my answer.", None),
        ("Telling it 11 times", None),
        ("Telling it to Lorna", None),
        ("Lorna listened to me", None),
        ("Told again on Tuesday", None),
        ("Wanting to be dead", None),
        ("Telling <b>it</b> again", None),
        ("Telling it to [worker 1]", None),
        ("Already in use here", None),
        ("", None),
    ],
)
def test_only_a_plain_heading_may_stand(answer: str, expected: str | None) -> None:
    assert checked(answer, TOLD, ["script"], ["already in use HERE"]) == expected
