"""Withdrawal, proved by a scanner of its own: rows, words, tokens, vectors and keys are gone from every file."""

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from insight.demo.load import KNOWN_CODE

# Not the program's own measure: shorter pieces, and every one of them.
PIECE = 24
WORD = re.compile(r"[a-z]{6,}")
RECEIPT = {
    "story", "at", "why", "passages", "themes_renamed", "files_scanned", "found_in", "unproven", "not_looked_for",
    "backups_until", "backup_taken_away", "given_out", "complete",
}  # fmt: skip


class Traces:
    """Everything of some stories that no other story shares, noted down before they go."""

    def __init__(self, data: Path, stories: list[str]) -> None:
        self.data = data
        self.stories = stories
        marks = ", ".join("?" for _ in stories)
        with sqlite3.connect(data / "insight.db") as database:
            texts = dict(database.execute("SELECT id, text FROM story"))
            going = [texts.pop(story) for story in stories]
            left = "\n".join(texts.values())
            self.pieces = {
                text[at : at + PIECE] for text in going for at in range(max(1, len(text) - PIECE + 1))
            } - {""}  # fmt: skip
            self.pieces = {one for one in self.pieces if one not in left}
            self.words = {word for text in going for word in WORD.findall(text.lower())} - set(
                WORD.findall(left.lower())
            )
            hashes = f"SELECT text_hash FROM passage WHERE story IN ({marks})"
            others = f"SELECT text_hash FROM passage WHERE story NOT IN ({marks})"
            self.vectors = [
                row[0]
                for row in database.execute(
                    f"SELECT vector FROM vector WHERE text_hash IN ({hashes}) AND text_hash NOT IN ({others})",
                    stories * 2,
                )
            ]
            self.hashes = [row[0] for row in database.execute(hashes, stories)]
            self.wrapped = [
                row[0] for row in database.execute(f"SELECT wrapped FROM data_key WHERE owner IN ({marks})", stories)
            ]
        assert self.pieces
        assert self.vectors

    def tokens(self) -> set[str]:
        """Words of theirs that full-text search would still answer to."""
        with sqlite3.connect(self.data / "insight.db") as database:
            database.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'full_text', 'row')")
            terms = {row[0] for row in database.execute("SELECT term FROM temp.terms")}
        return {word for word in self.words if word in terms}

    def found(self) -> Iterator[tuple[str, str]]:
        """File by file, what is still there."""
        for path in sorted(one for one in self.data.rglob("*") if one.is_file()):
            try:
                body = path.read_bytes()
            except FileNotFoundError:  # a journal of a database at work
                continue
            text = body.decode("utf-8", "ignore")
            pieces = {text[at : at + PIECE] for at in range(len(text))} & self.pieces
            if pieces:
                yield path.name, f"{len(pieces)} pieces of the text"
            if any(vector[at : at + 64] in body for vector in self.vectors for at in (0, len(vector) // 2)):
                yield path.name, "a vector"
            if any(one.encode() in body for one in self.hashes):
                yield path.name, "the hash of its words"
            if any(one in body for one in self.wrapped):
                yield path.name, "its key"

    def assert_gone(self) -> None:
        assert list(self.found()) == []
        assert self.tokens() == set()
        with sqlite3.connect(self.data / "insight.db") as database:
            tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in (one for one in tables if one not in {"withdrawal", "audit"} and "full_text" not in one):
                for row in database.execute(f"SELECT * FROM {table}"):
                    assert not set(self.stories) & {str(value) for value in row}, table
            marks = ", ".join("?" for _ in self.stories)
            noted = database.execute(f"SELECT count(*) FROM withdrawal WHERE story IN ({marks})", self.stories)
            assert noted.fetchone()[0] == len(self.stories)


def longest_that_names_a_theme(data: Path) -> str:
    """A story whose own words are a theme's name."""
    with sqlite3.connect(data / "insight.db") as database:
        return database.execute(
            "SELECT story.id FROM theme JOIN passage ON theme.name_passage = passage.id "
            "JOIN story ON passage.story = story.id ORDER BY length(story.text) DESC"
        ).fetchone()[0]


def of_the_known_code(data: Path) -> list[str]:
    """What the holder of the demo's known code told."""
    with sqlite3.connect(data / "insight.db") as database:
        holder = "SELECT id FROM storyteller WHERE code_hash IS NOT NULL"
        found = database.execute(f"SELECT id FROM story WHERE storyteller = ({holder}) ORDER BY id")
        return [row[0] for row in found]


def test_one_story_goes_from_everywhere_and_from_the_names_of_themes(demo_copy: Any) -> None:
    story = longest_that_names_a_theme(demo_copy.data)
    with sqlite3.connect(demo_copy.data / "insight.db") as database:
        theme, name, text = database.execute(
            "SELECT theme.id, machine_name, text FROM theme JOIN passage ON theme.name_passage = passage.id "
            "JOIN story ON passage.story = story.id WHERE story.id = ?", [story],
        ).fetchone()  # fmt: skip
        # A person took the story's own words for a name, another gave a name that is nobody's; one is out of use.
        human = text[30:80].strip()
        others = [row[0] for row in database.execute("SELECT id FROM theme WHERE id != ? ORDER BY position", [theme])]
        database.execute("UPDATE theme SET human_name = ? WHERE id = ?", [human, others[0]])
        database.execute("UPDATE theme SET human_name = 'Waiting' WHERE id = ?", [others[1]])
        database.execute(
            "UPDATE theme SET machine_name = ?, retired_at = '2026-01-01' WHERE id = ?", [human, others[2]]
        )
        database.execute(
            "INSERT INTO theme_event (theme, at, by, what, detail) VALUES (?, '2026-01-01', 'x', 'renamed', ?)",
            [others[1], human],
        )
    traces = Traces(demo_copy.data, [story])
    receipts = demo_copy("withdraw", story, "--json").json
    assert [set(one) for one in receipts] == [RECEIPT]
    assert receipts[0]["complete"]
    assert receipts[0]["themes_renamed"] >= 3
    assert receipts[0]["files_scanned"] >= 2
    traces.assert_gone()
    names = {one["id"]: one["name"] for one in demo_copy("themes", "list", "--json").json["themes"]}
    assert names[theme] != name
    assert names[others[0]] != human
    assert names[others[1]] == "Waiting"
    again = demo_copy("withdraw", story)
    assert (again.code, again.out) == (1, "")
    assert "There is no such story." in again.err
    assert demo_copy("doctor").code == 0
    assert not any(one["story"] == story for one in demo_copy("search", "x", "--limit", 1000, "--json").json)


def test_everything_of_a_code_s_holder_goes(demo_copy: Any) -> None:
    stories = of_the_known_code(demo_copy.data)
    traces = Traces(demo_copy.data, stories)
    assert demo_copy("withdraw", "--code", stdin="one two three\n").code == 1
    assert demo_copy("withdraw", "--code", stdin="one two three four\n").code == 1
    done = demo_copy("withdraw", "--code", stdin=f"  {KNOWN_CODE.upper().replace(' ', '-')}\r\n")
    assert done.code == 0
    assert done.out.count("was removed on") == len(stories)
    traces.assert_gone()
    again = demo_copy("withdraw", "--code", stdin=KNOWN_CODE)
    assert again.code == 1
    assert "No story goes with this code." in again.err
    with sqlite3.connect(demo_copy.data / "insight.db") as database:
        assert database.execute("SELECT count(*) FROM storyteller WHERE code_hash IS NOT NULL").fetchone() == (0,)


def test_a_story_that_waits_for_review_goes_with_its_key(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "told.txt").write_text("My sister Priya Nair drove me to the hostel in Alder Row.")
    story = cli("import", tmp_path / "told.txt", "--json").json["stories"][0]["story"]
    receipt = cli("withdraw", story, "--json").json[0]
    assert receipt["complete"]
    with sqlite3.connect(cli.data / "insight.db") as database:
        for table in ("story", "data_key", "sealed", "consent", "storyteller"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_while_everything_runs_the_index_is_swapped(served: Any) -> None:
    """Chroma's files forget nothing, so its whole folder has to go while it serves."""
    story = longest_that_names_a_theme(served.data)
    held = {path.name for path in (served.data / "vectors").iterdir()}
    assert json.loads((served.data / "run" / "index").read_text())["url"].startswith("http://127.0.0.1:")
    before = served("search", "nobody gave up on me", "--json").json
    traces = Traces(served.data, [story])
    assert any(name.endswith(("bin", "sqlite3")) for name, _ in traces.found() if name != "insight.db")
    receipt = served("withdraw", story, "--json").json[0]
    assert receipt["complete"]
    traces.assert_gone()
    assert not held & {path.name for path in (served.data / "vectors").iterdir()}
    assert served("doctor").code == 0
    after = served("search", "nobody gave up on me", "--json").json
    assert [one["story"] for one in after][:3] == [one["story"] for one in before if one["story"] != story][:3]


def test_what_lies_elsewhere_is_said_to_be_unproven(demo_copy: Any) -> None:
    story = of_the_known_code(demo_copy.data)[0]
    done = demo_copy("withdraw", story, "--json", INSIGHT_CHROMA_URL="http://127.0.0.1:9")
    assert done.code == 1
    assert not done.json[0]["complete"]
    assert "not on this machine" in done.json[0]["unproven"][0]


@pytest.mark.parametrize("copies", ["an old copy.txt", "notes/kept.bin"])
def test_a_copy_that_somebody_put_into_the_folder_is_named(demo_copy: Any, copies: str) -> None:
    story = of_the_known_code(demo_copy.data)[0]
    with sqlite3.connect(demo_copy.data / "insight.db") as database:
        text = database.execute("SELECT text FROM story WHERE id = ?", [story]).fetchone()[0]
    path = demo_copy.data / copies
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    done = demo_copy("withdraw", story, "--json")
    assert done.code == 1
    assert done.json[0]["found_in"] == [copies]


def test_reindex_counts_the_rows_and_asks_for_a_new_index(demo_copy: Any) -> None:
    with sqlite3.connect(demo_copy.data / "insight.db") as database:
        passages = database.execute("SELECT count(*) FROM passage").fetchone()[0]
    assert demo_copy("reindex", "--json").json == {"passages": passages}
    with sqlite3.connect(demo_copy.data / "insight.db") as database:
        assert database.execute("SELECT value FROM bank WHERE name = 'index_generation'").fetchone() == ("2",)
