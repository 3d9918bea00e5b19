"""Backup and restore as they are typed on a bad day: exit codes, plain words, and nothing changed by a no."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

PASSPHRASE = "tulip harness gravel moon"


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    return file


@pytest.fixture
def backup(demo_copy: Any, passphrase: Path, tmp_path: Path) -> Path:
    done = demo_copy("backup", tmp_path / "one.backup", "--passphrase-file", passphrase, "--json")
    assert done.code == 0, done.err
    assert (done.json["stories"], done.json["path"]) == (216, str(tmp_path / "one.backup"))
    assert done.json["bytes"] == (tmp_path / "one.backup").stat().st_size
    return tmp_path / "one.backup"


def test_a_bank_comes_back_on_another_machine(demo_copy: Any, cli: Any, backup: Path, passphrase: Path) -> None:
    before = demo_copy("search", "nobody gave up on me", "--json").json
    done = cli("restore", backup, "--passphrase-file", passphrase)
    assert done.code == 0, done.err
    assert "216 stories are back" in done.out
    assert cli("search", "nobody gave up on me", "--json").json == before
    assert cli("themes", "list", "--json").json == demo_copy("themes", "list", "--json").json
    assert cli("doctor").code == 0
    assert cli("withdraw", "--code", stdin="kettle garden ferry lamp\n").code == 0


def test_the_passphrase_may_be_piped_in(cli: Any, backup: Path) -> None:
    done = cli("restore", backup, "--json", stdin=PASSPHRASE + "\n")
    assert (done.code, done.json["stories"], done.json["left_out"]) == (0, 216, 0)


def test_a_bank_that_is_here_is_replaced_only_when_told(demo_copy: Any, backup: Path, passphrase: Path) -> None:
    before = content(demo_copy)
    done = demo_copy("restore", backup, "--passphrase-file", passphrase)
    assert (done.code, "--replace" in done.err) == (1, True)
    assert content(demo_copy) == before
    assert demo_copy("restore", backup, "--passphrase-file", passphrase, "--replace").code == 0


def content(place: Any) -> list[str]:
    """Every row of a bank, whether it stands in its file or still in its log."""
    with closing(sqlite3.connect(place.data / "insight.db")) as database:
        return list(database.iterdump())


def wrong(file: Path) -> None:
    file.write_text("tulip harness gravel sun")


@pytest.mark.parametrize(
    ("code", "change"),
    [
        (3, lambda backup, passphrase: wrong(passphrase)),
        (4, lambda backup, passphrase: backup.write_bytes(backup.read_bytes()[:-1])),
        (4, lambda backup, passphrase: backup.write_bytes(backup.read_bytes()[:40])),
        (4, lambda backup, passphrase: backup.write_bytes(b"PK\3\4 a holiday")),
        (4, lambda backup, passphrase: backup.write_bytes(b"")),
        (1, lambda backup, passphrase: backup.unlink()),
        (1, lambda backup, passphrase: passphrase.unlink()),
    ],
    ids=["wrong passphrase", "cut", "cut in the head", "foreign", "empty", "gone", "no passphrase"],
)
def test_what_cannot_be_restored_changes_nothing(
    demo_copy: Any, cli: Any, backup: Path, passphrase: Path, code: int, change: Any
) -> None:
    change(backup, passphrase)
    before = content(demo_copy)
    for place in (cli, demo_copy):
        done = place("restore", backup, "--passphrase-file", passphrase)
        assert done.code == code
        assert "Nothing was changed." in done.err
    assert not cli.data.exists()
    assert content(demo_copy) == before


def test_a_backup_that_is_refused_makes_nothing(demo_copy: Any, passphrase: Path, tmp_path: Path) -> None:
    passphrase.write_text("secret")
    done = demo_copy("backup", tmp_path / "one.backup", "--passphrase-file", passphrase)
    assert (done.code, list(tmp_path.glob("*.backup"))) == (1, [])
    passphrase.write_text(PASSPHRASE)
    for path in (tmp_path / "no" / "such.backup", passphrase):
        assert demo_copy("backup", path, "--passphrase-file", passphrase).code == 1
    assert passphrase.read_text() == PASSPHRASE


def test_where_insight_runs_a_backup_is_made_and_none_restored(served: Any, passphrase: Path, tmp_path: Path) -> None:
    done = served("backup", tmp_path, "--passphrase-file", passphrase)
    assert done.code == 0, done.err
    path = next(tmp_path.glob("insight-*.backup"))
    done = served("restore", path, "--passphrase-file", passphrase, "--replace")
    assert (done.code, "Insight is running" in done.err) == (1, True)
