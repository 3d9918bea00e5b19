"""The audit as it is read: some of its entries, by month, by whom and of what kind."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, desc, func, select, true

from insight.access.entry import Choice, Entry
from insight.access.gate import Scope
from insight.store.tables import audit, inquiry, story
from insight.store.visible import STORIES, not_excluded


class Trail:
    """Reads what `Records` wrote."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def some(self, choice: Choice, limit: int | None = None, after: int = 0) -> tuple[Entry, ...]:
        """The newest entries of a choice, newest first, without the first `after` of them."""
        query = select(audit).where(_chosen(choice)).order_by(desc(audit.c.number)).limit(limit).offset(after)
        rows = self._connection.execute(query).all()
        return tuple(Entry(row.number, row.at, row.by, row.what, row.subject, row.detail) for row in rows)

    def count(self, choice: Choice) -> int:
        """How many entries a choice has."""
        query = select(func.count()).select_from(audit).where(_chosen(choice))
        return int(self._connection.execute(query).scalar_one())

    def span(self) -> tuple[datetime, datetime] | None:
        """When the first and the last entry were made; `None` when there is none."""
        first, last = self._connection.execute(select(func.min(audit.c.at), func.max(audit.c.at))).one()
        return None if first is None else (first, last)

    def by_whom(self) -> frozenset[str]:
        """Everybody who did something."""
        return frozenset(self._connection.execute(select(audit.c.by).distinct()).scalars())

    def kinds(self) -> frozenset[str]:
        """Every kind of thing that was done."""
        return frozenset(self._connection.execute(select(audit.c.what).distinct()).scalars())

    def stories(self, wanted: Sequence[str], scope: Scope) -> dict[str, tuple[str, datetime]]:
        """For which inquiry and when stories came in, by id, but for those whose tellers excluded the scope's."""
        rows = self._connection.execute(
            select(story.c.id, inquiry.c.name, story.c.received_at)
            .select_from(STORIES.join(inquiry, story.c.inquiry == inquiry.c.id))
            .where(story.c.id.in_(wanted), not_excluded(scope))
        )
        return {row.id: (row.name, row.received_at) for row in rows}


def _chosen(choice: Choice) -> ColumnElement[bool]:
    chosen: list[ColumnElement[bool]] = [true()]
    if choice.since is not None:
        chosen.append(audit.c.at >= choice.since)
    if choice.until is not None:
        chosen.append(audit.c.at < choice.until)
    if choice.by is not None:
        chosen.append(audit.c.by == choice.by)
    if choice.kinds is not None:
        chosen.append(audit.c.what.in_(choice.kinds))
    return and_(*chosen)
