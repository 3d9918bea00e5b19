"""What stands in the rooms of sub-groups: entries, sessions, and people who have not been heard."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select, update

from insight.errors import NotFound
from insight.identifiers import new_id
from insight.learning.learned import Entry, Gap, Session
from insight.store.tables import account, account_subgroup, gap, group_session, learning_entry, session_person


class Rooms:
    """Entries, sessions and gaps by sub-group. To whom a room is open is the services' to ask."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Who.

    def members(self, subgroup: str) -> dict[str, str]:
        """The names of those who learn with a sub-group and may sign in, by account."""
        rows = (
            select(account.c.id, account.c.name)
            .join(account_subgroup, account_subgroup.c.account == account.c.id)
            .where(account_subgroup.c.subgroup == subgroup, account.c.active)
            .order_by(account.c.name, account.c.id)
        )
        return {row.id: row.name for row in self._connection.execute(rows)}

    def names(self, accounts: Iterable[str]) -> dict[str, str]:
        """Names by id; whoever is no account, as the local operator, goes by the id."""
        wanted = sorted(set(accounts))
        rows = self._connection.execute(select(account.c.id, account.c.name).where(account.c.id.in_(wanted)))
        return {one: one for one in wanted} | {row.id: row.name for row in rows}

    # What a group noticed, so what, now what.

    def add_entry(self, subgroup: str, noticed: str, so_what: str, now_what: str, by: str, now: datetime) -> str:
        """A new entry; its id."""
        return self._add(
            learning_entry, subgroup=subgroup, noticed=noticed, so_what=so_what, now_what=now_what, by=by, at=now
        )

    def entry(self, wanted: str) -> Entry:
        """One entry; `NotFound` when there is none."""
        return Entry(**self._row(learning_entry, wanted, "There is no such entry."))

    def entries(self, subgroup: str) -> tuple[Entry, ...]:
        """All of a room, those put away too, the newest first."""
        rows = select(learning_entry).where(learning_entry.c.subgroup == subgroup)
        order = (learning_entry.c.at.desc(), learning_entry.c.id)
        return tuple(Entry(**row) for row in self._connection.execute(rows.order_by(*order)).mappings())

    def change_entry(self, wanted: str, noticed: str, so_what: str, now_what: str, now: datetime) -> None:
        """Other words in place of those before."""
        self._set(learning_entry, wanted, noticed=noticed, so_what=so_what, now_what=now_what, changed_at=now)

    def put_entry_away(self, wanted: str, at: datetime | None) -> None:
        """Put an entry away from then on; `None` brings it back."""
        self._set(learning_entry, wanted, put_away_at=at)

    # Sessions.

    def add_session(
        self,
        subgroup: str,
        held_on: date,
        people: Collection[str],
        others: int,
        decisions: str,
        next_on: date | None,
        by: str,
        now: datetime,
        *,
        entries: Collection[str] = (),
    ) -> str:
        """A session that was held; its id. `entries` were written there."""
        new = self._add(
            group_session, subgroup=subgroup, held_on=held_on, others=others, decisions=decisions, next_on=next_on,
            by=by, at=now,
        )  # fmt: skip
        rows = [{"group_session": new, "account": one} for one in sorted(set(people))]
        if rows:
            self._connection.execute(session_person.insert(), rows)
        written = update(learning_entry).where(learning_entry.c.id.in_(sorted(entries)))
        self._connection.execute(written.values(group_session=new))
        return new

    def sessions(self, subgroup: str) -> tuple[Session, ...]:
        """All of a room, the newest first."""
        rows = select(group_session).where(group_session.c.subgroup == subgroup)
        order = (group_session.c.held_on.desc(), group_session.c.at.desc(), group_session.c.id)
        found = self._connection.execute(rows.order_by(*order)).mappings().all()
        came: dict[str, list[str]] = {row["id"]: [] for row in found}
        attended = select(session_person).where(session_person.c.group_session.in_(sorted(came)))
        for row in self._connection.execute(attended.order_by(session_person.c.account)):
            came[row.group_session].append(row.account)
        return tuple(Session(**row, people=tuple(came[row["id"]])) for row in found)

    def meet_next(self, wanted: str, next_on: date | None) -> None:
        """Another day for the session after this one."""
        self._set(group_session, wanted, next_on=next_on)

    # People who have not been heard.

    def add_gap(self, subgroup: str, who: str, why: str, by: str, now: datetime) -> str:
        """Somebody whom the group has not heard; its id."""
        return self._add(gap, subgroup=subgroup, who=who, why=why, by=by, at=now)

    def gap(self, wanted: str) -> Gap:
        """One gap; `NotFound` when there is none."""
        return Gap(**self._row(gap, wanted, "This is not in the room any more."))

    def gaps(self, subgroups: Collection[str]) -> tuple[Gap, ...]:
        """All of these rooms, in the order they were declared."""
        rows = select(gap).where(gap.c.subgroup.in_(sorted(subgroups))).order_by(gap.c.at, gap.c.id)
        return tuple(Gap(**row) for row in self._connection.execute(rows).mappings())

    def heard(self, wanted: str, on: date, by: str, what: str) -> None:
        """Somebody has listened to them: when, who says so, and what was done."""
        self._set(gap, wanted, heard_on=on, heard_by=by, heard=what)

    def _add(self, table: Table, **values: Any) -> str:
        new = new_id()
        self._connection.execute(table.insert().values(id=new, **values))
        return new

    def _row(self, table: Table, wanted: str, missing: str) -> RowMapping:
        row = self._connection.execute(select(table).where(table.c.id == wanted)).mappings().first()
        if row is None:
            raise NotFound(missing)
        return row

    def _set(self, table: Table, wanted: str, **values: Any) -> None:
        self._connection.execute(update(table).where(table.c.id == wanted).values(**values))
