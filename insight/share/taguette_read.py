"""Reads the tables that Taguette writes, in the child that reads files: its codebook, and its highlights with tags."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from insight.errors import BadInput
from insight.stories.importers import csv_rows, xlsx_rows
from insight.stories.importers.batch import Found
from insight.stories.importers.columns import TAGUETTE, Columns
from insight.stories.importers.refusals import refusal

CODEBOOK = ("tag", "description")
BROKEN, UNTAGGED = "rows that could not be read", "passages without a tag"
_WHAT = "This table is neither Taguette's codebook nor its list of highlights"


def csv_table(path: Path) -> Iterator[dict[str, object]]:
    """The lines for `insight.research.elsewhere` out of a csv file."""
    yield from _lines(csv_rows.headings(path).names, lambda columns: csv_rows.rows(path, columns))


def xlsx_table(path: Path) -> Iterator[dict[str, object]]:
    """The same out of a workbook."""
    yield from _lines(xlsx_rows.headings(path).names, lambda columns: xlsx_rows.rows(path, columns))


def _lines(names: Sequence[str], rows: Callable[[Columns], Iterator[Found]]) -> Iterator[dict[str, object]]:
    heads = tuple(name.strip().strip("\ufeff").lower() for name in names)
    if heads == TAGUETTE:
        yield from _highlights(rows(Columns(ref=0, storyteller=1, teller=2, text=3)))
    elif heads[:2] == CODEBOOK:
        yield from _codebook(rows(Columns(ref=0, text=1)))
    else:
        raise BadInput(refusal(_WHAT, "Export it from Taguette again, as CSV or Excel."))


def _codebook(rows: Iterator[Found]) -> Iterator[dict[str, object]]:
    broken = 0
    for row in rows:
        tag = (row.ref or "").strip()
        if row.fault or not tag:
            broken += 1
        else:
            yield _code(tag, row.text)
    if broken:
        yield {"unread": [BROKEN, broken]}


def _highlights(rows: Iterator[Found]) -> Iterator[dict[str, object]]:
    """Each passage under each of its tags; a tag is told once, before its first passage."""
    known: set[str] = set()
    unread = {BROKEN: 0, UNTAGGED: 0}
    for row in rows:
        tag = (row.teller or "").strip()
        if row.fault or not tag:
            unread[BROKEN if row.fault else UNTAGGED] += 1
            continue
        if tag not in known:
            known.add(tag)
            yield _code(tag, "")
        yield {"passage": {"document": row.storyteller or "", "words": row.text, "code": tag}}
    for what, number in unread.items():
        if number:
            yield {"unread": [what, number]}


def _code(tag: str, description: str) -> dict[str, object]:
    return {"code": {"key": tag, "parent": None, "name": tag, "description": description, "guid": None}}
