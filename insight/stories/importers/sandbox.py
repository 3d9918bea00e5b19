"""The child process that parses one file within limits: `python -m insight.stories.importers.sandbox KIND PATH`.

It writes JSON lines to its standard output: one a row, in or refused, then `{"end": true}` or `{"complaint": words}`.
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
from insight.stories.importers import csv_rows, docx_text, plain_text, qda_project, transcript, xlsx_rows
from insight.stories.importers.batch import Found, Refusal, Row, judge, refusal

MEMORY_BYTES = 512 * 2**20
CPU_SECONDS = 20

PARSERS: dict[str, Callable[[Path], Iterator[Found]]] = {
    "csv": csv_rows.rows,
    "xlsx": xlsx_rows.rows,
    "docx": docx_text.rows,
    "txt": plain_text.rows,
    "transcript": transcript.rows,
    "qdpx": qda_project.rows,
}


def limit() -> None:
    """Bound this process for good: address space, processor time, and no byte to any file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(kind: str, path: Path, out: TextIO) -> None:
    """Parse one file to JSON lines. What goes wrong is said in our words: a parser's may quote the story."""
    last: dict[str, object] = {"end": True}
    try:
        for judged in judge(PARSERS[kind](path)):
            out.write(json.dumps(_plain(judged)) + "\n")
    except BadInput as error:
        last = {"complaint": str(error)}
    except MemoryError:
        last = {"complaint": refusal("This file needs too much memory to read", "Cut it into smaller files.")}
    except Exception:
        last = {"complaint": refusal("This file is damaged or is not what its name says", "Try another copy.")}
    out.write(json.dumps(last) + "\n")
    out.flush()


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
    }


if __name__ == "__main__":
    limit()
    run(sys.argv[1], Path(sys.argv[2]), sys.stdout)
