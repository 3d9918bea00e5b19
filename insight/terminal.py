"""What commands read and write: texts and JSON lines in, JSON and plain words out."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from insight.errors import BadInput
from insight.stories.spans import Span
from insight.themes.search import Result


def lines(file: str) -> Iterator[str]:
    """The lines of a text with their own line ends, so that offsets are those of the file."""
    try:
        if file == "-":
            yield sys.stdin.buffer.read().decode("utf-8")
        else:
            yield Path(file).read_bytes().decode("utf-8")
    except OSError as error:
        raise BadInput("This file cannot be opened.") from error
    except UnicodeDecodeError:
        raise BadInput("This text is not UTF-8. Save it as UTF-8 and try again.") from None


def objects(lines: Iterable[str], *fields: str) -> Iterator[dict[str, Any]]:
    """JSON objects, one a line, that have these fields."""
    number = 0
    for chunk in lines:
        for line in chunk.split("\n"):
            number += 1
            if not line.strip():
                continue
            try:
                row = json.loads(line.lstrip("\ufeff") if number == 1 else line)
            except ValueError:
                raise BadInput(f"Line {number} is not JSON.") from None
            if not isinstance(row, dict) or any(field not in row for field in fields):
                raise BadInput(f"Line {number} needs {' and '.join(fields)}.")
            if not isinstance(row[fields[-1]], str):
                raise BadInput(f"Line {number}: {fields[-1]} has to be text.")
            if any("\ud800" <= letter <= "\udfff" for letter in row[fields[-1]]):
                raise BadInput(f"Line {number}: some letters of {fields[-1]} are only half there. Save it as UTF-8.")
            yield row


def span(one: Span) -> dict[str, Any]:
    """A finding as the contract has it: no `entity`, which would tell the name."""
    return {
        "start": one.start, "end": one.end, "label": one.label.value, "kind": one.kind.value,
        "replacement": one.replacement, "source": one.source, "tier": one.tier.value,
    }  # fmt: skip


def result(one: Result) -> dict[str, Any]:
    """A search result as the contract has it."""
    return {
        "story": one.facts.id, "ref": one.facts.ref, "passage": one.passage, "text": one.text, "score": one.score,
        "why": one.why.value,
    }  # fmt: skip


def print_json(document: object) -> None:
    """One JSON document on a line of its own, ASCII only."""
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


def say(words: str) -> None:
    """Plain words for the person, apart from what a program reads."""
    typer.echo(words, err=True)
