"""Every command: its help, its JSON, its exit codes, and plain words for whatever goes wrong."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from typer.testing import CliRunner

from insight.cli import app

ID = re.compile(r"[a-z0-9]+")
COMMANDS = (
    ["serve"], ["anonymise"], ["import"], ["review"], ["review", "list"], ["review", "approve"], ["themes"],
    ["themes", "build"], ["themes", "list"], ["themes", "show"], ["search"], ["feeling"], ["export"], ["withdraw"],
    ["reindex"], ["doctor"], ["backup"], ["restore"], ["user"], ["user", "add"], ["user", "list"], ["user", "role"],
    ["user", "close"], ["user", "link"],
)  # fmt: skip
FEELING = {
    "group", "asked", "answered", "much_worse", "worse", "same", "better", "much_better", "up_and_down",
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command: list[str]) -> None:
    done = CliRunner().invoke(app, [*command, "--help"])
    assert done.exit_code == 0
    assert "Usage: " in done.output


def test_asking_for_help_makes_nothing(cli: Any) -> None:
    done = cli("--help")
    assert (done.code, done.err) == (0, "")
    assert not cli.data.exists()


@pytest.mark.parametrize(
    "command",
    [
        [], ["unheard-of"], ["search"], ["search", "x", "--mode", "best"], ["search", "x", "--limit", "0"],
        ["feeling", "--by", "service"], ["review", "approve"], ["review", "approve", "abc", "--all"], ["withdraw"],
        ["withdraw", "abc", "--code"], ["import"], ["import", "x.csv", "--consent", "anything"], ["themes", "show"],
        ["user", "add", "somebody", "--role", "king"], ["export"],
        ["export", "--format", "cards", "--for", "everybody", "--out", "x.docx"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_ends_with_two(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIGHT_DATA_DIR", str(tmp_path))
    assert CliRunner().invoke(app, command).exit_code == 2


def test_usage_is_explained_on_stderr(cli: Any) -> None:
    done = cli("search", "x", "--mode", "best")
    assert (done.code, done.out) == (2, "")
    assert "Usage: " in done.err


@pytest.mark.parametrize(
    ("command", "document"),
    [
        (["review", "list"], []),
        (["themes", "list"], {"state": "not built yet", "unplaced": 0, "themes": []}),
        (["search", "anything"], []),
        (["feeling"], []),
        (["user", "list"], []),
        (["review", "approve", "--all"], {"approved": 0, "stories": [], "refused": []}),
        (["reindex"], {"passages": 0}),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) and one else "",
)
def test_an_empty_bank_answers_too(cli: Any, command: list[str], document: object) -> None:
    done = cli(*command, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json == document
    assert cli.data.stat().st_mode & 0o777 == 0o700


def test_themes_are_listed_and_shown_whole(demo: Any) -> None:
    listed = demo("themes", "list", "--json").json
    assert set(listed) == {"state", "unplaced", "themes"}
    assert isinstance(listed["unplaced"], int)
    assert len(listed["themes"]) >= 5
    with sqlite3.connect(demo.data / "insight.db") as database:
        texts = dict(database.execute("SELECT id, text FROM story"))
    for theme in listed["themes"]:
        assert set(theme) == {"id", "name", "size", "stories", "words"}
        assert ID.fullmatch(theme["id"])
    for theme in listed["themes"][:3]:
        shown = demo("themes", "show", theme["id"], "--json").json
        assert (shown["id"], shown["name"], shown["words"]) == (theme["id"], theme["name"], theme["words"])
        assert len(shown["passages"]) == theme["size"]
        assert len({one["story"] for one in shown["passages"]}) == theme["stories"]
        for one in shown["passages"]:
            assert set(one) == {"passage", "story", "ref", "start", "end", "text", "fit"}
            assert one["text"] == texts[one["story"]][one["start"] : one["end"]] != ""
            assert ID.fullmatch(one["passage"])
            assert ID.fullmatch(one["story"])
    assert demo("themes", "show", "nosuch").code == 1


@pytest.mark.parametrize("mode", ["hybrid", "meaning", "words"])
def test_search_gives_each_story_once_best_first(demo: Any, mode: str) -> None:
    found = demo("search", "nobody gave up on me", "--mode", mode, "--limit", 5, "--json").json
    assert len(found) == 5
    assert len({one["story"] for one in found}) == 5
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    for one in found:
        assert set(one) == {"story", "ref", "passage", "text", "score", "why"}
        assert ID.fullmatch(one["story"])
        assert ID.fullmatch(one["passage"])
        assert one["why"] in {"meaning", "words", "both"}


def test_search_finds_what_the_readme_promises(demo: Any) -> None:
    found = demo("search", "nobody gave up on me", "--json").json
    assert len(found) == 10
    assert "sh-001" in {one["ref"] for one in found}  # "She never gave up on me."


@pytest.mark.parametrize("mode", ["hybrid", "meaning"])
def test_the_limit_reaches_as_far_as_the_bank(demo: Any, mode: str) -> None:
    with sqlite3.connect(demo.data / "insight.db") as database:
        may = {row[0] for row in database.execute(
            "SELECT story.id FROM story JOIN consent ON story.consent = consent.id "
            "WHERE consent.inside AND NOT story.held"
        )}  # fmt: skip
    found = demo("search", "waiting for a decision", "--mode", mode, "--limit", 1000, "--json").json
    assert {one["story"] for one in found} == may
    assert len(found) == len(may)


def test_many_questions_at_once_answer_as_each_alone(demo: Any) -> None:
    asked = '{"id": 7, "query": "café “quotes” and \\"marks\\""}\r\n\n{"id": "b", "query": "a place to sleep"}\n'
    answers = demo("search", "--jsonl", "--limit", 3, stdin="\ufeff" + asked).lines
    assert [one["id"] for one in answers] == [7, "b"]
    assert answers[1]["results"] == demo("search", "a place to sleep", "--limit", 3, "--json").json


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("no json", "Line 2 is not JSON."),
        ('{"id": 1}', "Line 2 needs id and query."),
        ("[1]", "Line 2 needs id and query."),
        ('{"id": 1, "query": 5}', "Line 2: query has to be text."),
        ('{"id": 1, "query": "\\ud800"}', "Line 2: some letters of query are only half there."),
    ],
)
def test_a_line_that_is_no_question_is_named_without_its_words(demo: Any, line: str, says: str) -> None:
    done = demo("search", "--jsonl", stdin='{"id": 1, "query": "x"}\n' + line + "\n")
    assert done.code == 1
    assert says in done.err


def test_feeling_says_which_answers_are_counted_and_that_others_are_apart(demo: Any) -> None:
    done = demo("feeling", "--json")
    assert "Compared with some months ago (months): " in done.err
    assert demo("feeling", "--against", "years", "--json").json != done.json
    assert demo("feeling", "--against", "always").code == 2


@pytest.mark.parametrize("by", ["inquiry", "quarter"])
def test_feeling_is_counted_in_the_contract_s_columns(demo: Any, by: str) -> None:
    rows = demo("feeling", "--by", by, "--json").json
    assert rows
    assert all(set(row) == FEELING for row in rows)
    assert all(
        value is None or value == 0 or value >= 5 for row in rows for name, value in row.items() if name != "group"
    )


def test_a_wrong_key_opens_nothing_and_changes_nothing(demo_copy: Any, tmp_path: Any) -> None:
    story = tmp_path / "story.txt"
    story.write_text("It was warm and they knew my name.")
    before = (demo_copy.data / "insight.db").read_bytes()
    for command in (["search", "warm"], ["import", story], ["doctor", "--json"]):
        done = demo_copy(*command, INSIGHT_MASTER_KEY=Fernet.generate_key().decode())
        assert done.code == 3, command
        assert "The master key does not open this bank." in done.err + done.out
    assert (demo_copy.data / "insight.db").read_bytes() == before


@pytest.mark.parametrize("command", [["search", "warm"], ["doctor"]], ids=" ".join)
@pytest.mark.parametrize(
    "body", [b"this is not a database at all, not even nearly" * 100, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_a_file_that_is_no_bank_is_left_alone(cli: Any, command: list[str], body: bytes) -> None:
    cli.data.mkdir(mode=0o700)
    (cli.data / "insight.db").write_bytes(body)
    done = cli(*command)
    assert done.code == 4
    assert "damaged" in done.err + done.out
    assert (cli.data / "insight.db").read_bytes() == body


def test_a_bank_of_a_newer_program_is_left_alone(demo_copy: Any) -> None:
    with sqlite3.connect(demo_copy.data / "insight.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    done = demo_copy("search", "warm")
    assert done.code == 4
    assert "newer program" in done.err


def test_a_page_that_rots_is_told_as_damage(demo_copy: Any) -> None:
    path = demo_copy.data / "insight.db"
    with sqlite3.connect(path) as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'passage'").fetchone()[0]
    body = bytearray(path.read_bytes())
    body[(root - 1) * size : root * size] = b"\xee" * size
    path.write_bytes(body)
    done = demo_copy("search", "warm")
    assert (done.code, done.out) == (4, "")
    assert "damaged" in done.err


def test_a_busy_bank_is_told_as_such(demo_copy: Any) -> None:
    with sqlite3.connect(demo_copy.data / "insight.db", isolation_level=None) as database:
        database.execute("BEGIN IMMEDIATE")
        assert demo_copy("search", "warm", "--json").json  # reading never waits for a writer
        done = demo_copy("reindex")
        database.execute("ROLLBACK")
    assert done.code == 1
    assert "Something else is writing to the bank" in done.err


@pytest.mark.parametrize(
    ("name", "value"),
    [("INSIGHT_PORT", "secret-horse"), ("INSIGHT_QUARANTINE_DAYS", "9999"), ("INSIGHT_LOG_LEVEL", "secret-horse")],
)
def test_a_bad_setting_is_named_and_its_content_is_not(cli: Any, name: str, value: str) -> None:
    done = cli("user", "list", **{name: value})
    assert (done.code, done.out) == (2, "")
    assert name in done.err
    assert value not in done.err


@pytest.mark.parametrize(
    ("name", "key", "code"),
    [("INSIGHT_MASTER_KEY", "not-a-key-secret-horse", 4), ("INSIGHT_MASTER_KEY_FILE", "/nowhere/at/all.key", 1)],
)
def test_a_key_that_is_none_is_told_before_anything_is_made(cli: Any, name: str, key: str, code: int) -> None:
    done = cli("user", "list", **{name: key})
    assert done.code == code
    assert "secret-horse" not in done.err
    assert not (cli.data / "insight.db").exists()


def test_production_refuses_a_key_beside_the_bank(cli: Any) -> None:
    done = cli("user", "list", INSIGHT_PRODUCTION="1")
    assert done.code == 1
    assert "The key may not lie beside the bank it opens." in done.err
    assert not (cli.data / "insight.db").exists()


def test_accounts(cli: Any) -> None:
    added = cli(
        "user", "add", "Ines", "--role", "steward", "--name", "Ines, steward", "--json", stdin="kettle moss lantern\n"
    )
    assert set(added.json) == {"user", "sign_in_name", "role"}
    assert ID.fullmatch(added.json["user"])
    cli("user", "add", "mo", "--role", "interviewer", "--organisation", "Lantern", stdin="ferry garden spoon\n")
    assert cli("user", "role", "mo", "member").code == 0
    listed = cli("user", "list", "--json").json
    assert [(one["sign_in_name"], one["role"], one["active"]) for one in listed] == [
        ("ines", "steward", True), ("mo", "member", True),
    ]  # fmt: skip
    assert set(listed[0]) == {"user", "sign_in_name", "name", "role", "active"}
    link = cli("user", "link", "mo", "--without-codes")
    assert re.fullmatch(r"/insight/new-password/[\w-]{43}\n", link.out)
    assert cli("user", "close", "mo").code == 0
    assert [one["active"] for one in cli("user", "list", "--json").json] == [True, False]
    refused = cli("user", "close", "ines")
    assert (refused.code, refused.out) == (1, "")
    assert "only steward" in refused.err


@pytest.mark.parametrize(
    ("command", "stdin"),
    [
        (["user", "add", "mo", "--role", "member"], ""),
        (["user", "add", "mo", "--role", "member"], "password\n"),
        (["user", "add", "two words", "--role", "member"], "kettle moss lantern\n"),
        (["user", "add", "mo", "--role", "operator"], "kettle moss lantern\n"),
        (["user", "role", "nobody", "member"], ""),
        (["user", "close", "nobody"], ""),
        (["user", "link", "nobody"], ""),
    ],
)
def test_accounts_that_cannot_be_are_refused_in_words(cli: Any, command: list[str], stdin: str) -> None:
    done = cli(*command, stdin=stdin)
    assert (done.code, done.out) == (1, "")
    assert done.err.strip().endswith(".")
    assert "kettle" not in done.err
