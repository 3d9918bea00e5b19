"""Share-backs and their parts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, or_, select, true, update

from insight.access.gate import Scope
from insight.errors import NotFound
from insight.identifiers import new_id
from insight.share.share_back import Part, PartKind, ShareBack
from insight.store.tables import (
    citation,
    share_back,
    share_back_part,
)

_NO_SHARE_BACK = "There is no such share-back, or it is not open to you."


class ShareBacks:
    """Share-backs with their parts. Words of tellers are not in them, but by citations."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def add(
        self, title: str, subgroup: str | None, inquiry: str | None, theme: str | None, by: str, now: datetime
    ) -> str:
        """A share-back without parts; its id."""
        new = new_id()
        row = {"id": new, "title": title, "subgroup": subgroup, "inquiry": inquiry, "theme": theme, "by": by, "at": now}
        self._connection.execute(share_back.insert().values(**row))
        return new

    def all(self, scope: Scope) -> tuple[ShareBack, ...]:
        """Those of the scope's sub-groups and of everybody, newest first."""
        order = (share_back.c.at.desc(), share_back.c.id)
        rows = self._connection.execute(select(share_back).where(_open_to(scope)).order_by(*order)).mappings()
        return tuple(ShareBack(**row) for row in rows)

    def finished(self) -> tuple[ShareBack, ...]:
        """Those that others read, the newest first."""
        where = share_back.c.closed_at.is_not(None)
        order = (share_back.c.closed_at.desc(), share_back.c.id)
        return tuple(
            ShareBack(**row)
            for row in self._connection.execute(select(share_back).where(where).order_by(*order)).mappings()
        )

    def get(self, wanted: str, scope: Scope | None) -> ShareBack:
        """One that is open to the scope, or with `None` a finished one; `NotFound` otherwise: the two look alike."""
        open_to = share_back.c.closed_at.is_not(None) if scope is None else _open_to(scope)
        row = self._connection.execute(select(share_back).where((share_back.c.id == wanted) & open_to)).mappings()
        found = row.first()
        if found is None:
            raise NotFound(_NO_SHARE_BACK)
        return ShareBack(**found)

    def change(self, wanted: str, **values: Any) -> None:
        """Set columns of a share-back: its title, or when it was finished."""
        self._connection.execute(update(share_back).where(share_back.c.id == wanted).values(**values))

    # Parts.

    def add_part(
        self, to: str, kind: PartKind, heading: str, text: str, *, theme: str | None = None, tried: str | None = None
    ) -> str:
        """A part after all others; its id."""
        new, position = new_id(), max((one.position for one in self.parts(to)), default=-1) + 1
        row = {"id": new, "share_back": to, "position": position, "kind": kind.value, "theme": theme}
        row |= {"experiment": tried, "heading": heading, "text": text}
        self._connection.execute(share_back_part.insert().values(**row))
        return new

    def parts(self, of: str) -> tuple[Part, ...]:
        """The parts in their order."""
        table = share_back_part
        rows = select(table).where(table.c.share_back == of).order_by(table.c.position, table.c.id)
        return tuple(_part(row) for row in self._connection.execute(rows).mappings())

    def word_part(self, wanted: str, heading: str, text: str) -> None:
        """Other words for a part."""
        one = update(share_back_part).where(share_back_part.c.id == wanted)
        self._connection.execute(one.values(heading=heading, text=text))

    def order(self, parts: Sequence[str]) -> None:
        """These parts in this order."""
        for position, one in enumerate(parts):
            where = share_back_part.c.id == one
            self._connection.execute(update(share_back_part).where(where).values(position=position))

    def drop_part(self, wanted: str) -> None:
        """A part with its quotes goes."""
        self._connection.execute(delete(citation).where(citation.c.of == wanted))
        self._connection.execute(delete(share_back_part).where(share_back_part.c.id == wanted))


def _open_to(scope: Scope) -> Any:
    if scope.subgroups is None:
        return true()
    return or_(share_back.c.subgroup.is_(None), share_back.c.subgroup.in_(sorted(scope.subgroups)))


def _part(row: RowMapping) -> Part:
    kept = {name: row[name] for name in ("id", "share_back", "position", "theme", "experiment", "heading", "text")}
    return Part(kind=PartKind(row["kind"]), **kept)
