"""Bringing in what exists: stories from tables, documents, transcripts and research projects."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from insight.errors import BadInput
from insight.stories.importers.batch import Batch, Refusal, Row, TellerKind, refusal, teller_kind
from insight.stories.importers.content import kind_of
from insight.stories.text import Original

__all__ = ["Batch", "Refusal", "Row", "TellerKind", "read", "read_upload", "teller_kind"]

TIME_LIMIT_SECONDS = 18.0
"""A person waits at most 20 seconds for an answer; two are for ending the child and saying so."""

_ROOT = Path(__file__).resolve().parents[3]


def read(path: Path) -> Batch:
    """Every story of one file, and every row that stays outside with its reason.

    The kind is told by content and name together. Parsing happens in a child process with 512 MB and 18 seconds,
    the text comes back through a pipe and touches no disk. Raises `BadInput` in words for the person when the whole
    file is refused; neither the words nor the rows hold the file's name.
    """
    return _read(path.resolve(), path.suffix)


def read_upload(name: str, body: bytes) -> Batch:
    """The same for a file that came through the browser: it lies in memory, never on a disk."""
    descriptor = os.memfd_create("upload", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(body)
        return _read(Path(f"/proc/{os.getpid()}/fd/{descriptor}"), Path(name).suffix)
    finally:
        os.close(descriptor)


def _read(path: Path, suffix: str) -> Batch:
    kind = kind_of(path, suffix)
    answer = _answer(kind, path)
    if answer is None:
        raise BadInput(refusal("This file took too long to read", "Cut it into smaller files."))
    # Lines end with LF only; the last is empty, or cut off when the child died.
    *lines, _ = answer.split(b"\n")
    said: list[dict[str, Any]] = [json.loads(line) for line in lines]
    if said and "complaint" in said[-1]:
        raise BadInput(said[-1]["complaint"])
    if not said or "end" not in said[-1]:
        raise BadInput(refusal("This file could not be read safely", "Save it again, or cut it into smaller files."))
    judged = said[:-1]
    if not judged:
        raise BadInput(refusal("There is no story in this file", "Is it the right one?"))
    return Batch(
        rows=tuple(_row(item) for item in judged if "text" in item),
        refused=tuple(Refusal(**item) for item in judged if "why" in item),
    )


def _answer(kind: str, path: Path) -> bytes | None:
    """What the child wrote, or None when it ran out of time.

    The timeout's own exception holds the output so far, so it must not be raised on or chained.
    """
    command = [sys.executable, "-B", "-m", "insight.stories.importers.sandbox", kind, str(path)]
    child = subprocess.Popen(
        command,
        cwd=_ROOT,
        env={"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with child:
        try:
            return child.communicate(timeout=TIME_LIMIT_SECONDS)[0]
        except subprocess.TimeoutExpired:
            return None
        finally:
            child.kill()


def _row(item: dict[str, Any]) -> Row:
    """One accepted row, as the child wrote it."""
    told_on = date.fromisoformat(item["told_on"]) if item["told_on"] else None
    return Row(**{**item, "text": Original(item["text"]), "told_on": told_on})
