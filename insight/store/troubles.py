"""The database's own errors in plain words: busy, full, not to be written, damaged."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from insight.errors import Damaged, InsightError, Unavailable

_BUSY = "Something else is writing to the bank and has not finished. This was not kept. Try again in a minute."
_FULL = "The disk is full or does not answer. This was not kept. Make room and try again."
_CLOSED = "The bank's files may not be opened or written here. Nothing was changed. Ask who set this machine up."
NO_BANK_OF_OURS = "The database cannot be read: it is damaged or no bank of ours. Nothing was changed."

# The beginnings of SQLite's names for its result codes (https://sqlite.org/rescode.html).
_TROUBLES: tuple[tuple[str, type[InsightError], str], ...] = (
    ("SQLITE_BUSY", Unavailable, _BUSY),
    ("SQLITE_FULL", Unavailable, _FULL),
    ("SQLITE_IOERR", Unavailable, _FULL),
    ("SQLITE_READONLY", Unavailable, _CLOSED),
    ("SQLITE_CANTOPEN", Unavailable, _CLOSED),
    ("SQLITE_CORRUPT", Damaged, NO_BANK_OF_OURS),
    ("SQLITE_NOTADB", Damaged, NO_BANK_OF_OURS),
)


@contextmanager
def in_words() -> Iterator[None]:
    """Turn trouble with the database's files into an error of ours; anything else passes as it is."""
    try:
        yield
    except DBAPIError as error:
        trouble = told(error)
        if trouble is not None:
            raise trouble from error
        raise


def told(error: BaseException | None) -> InsightError | None:
    """The trouble behind an error of the database in words, or `None` when it is no trouble with its files."""
    name = str(getattr(getattr(error, "orig", None), "sqlite_errorname", ""))
    return next((kind(says) for begins, kind, says in _TROUBLES if name.startswith(begins)), None)
