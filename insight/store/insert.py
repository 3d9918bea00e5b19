"""`INSERT … ON CONFLICT` for whichever database the connection speaks to."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> sqlite.Insert:
    """An insert that knows `on_conflict_do_update` and `on_conflict_do_nothing`, alike on SQLite and PostgreSQL."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)  # type: ignore[return-value]  # the same methods, from another class
    return sqlite.insert(table)
