"""Bringing in what exists: stories from tables, documents, transcripts and research projects."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from insight.errors import BadInput
from insight.research.elsewhere import Elsewhere, elsewhere
from insight.stories.importers.batch import Batch, Refusal, Row, TellerKind, teller_kind
from insight.stories.importers.columns import Headings, Wish
from insight.stories.importers.content import CODED_KINDS, kind_of
from insight.stories.importers.refusals import refusal
from insight.stories.importers.sandbox import CODES, HEADINGS, TABLES
from insight.stories.text import Original

__all__ = ["Batch", "Refusal", "Row", "TellerKind", "codes_of", "headings_of", "read", "read_upload", "teller_kind"]

TIME_LIMIT_SECONDS = 18.0
"""A person waits at most 20 seconds for an answer; two are for ending the child and saying so."""

_ROOT = Path(__file__).resolve().parents[3]


def read(path: Path) -> Batch:
    """Every story of one file, and every row that stays outside with its reason.

    The kind is told by content and name together. Parsing happens in a child process with 512 MB and 18 seconds,
    the text comes back through a pipe and touches no disk. Raises `BadInput` in words for the person when the whole
    file is refused; neither the words nor the rows hold the file's name.
    """
    return _batch(path.resolve(), path.suffix, Wish())


def read_upload(name: str, body: bytes, wish: Wish) -> Batch:
    """The same for a file that came through the browser, as it was wished: it lies in memory, never on a disk."""
    with _in_memory(body) as path:
        return _batch(path, Path(name).suffix, wish)


def headings_of(name: str, body: bytes) -> Headings | None:
    """How a table from the browser is headed; `None` for what is no table. Raises `BadInput` as `read` does."""
    with _in_memory(body) as path:
        kind = kind_of(path, Path(name).suffix)
        if kind not in TABLES:
            return None
        [found] = _said(kind, path, HEADINGS)
        return Headings(tuple(found["names"]), frozenset(found["wordy"]))


def codes_of(name: str, body: bytes) -> Elsewhere:
    """What a program for research made of our stories, from a file that came through the browser.

    Raises `BadInput` as `read` does.
    """
    with _in_memory(body) as path:
        return elsewhere(_said(kind_of(path, Path(name).suffix, CODED_KINDS), path, CODES))


@contextmanager
def _in_memory(body: bytes) -> Iterator[Path]:
    """A path that leads to these bytes and to no disk."""
    descriptor = os.memfd_create("upload", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(body)
        yield Path(f"/proc/{os.getpid()}/fd/{descriptor}")
    finally:
        os.close(descriptor)


def _batch(path: Path, suffix: str, wish: Wish) -> Batch:
    judged = _said(kind_of(path, suffix), path, wish.written())
    return Batch(
        rows=tuple(_row(item) for item in judged if "text" in item),
        refused=tuple(Refusal(**item) for item in judged if "why" in item),
    )


def _said(kind: str, path: Path, wish: str) -> list[dict[str, Any]]:
    """What the child found, line by line; raises `BadInput` where that is nothing, or it never came to its end."""
    answer = _answer(kind, path, wish)
    if answer is None:
        raise BadInput(refusal("This file took too long to read", "Cut it into smaller files."))
    # Lines end with LF only; the last is empty, or cut off when the child died.
    *lines, _ = answer.split(b"\n")
    said: list[dict[str, Any]] = [json.loads(line) for line in lines]
    if said and "complaint" in said[-1]:
        raise BadInput(said[-1]["complaint"])
    if not said or "end" not in said[-1]:
        raise BadInput(refusal("This file could not be read safely", "Save it again, or cut it into smaller files."))
    if not said[:-1]:
        what = "code" if wish == CODES else "story"
        raise BadInput(refusal(f"There is no {what} in this file", "Is it the right one?"))
    return said[:-1]


def _answer(kind: str, path: Path, wish: str) -> bytes | None:
    """What the child wrote, or None when it ran out of time.

    The timeout's own exception holds the output so far, so it must not be raised on or chained.
    """
    command = [sys.executable, "-B", "-m", "insight.stories.importers.sandbox", kind, str(path), wish]
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
    answers = tuple((asked, Original(words)) for asked, words in item["answers"])
    return Row(**{**item, "text": Original(item["text"]), "told_on": told_on, "answers": answers})
