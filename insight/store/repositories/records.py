"""What the bank knows about itself: its values, the audit, and the ledger of withdrawals."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, delete, desc, func, select

from insight.access.entry import Entry
from insight.store.insert import insert
from insight.store.tables import audit, bank, story, withdrawal
from insight.store.vault import Vault

GENERATION = "index_generation"
FIRST_HASH = "0" * 64
SEAL = "audit_seal"
KEYED_SINCE = datetime(2026, 12, 1, tzinfo=UTC)


class Records:
    """Append-only, and never a word of a story."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work on `connection`; the audit is sealed with a secret of the vault's."""
        self._connection = connection
        self._vault = vault

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

    def drop(self, name: str) -> None:
        """Forget one thing about the bank."""
        self._connection.execute(delete(bank).where(bank.c.name == name))

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

    # Audit: each entry's keyed hash covers the one before, so that a change or a gap shows; how far it goes is sealed
    # beside it, so that a cut end shows as well. Who has the database but not the master key can forge neither.

    def write(self, by: str, what: str, subject: str, now: datetime, **detail: str | int | bool) -> None:
        """Append an entry. `detail` holds counts, choices and ids, never words of a story."""
        number, before = self._end()
        entry = Entry(number + 1, now, by, what, subject, json.dumps(detail, sort_keys=True))
        kept = self._keyed(entry, before)
        self._connection.execute(
            audit.insert().values(
                number=entry.number, at=now, by=by, what=what, subject=subject, detail=entry.detail, hash=kept
            )
        )
        self.set(SEAL, f"{entry.number}:{kept}:{self._mac(f'{entry.number}:{kept}')}")

    def entries(self, limit: int) -> tuple[Entry, ...]:
        """The newest entries, newest first."""
        rows = self._connection.execute(select(audit).order_by(desc(audit.c.number)).limit(limit)).all()
        return tuple(_entry(row) for row in rows)

    def openers(self, subjects: Sequence[str]) -> frozenset[str]:
        """Which accounts opened any of these stories whole."""
        where = (audit.c.what == "story_opened") & audit.c.subject.in_(subjects)
        return frozenset(self._connection.execute(select(audit.c.by).where(where).distinct()).scalars())

    def last_time(self, what: str) -> dict[str, datetime]:
        """When each account last did something of this kind."""
        newest = select(audit.c.by, func.max(audit.c.at)).where(audit.c.what == what).group_by(audit.c.by)
        return {row[0]: row[1] for row in self._connection.execute(newest)}

    def broken_at(self) -> int | None:
        """The number of the first entry that was altered or lost, or `None` when the chain holds to its end."""
        before, keyed, number = FIRST_HASH, False, 0
        for number, row in enumerate(self._connection.execute(select(audit).order_by(audit.c.number)), start=1):
            known = row.hash == self._keyed(_entry(row), before)
            if row.number != number or not (known or (not keyed and _from_before_keys(row, before))):
                return number
            before, keyed = row.hash, keyed or known
        sealed = self._sealed()
        whole = sealed == (number, before) or (sealed is None and not keyed and self.value(SEAL) is None)
        return None if whole else number + 1

    def _end(self) -> tuple[int, str]:
        """Number and hash that the next entry follows. Where the seal is lost, a number is left out for good."""
        sealed = self._sealed()
        if sealed is not None:
            return sealed
        last = self._connection.execute(select(audit).order_by(desc(audit.c.number)).limit(2)).all()
        if not last:
            return 0, FIRST_HASH
        before = last[1].hash if len(last) > 1 else FIRST_HASH
        return last[0].number + (not _from_before_keys(last[0], before)), last[0].hash

    def _sealed(self) -> tuple[int, str] | None:
        """Number and hash of the last entry as they were sealed, or `None` when there is no seal of this bank's."""
        number, _, rest = (self.value(SEAL) or "").partition(":")
        kept, _, mac = rest.partition(":")
        if not mac or mac != self._mac(f"{number}:{kept}"):
            return None
        return int(number), kept

    def _keyed(self, entry: Entry, before: str) -> str:
        return self._mac(_fields(entry, before))

    def _mac(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    @cached_property
    def _secret(self) -> bytes:
        return self._vault.derive("audit")

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


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.number, row.at, row.by, row.what, row.subject, row.detail)


def _fields(entry: Entry, before: str) -> str:
    return json.dumps((before, entry.number, entry.at.isoformat(), entry.by, entry.what, entry.subject, entry.detail))


def _from_before_keys(row: Row[Any], before: str) -> bool:
    """Whether this is an entry of the first versions, whose hash anybody could make: none that is younger counts."""
    unkeyed = hashlib.sha256(_fields(_entry(row), before).encode()).hexdigest()
    return bool(row.hash == unkeyed and row.at < KEYED_SINCE)
