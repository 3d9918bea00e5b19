"""The whole bank as lines, for a backup, and lines as a bank again.

A line is a row (a JSON array), or says which table begins, or how many rows it had and their SHA-256. Rows come in the
order of their keys, so that the same bank gives the same lines. What is derived, as the words of full-text search, is
made anew. Data keys and the bank's root secret stand in the lines unwrapped: lines exist in memory and in sealed
files only, and whoever reads them wraps the keys with a master key of their own.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, LargeBinary, Table, or_, select, text
from sqlalchemy.exc import DBAPIError

from insight.errors import Damaged
from insight.store.moment import Moment
from insight.store.tables import (
    bank,
    data_key,
    invitation,
    metadata,
    password_link,
    provider_sign_in,
    sealed,
    session,
    sign_in_attempt,
    story,
)
from insight.store.vault import ROOT, Vault
from insight.stories.story import APPROVED

# What lets somebody in, or counts who tried to: of this place and this hour.
LEFT_OUT = frozenset(one.name for one in (session, sign_in_attempt, invitation, password_link, provider_sign_in))
ROWS_AT_ONCE = 500
_FILL_FULL_TEXT = (
    "INSERT INTO full_text (passage, body) SELECT passage.id, "
    'substr(story.text, passage.start + 1, passage."end" - passage.start) '
    "FROM passage JOIN story ON passage.story = story.id ORDER BY passage.id"
)
_BROKEN = "What is in this backup does not fit together. Nothing was changed. Use another one."


class Contents:
    """Everything there is but originals of approved stories, and what lets somebody sign in."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work on `connection`; `vault` unwraps and wraps keys."""
        self._connection = connection
        self._vault = vault

    def lines(self, now: datetime) -> Iterator[bytes]:
        """Every table, without ever holding more than a few hundred rows. What has run out by now is left out."""
        for table in metadata.sorted_tables:
            if table.name in LEFT_OUT:
                continue
            names = [column.name for column in table.columns]
            yield _line({"table": table.name, "columns": names})
            number, digest = 0, hashlib.sha256()
            query = select(table).where(*_wanted(table, now)).order_by(*table.primary_key.columns)
            rows = self._connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
            for row in rows.mappings():
                written = _line([_plain(one) for one in self._bare(table, dict(row)).values()])
                digest.update(written)
                number += 1
                yield written
            yield _line({"table": table.name, "rows": number, "sha256": digest.hexdigest()})
        yield _line({"whole": True})

    def load(self, lines: Iterable[bytes]) -> dict[str, tuple[int, str]]:
        """Fill an empty bank; the rows and SHA-256 of each table, as the lines say. `Damaged`: they do not fit."""
        try:
            # Rows come in the order of their keys, so one may point at another that is still to come.
            self._connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            found = self._load(iter(lines))
            self._connection.execute(text(_FILL_FULL_TEXT))
        except (ValueError, KeyError, TypeError, StopIteration, DBAPIError) as error:
            raise Damaged(_BROKEN) from error
        if self.flaws():
            raise Damaged(_BROKEN)
        return found

    def digests(self, now: datetime) -> dict[str, tuple[int, str]]:
        """The rows and SHA-256 of each table, as `load` gives them."""
        ends = (json.loads(line) for line in self.lines(now) if line.startswith(b"{") and b'"sha256"' in line)
        return {one["table"]: (one["rows"], one["sha256"]) for one in ends}

    def flaws(self) -> tuple[str, ...]:
        """What SQLite finds wrong with its own pages and with rows that point at nothing; no word of any row."""
        pages = self._connection.execute(text("PRAGMA integrity_check")).scalars().all()
        dangling = self._connection.execute(text("PRAGMA foreign_key_check")).all()
        said = [] if pages == ["ok"] else ["pages"]
        return (*said, *sorted({str(row[0]) for row in dangling}))

    def schema(self) -> str:
        """The version of the tables."""
        return str(self._connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())

    def _load(self, lines: Iterator[bytes]) -> dict[str, tuple[int, str]]:
        found: dict[str, tuple[int, str]] = {}
        for line in lines:
            told = json.loads(line)
            if "whole" in told:
                if set(found) != set(metadata.tables) - LEFT_OUT or next(lines, None) is not None:
                    raise ValueError("tables are missing")
                return found
            table = metadata.tables[told["table"]]
            if told["columns"] != [column.name for column in table.columns]:
                raise ValueError("columns are others")
            found[table.name] = self._load_table(table, lines)
        raise ValueError("the end is missing")

    def _load_table(self, table: Table, lines: Iterator[bytes]) -> tuple[int, str]:
        readers = [_reader(column) for column in table.columns]
        names = [column.name for column in table.columns]
        number, digest, waiting = 0, hashlib.sha256(), []
        while (line := next(lines)).startswith(b"["):
            digest.update(line + b"\n")
            number += 1
            values = (read(one) for read, one in zip(readers, json.loads(line), strict=True))
            waiting.append(self._wrapped(table, dict(zip(names, values, strict=True))))
            if len(waiting) == ROWS_AT_ONCE:
                self._connection.execute(table.insert(), waiting)
                waiting = []
        if waiting:
            self._connection.execute(table.insert(), waiting)
        if json.loads(line) != {"table": table.name, "rows": number, "sha256": digest.hexdigest()}:
            raise ValueError("rows are missing")
        return number, digest.hexdigest()

    def _bare(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        if table is data_key:
            return row | {"wrapped": self._vault.bare(row["wrapped"])}
        if table is bank and row["name"] == ROOT:
            return row | {"value": b64encode(self._vault.bare(row["value"].encode())).decode()}
        return row

    def _wrapped(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        if table is data_key:
            return row | {"wrapped": self._vault.wrapped(row["wrapped"])}
        if table is bank and row["name"] == ROOT:
            return row | {"value": self._vault.wrapped(b64decode(row["value"])).decode()}
        return row


def _wanted(table: Table, now: datetime) -> list[ColumnElement[bool]]:
    """Originals of approved stories stay in the quarantine they are in, and their keys with them."""
    approved = select(story.c.id).where(story.c.state.in_([state.value for state in APPROVED]))
    if table is data_key:
        return [data_key.c.owner.not_in(approved)]
    if table is sealed:
        return [sealed.c.owner.not_in(approved), or_(sealed.c.expires_at.is_(None), sealed.c.expires_at > now)]
    return []


def _line(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date


def _reader(column: ColumnElement[Any]) -> Any:
    """What turns a column's value in a line into what the column takes."""
    for kind, read in ((LargeBinary, b64decode), (Moment, datetime.fromisoformat), (Date, date.fromisoformat)):
        if isinstance(column.type, kind):
            return lambda value, read=read: None if value is None else read(value)
    return lambda value: value
