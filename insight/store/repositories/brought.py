"""What is known about files that came in: which columns hold what, and where texts of another purpose come from."""

from datetime import datetime

from sqlalchemy import Connection, select

from insight.identifiers import new_id
from insight.store.insert import insert
from insight.store.tables import column_choice, source
from insight.stories.source import Source


class Brought:
    """Neither the files nor their names: a shape is a keyed hash of headings, a choice their numbers."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def choice(self, shape: str) -> str | None:
        """Which columns were chosen for a table of this shape."""
        return self._connection.execute(select(column_choice.c.choice).where(column_choice.c.shape == shape)).scalar()

    def choose(self, shape: str, choice: str) -> None:
        """From now on these columns are offered for this shape."""
        self._connection.execute(
            insert(self._connection, column_choice)
            .values(shape=shape, choice=choice)
            .on_conflict_do_update(index_elements=["shape"], set_={"choice": choice})
        )

    def add_source(self, one: Source, by: str, now: datetime) -> str:
        """Where texts come from and on what basis; its id, for their stories."""
        identifier = new_id()
        self._connection.execute(
            source.insert().values(
                id=identifier, at=now, by=by, what=one.what.value, basis=one.basis.value, told=one.told.value
            )
        )
        return identifier
