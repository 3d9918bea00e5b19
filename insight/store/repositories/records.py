"""What the bank knows about itself: its values, the audit, and the ledger of withdrawals."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, desc, func, select

from insight.access.entry import Entry
from insight.store.insert import insert
from insight.store.tables import audit, bank, story, withdrawal

GENERATION = "index_generation"
FIRST_HASH = "0" * 64


class Records:
    """Append-only, and never a word of a story."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Values.

    def value(self, name: str) -> str | None:
        """One thing that the bank knows about itself."""
        return self._connection.execute(select(bank.c.value).where(bank.c.name == name)).scalar()

    def set(self, name: str, value: str) -> None:
        """Keep one thing about the bank."""
        self._connection.execute(
            insert(self._connection, bank)
            .values(name=name, value=value)
            .on_conflict_do_update(index_elements=["name"], set_={"value": value})
        )

    def generation(self) -> int:
        """Which generation of the vector index is the right one; raised by every withdrawal."""
        return int(self.value(GENERATION) or 1)

    def raise_generation(self, above: int = 0) -> int:
        """From now on the present index is stale and has to be rebuilt elsewhere; the new generation.

        It is above that of another bank, too, whose index may lie in the same place.
        """
        new = max(self.generation(), above) + 1
        self.set(GENERATION, str(new))
        return new

    # Audit: each entry's hash covers the one before, so that a change or a gap shows.

    def write(self, by: str, what: str, subject: str, now: datetime, **detail: str | int | bool) -> None:
        """Append an entry. `detail` holds counts, choices and ids, never words of a story."""
        last = self._connection.execute(select(audit.c.number, audit.c.hash).order_by(desc(audit.c.number))).first()
        number, before = (last.number + 1, last.hash) if last else (1, FIRST_HASH)
        entry = Entry(number, now, by, what, subject, json.dumps(detail, sort_keys=True))
        self._connection.execute(
            audit.insert().values(
                number=number, at=now, by=by, what=what, subject=subject, detail=entry.detail, hash=_hash(entry, before)
            )
        )

    def entries(self, limit: int) -> tuple[Entry, ...]:
        """The newest entries, newest first."""
        rows = self._connection.execute(select(audit).order_by(desc(audit.c.number)).limit(limit)).all()
        return tuple(Entry(row.number, row.at, row.by, row.what, row.subject, row.detail) for row in rows)

    def openers(self, subjects: Sequence[str]) -> frozenset[str]:
        """Which accounts opened any of these stories whole."""
        where = (audit.c.what == "story_opened") & audit.c.subject.in_(subjects)
        return frozenset(self._connection.execute(select(audit.c.by).where(where).distinct()).scalars())

    def last_time(self, what: str) -> dict[str, datetime]:
        """When each account last did something of this kind."""
        newest = select(audit.c.by, func.max(audit.c.at)).where(audit.c.what == what).group_by(audit.c.by)
        return {row[0]: row[1] for row in self._connection.execute(newest)}

    def broken_at(self) -> int | None:
        """The number of the first entry that was altered or lost, or `None` when the chain holds."""
        before = FIRST_HASH
        for expected, row in enumerate(self._connection.execute(select(audit).order_by(audit.c.number)), start=1):
            entry = Entry(row.number, row.at, row.by, row.what, row.subject, row.detail)
            if row.number != expected or row.hash != _hash(entry, before):
                return expected
            before = row.hash
        return None

    # Withdrawals: the fact, and no copy of what was withdrawn.

    def withdrawn(self, story: str, by: str, generation: int, now: datetime, why: str = "asked") -> None:
        """Write down that a story was taken out; one that an old file brought back is taken out again."""
        self._connection.execute(
            insert(self._connection, withdrawal)
            .values(story=story, by=by, generation=generation, at=now, why=why)
            .on_conflict_do_nothing()
        )

    def is_withdrawn(self, story: str) -> bool:
        """Whether this story was taken out."""
        found = self._connection.execute(select(withdrawal.c.story).where(withdrawal.c.story == story)).first()
        return found is not None

    def withdrawals(self) -> dict[str, datetime]:
        """The stories that were taken out, and when."""
        return {
            row.story: row.at for row in self._connection.execute(select(withdrawal.c.story, withdrawal.c.at)).all()
        }

    def withdrawn_yet_here(self) -> tuple[str, ...]:
        """Stories that were taken out and are in the bank: only files put back from before a withdrawal do that."""
        both = withdrawal.join(story, withdrawal.c.story == story.c.id)
        return tuple(self._connection.execute(select(withdrawal.c.story).select_from(both)).scalars())


def _hash(entry: Entry, before: str) -> str:
    fields = (before, entry.number, entry.at.isoformat(), entry.by, entry.what, entry.subject, entry.detail)
    return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
