"""The child process that parses one file within limits: `python -m insight.stories.importers.sandbox KIND PATH WISH`.

It writes JSON lines to its standard output: one a row, in or refused, then `{"end": true}` or `{"complaint": words}`.
With `headings` for a wish, the one line before the end is the first row of a table; with `codes`, the lines are what a
program for research made of our stories.
It has no secrets in its environment, can write no file and leaves no core dump; what it says on stderr goes nowhere.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from insight.errors import BadInput
from insight.share import qda_read, taguette_read
from insight.stories.importers import csv_rows, docx_text, html_text, plain_text, qda_project, transcript, xlsx_rows
from insight.stories.importers.batch import Found, Refusal, Row, judge
from insight.stories.importers.columns import Headings, Wish, read_wish
from insight.stories.importers.refusals import refusal

MEMORY_BYTES = 512 * 2**20
CPU_SECONDS = 20
HEADINGS, CODES = "headings", "codes"

PARSERS: dict[str, Callable[[Path, Wish], Iterator[Found]]] = {
    "csv": lambda path, wish: csv_rows.rows(path, wish.columns),
    "xlsx": lambda path, wish: xlsx_rows.rows(path, wish.columns),
    "docx": lambda path, wish: docx_text.rows(path, wish.whole),
    "html": lambda path, wish: html_text.rows(path, wish.whole),
    "txt": lambda path, _: plain_text.rows(path),
    "transcript": lambda path, _: transcript.rows(path),
    "qdpx": lambda path, _: qda_project.rows(path),
}
TABLES: dict[str, Callable[[Path], Headings]] = {"csv": csv_rows.headings, "xlsx": xlsx_rows.headings}
# Looked up when they are called: those that read codes use the importers themselves.
CODED: dict[str, Callable[[Path], Iterator[dict[str, object]]]] = {
    "qdpx": lambda path: qda_read.project(path),
    "qdc": lambda path: qda_read.codebook(path),
    "csv": lambda path: taguette_read.csv_table(path),
    "xlsx": lambda path: taguette_read.xlsx_table(path),
}


def limit() -> None:
    """Bound this process for good: address space, processor time, and no byte to any file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(kind: str, path: Path, wish: str, out: TextIO) -> None:
    """Parse one file to JSON lines. What goes wrong is said in our words: a parser's may quote the story."""
    last: dict[str, object] = {"end": True}
    try:
        for line in _lines(kind, path, wish):
            out.write(json.dumps(line) + "\n")
    except BadInput as error:
        last = {"complaint": str(error)}
    except MemoryError:
        last = {"complaint": refusal("This file needs too much memory to read", "Cut it into smaller files.")}
    except Exception:
        last = {"complaint": refusal("This file is damaged or is not what its name says", "Try another copy.")}
    out.write(json.dumps(last) + "\n")
    out.flush()


def _lines(kind: str, path: Path, wish: str) -> Iterator[dict[str, object]]:
    if wish == CODES:
        return CODED[kind](path)
    return _headings(kind, path) if wish == HEADINGS else _rows(kind, path, wish)


def _headings(kind: str, path: Path) -> Iterator[dict[str, object]]:
    """The one line that says how a table is headed."""
    found = TABLES[kind](path)
    yield {"names": found.names, "wordy": sorted(found.wordy)}


def _rows(kind: str, path: Path, wish: str) -> Iterator[dict[str, object]]:
    """One line for each row, in or refused."""
    for judged in judge(PARSERS[kind](path, read_wish(wish))):
        yield _plain(judged)


def _plain(judged: Row | Refusal) -> dict[str, object]:
    """A row or a refusal as JSON knows it."""
    if isinstance(judged, Refusal):
        return asdict(judged)
    return {
        "row": judged.row,
        "ref": judged.ref,
        "text": judged.text.reveal(),
        "told_on": judged.told_on.isoformat() if judged.told_on else None,
        "teller": judged.teller,
        "feeling": judged.feeling,
        "storyteller": judged.storyteller,
        "answers": [(asked, words.reveal()) for asked, words in judged.answers],
    }


if __name__ == "__main__":
    limit()
    run(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.stdout)
