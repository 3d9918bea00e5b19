"""`anonymise`: offsets are code points of the input, whatever its line ends and letters; nothing is kept."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from insight.cli import app
from insight.errors import BadInput

SPAN = {"start", "end", "label", "kind", "replacement", "source", "tier"}
# 👨‍👩‍👧 is five code points, é two here; both must count as such.
TEXTS = {
    "plain": "My name is Shaz Whitcombe and I live at 14 Alder Row, PL4 8QQ.",
    "crlf": "Hello.\r\nDarren rang me on 07700 900123.\r\nThen Darren came.\r\n",
    "emoji": "👨‍👩‍👧 Cafe\u0301 with Priya Nair 😀 on 3 March 2024, email priya.nair@example.org 😀",
    "empty": "",
    "blank": " \n\t\n",
    "nul": "before\0after Darren Pike",
    "no-one": "It was warm and nobody shouted.",
}


def rebuilt(text: str, spans: list[dict[str, Any]]) -> str:
    """What the contract says `text` out has to be: the input with every masked stretch replaced."""
    parts, at = [], 0
    for one in sorted((one for one in spans if one["tier"] == "mask"), key=lambda one: one["start"]):
        parts += [text[at : one["start"]], one["replacement"]]
        at = one["end"]
    return "".join([*parts, text[at:]])


def test_lines_of_json_keep_their_order_their_ids_and_their_offsets(cli: Any) -> None:
    lines = "".join(json.dumps({"id": name, "text": text}) + "\r\n" for name, text in TEXTS.items())
    answers = cli("anonymise", "--jsonl", stdin="\ufeff" + lines).lines
    assert [one["id"] for one in answers] == list(TEXTS)
    for one in answers:
        assert set(one) == {"id", "text", "spans"}
        text = TEXTS[one["id"]]
        assert one["text"] == rebuilt(text, one["spans"])
        for span in one["spans"]:
            assert set(span) == SPAN
            assert 0 <= span["start"] < span["end"] <= len(text)
            assert span["kind"] in {"direct", "quasi"}
            assert span["tier"] in {"mask", "suggest"}
    found = {
        one["id"]: {(TEXTS[one["id"]][s["start"] : s["end"]], s["label"]) for s in one["spans"]} for one in answers
    }
    assert ("PL4 8QQ", "PCODE") in found["plain"]
    assert ("07700 900123", "PHONE") in found["crlf"]
    assert ("priya.nair@example.org", "EMAIL") in found["emoji"]
    assert found["empty"] == found["blank"] == set()
    assert not cli.data.exists()  # nothing is kept, not even a bank


def test_a_file_and_a_pipe_give_the_same(cli: Any, tmp_path: Any) -> None:
    name, path = "crlf", tmp_path / "told.txt"
    path.write_bytes(TEXTS[name].encode())
    of_file, of_pipe = cli("anonymise", path, "--json").json, cli("anonymise", "-", "--json", stdin=TEXTS[name]).json
    assert of_file == of_pipe
    assert of_file["text"] == rebuilt(TEXTS[name], of_file["spans"])
    assert "07700" not in of_file["text"]


def test_without_json_the_protected_text_itself_is_printed(cli: Any) -> None:
    done = cli("anonymise", stdin=TEXTS["crlf"])
    assert done.code == 0
    assert "07700" not in done.out
    assert "Darren" not in done.out
    assert done.out.startswith("Hello.\r\n")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Darren Pike rang", "Line 1 is not JSON."),
        ('{"text": "Darren Pike"}', "Line 1 needs id and text."),
        ('{"id": 1, "text": ["Darren Pike"]}', "Line 1: text has to be text."),
        ('{"id": 1, "text": "Darren Pike \\udfff"}', "Line 1: some letters of text are only half there."),
    ],
)
def test_a_line_that_is_none_is_named_without_its_words(line: str, says: str) -> None:
    done = CliRunner().invoke(app, ["anonymise", "--jsonl"], input=line + "\n")
    assert isinstance(done.exception, BadInput)
    assert says in str(done.exception)
    assert "Darren" not in done.output + str(done.exception)


def test_lines_before_a_bad_one_are_answered(cli: Any) -> None:
    done = cli("anonymise", "--jsonl", stdin='{"id": 1, "text": "A day."}\nno json\n')
    assert (done.code, done.err) == (1, "Line 2 is not JSON.\n")
    assert len(done.out.splitlines()) == 1


@pytest.mark.parametrize(("stdin", "file"), [(b"caf\xe9 with Darren", "-"), (b"", "no-such-file.txt")])
def test_what_cannot_be_read_is_told_in_words(cli: Any, stdin: bytes, file: str) -> None:
    done = cli("anonymise", file, stdin=stdin)
    assert (done.code, done.out) == (1, "")
    assert done.err.strip().endswith(".")
    assert "Darren" not in done.err
