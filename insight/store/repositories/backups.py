"""Which backups were made, and until when each is kept."""

from datetime import date, datetime

from sqlalchemy import Connection, Row, delete, func, select

from insight.keeping.kept import KeptBackup
from insight.store.insert import insert
from insight.store.tables import backup


class Backups:
    """A line for each. The files themselves lie elsewhere."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def add(self, one: KeptBackup) -> None:
        """A backup was made and read back. One that is known already stays as it was."""
        values = {"at": one.at, "name": one.name, "stories": one.stories, "expires_on": one.expires_on}
        self._connection.execute(insert(self._connection, backup).values(**values).on_conflict_do_nothing())

    def all(self) -> tuple[KeptBackup, ...]:
        """Every backup that is known, newest first."""
        return tuple(_record(row) for row in self._connection.execute(select(backup).order_by(backup.c.at.desc())))

    def forget(self, at: datetime) -> None:
        """Its file is not there any more."""
        self._connection.execute(delete(backup).where(backup.c.at == at))

    def last_expiry(self) -> date | None:
        """The day on which the last of the backups that end by themselves is deleted; `None` when there is none."""
        return self._connection.execute(select(func.max(backup.c.expires_on))).scalar()

    def by_hand(self) -> int:
        """How many backups somebody made and took away: nobody here can tell when those end."""
        where = backup.c.expires_on.is_(None)
        return int(self._connection.execute(select(func.count()).select_from(backup).where(where)).scalar_one())


def _record(row: Row[tuple[object, ...]]) -> KeptBackup:
    return KeptBackup(row.at, row.name, row.stories, row.expires_on)
