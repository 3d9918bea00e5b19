"""How themes are read: signed readings, and what those who told said when a theme was taken back to them."""

from datetime import date, datetime

from sqlalchemy import Connection, delete, select, update

from insight.access.reader import Role
from insight.identifiers import new_id
from insight.learning.learned import CheckBack, CheckBackAnswer, Reading
from insight.store.tables import check_back, theme_reading


class Readings:
    """Readings and answers by theme. To whom a theme is open is the services' to ask."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def sign(self, theme: str, text: str, role: Role, by: str, now: datetime) -> str:
        """One person's reading; its id."""
        new = new_id()
        row = {"id": new, "theme": theme, "text": text, "role": role.value, "by": by, "at": now}
        self._connection.execute(theme_reading.insert().values(**row))
        return new

    def signed(self, theme: str) -> tuple[Reading, ...]:
        """Those of a theme that nobody took back, the oldest first."""
        one = theme_reading.c
        rows = select(one.id, one.theme, one.text, one.role, one.by, one.at)
        rows = rows.where(one.theme == theme, one.taken_back_at.is_(None)).order_by(one.at, one.id)
        return tuple(
            Reading(**(dict(row) | {"role": Role(row["role"])})) for row in self._connection.execute(rows).mappings()
        )

    def take_back(self, wanted: str, at: datetime) -> None:
        """Its writer stands by it no longer."""
        self._connection.execute(update(theme_reading).where(theme_reading.c.id == wanted).values(taken_back_at=at))

    def answer(self, theme: str, held_on: date, answer: CheckBackAnswer, missing: str, by: str, now: datetime) -> str:
        """What one of those who told said of a theme; its id."""
        new = new_id()
        row = {"id": new, "theme": theme, "held_on": held_on, "answer": answer.value, "missing": missing}
        self._connection.execute(check_back.insert().values(**row, by=by, at=now))
        return new

    def answers(self, theme: str) -> tuple[CheckBack, ...]:
        """All that those who told said of a theme, in the order it was written down."""
        rows = select(check_back).where(check_back.c.theme == theme).order_by(check_back.c.at, check_back.c.id)
        found = self._connection.execute(rows).mappings()
        return tuple(CheckBack(**(dict(row) | {"answer": CheckBackAnswer(row["answer"])})) for row in found)

    def drop_answer(self, wanted: str) -> None:
        """It was written down by mistake."""
        self._connection.execute(delete(check_back).where(check_back.c.id == wanted))
