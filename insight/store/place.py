"""The place of a bank: what lies there, and another bank put into it as a whole, whatever is killed meanwhile."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cryptography.fernet import MultiFernet
from sqlalchemy import create_engine, select
from sqlalchemy.exc import DBAPIError

from insight import ports
from insight.errors import Refused, Unavailable
from insight.keeping.kept import Before, Withdrawn
from insight.settings import Settings
from insight.store.database import NEWEST, UNFINISHED, alone_in, forget_unfinished
from insight.store.repositories.backups import Backups
from insight.store.repositories.records import Records
from insight.store.sealed_file import sync_folder
from insight.store.tables import draft, story, withdrawal
from insight.store.unit_of_work import Bank
from insight.store.vault import Vault

FILE = "insight.db"
BUSY_SECONDS = 5.0
_FULL = "The disk is full or does not answer. The bank is as it was."
_IN_USE = "Something else has the bank open. Nothing was changed. Close it and try again."


def require_files(settings: Settings) -> None:
    """`Refused` for a bank on a database server, which has its own ways of backing up."""
    if settings.database_url is not None:
        raise Refused("This bank lies on a database server. Back it up and restore it there.")


class Place:
    """One data folder with SQLite in it."""

    def __init__(self, settings: Settings, master: Callable[[], MultiFernet]) -> None:
        """`master` is this place's key; it is asked for when a bank moves in. `Refused` for a database server."""
        require_files(settings)
        self._settings = settings
        self._path = settings.data_dir / FILE
        self._master = master

    def before(self) -> Before:
        """What lies there now. Nothing is changed by asking."""
        if not self._path.exists():
            return Before()
        engine = create_engine(f"sqlite:///{self._path}", hide_parameters=True)
        try:
            with engine.connect() as connection:
                schema = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
                if schema != NEWEST:
                    return Before(readable=False)
                records = Records(connection, Vault(connection, self._master))
                return Before(
                    stories=len(connection.execute(select(story.c.id)).all()),
                    drafts=len(connection.execute(select(draft.c.interview).distinct()).all()),
                    generation=records.generation(),
                    withdrawn=tuple(
                        Withdrawn(one.story, one.at) for one in connection.execute(select(withdrawal)).all()
                    ),
                    backups=Backups(connection).all(),
                )
        except DBAPIError:
            return Before(readable=False)
        finally:
            engine.dispose()

    def put(self, bank: ports.Bank) -> None:
        """Put a bank that lives in memory here. Killed at any moment, the old bank or the new one is here, whole.

        The new one is written beside the old, flushed to the disk, and takes its name in one step. Before that the
        old one is brought into a single file, so that no log of its is left for SQLite to apply to the new one; that
        also proves that nobody else has it open. What is only derived goes first: it is made anew for either bank.
        """
        assert isinstance(bank, Bank)
        folder = self._settings.data_dir
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        master = self._master()
        try:
            with alone_in(folder):
                forget_unfinished(folder)
                new = folder / UNFINISHED
                try:
                    self._write(bank, master, new)
                    self._close_old()
                    for derived in (self._settings.vectors, self._settings.queues):
                        shutil.rmtree(derived, ignore_errors=True)
                    new.replace(self._path)
                    sync_folder(folder)
                finally:
                    forget_unfinished(folder)
        except (OSError, sqlite3.OperationalError) as error:
            raise Unavailable(_IN_USE if "locked" in str(error) else _FULL) from error

    def _write(self, bank: Bank, master: MultiFernet, new: Path) -> None:
        with bank.engine.begin() as connection:
            Vault(connection, lambda: master).rewrap(Vault(connection, bank.master))
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with bank.engine.connect().execution_options(writes=False) as connection, closing(sqlite3.connect(new)) as to:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            to.execute("PRAGMA journal_mode = OFF")
            raw.backup(to)
        handle = os.open(new, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _close_old(self) -> None:
        """Write the old bank's log back and remove it; "locked" while anybody else has the bank open."""
        if not self._path.exists():
            return
        with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS)) as old:
            try:
                mode = old.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                mode = "delete"  # it cannot be read at all, so SQLite has no log for it either
        if mode != "delete":
            raise sqlite3.OperationalError("locked")
        for log in ("-wal", "-shm", "-journal"):
            self._path.with_name(FILE + log).unlink(missing_ok=True)
