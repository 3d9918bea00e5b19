"""The engine and the schema's version: opened, set up and migrated on first use."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, table, text
from sqlalchemy import column as sql_column
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from insight.errors import Damaged
from insight.store.troubles import NO_BANK_OF_OURS, in_words, told

MIGRATIONS = Path(__file__).with_name("migrations")
NEWEST = "0006"
UNFINISHED = "insight.db.restoring"

# `FULL`, not `NORMAL`: consent, withdrawals and acknowledged drafts must survive a power cut, not only a crash.
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 15000",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
)


def open_database(url: str) -> Engine:
    """An engine on an up-to-date schema. `Damaged` when the file is no bank or comes from a newer program,
    `Unavailable` when it may not be opened now.
    """
    engine = create_engine(url, hide_parameters=True)
    alone: AbstractContextManager[None] = nullcontext()
    if engine.dialect.name == "sqlite":
        folder = Path(str(engine.url.database)).parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        alone = alone_in(folder)
    with alone, in_words():
        if engine.dialect.name == "sqlite":
            forget_unfinished(folder)
        version = _version(engine)
        if version != NEWEST:
            try:
                _migrate(engine, version)
            except DBAPIError as error:  # tables of somebody else's are in the way
                raise told(error) or Damaged(NO_BANK_OF_OURS) from error
    return engine


def in_memory() -> Engine:
    """An engine on an empty bank that no disk ever sees; it is gone when it is disposed of."""
    raw = sqlite3.connect(":memory:", check_same_thread=False)
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    with engine.connect() as connection:
        _upgrade(connection)
        connection.connection.cursor().execute("PRAGMA foreign_keys = ON")
    return engine


def forget_unfinished(folder: Path) -> None:
    """Remove the new bank of a restore that was killed before it took the old one's place."""
    (folder / UNFINISHED).unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One process after the other: two that turn a new file to WAL at once are told "busy" without any waiting
    (https://sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode).
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin ourselves, so that a write takes its lock at the start
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _version(engine: Engine) -> str | None:
    with engine.connect().execution_options(writes=False) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(select(sql_column("version_num")).select_from(table("alembic_version"))).scalar()


def _migrate(engine: Engine, version: str | None) -> None:
    """Bring the schema up to date; when several processes start at once one migrates and the others find it done."""
    from alembic.util import CommandError

    with engine.connect() as connection:
        try:
            _upgrade(connection)
        except CommandError as error:
            raise Damaged(
                f"This bank was made by a newer program (its schema is {version}). Nothing was changed."
            ) from error
        connection.invalidate()  # the next one is opened with its foreign keys on


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if connection.dialect.name == "sqlite":
        # A table whose columns change is made anew, and dropping the old one must not take what points at it along.
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
    connection.begin()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(4711)"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()
