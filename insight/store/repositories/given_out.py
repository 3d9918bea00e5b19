"""Documents that left, and the stories that stand in them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, select

from insight.identifiers import new_id
from insight.share.share_back import GaveOut
from insight.store.tables import given_out, given_out_story, share_back


class GivenOut:
    """Documents that left, and the stories that stand in them."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def add(
        self,
        kind: str,
        name: str,
        to_whom: str,
        stories: Iterable[str],
        by: str,
        now: datetime,
        share_back: str | None = None,
    ) -> str:
        """A document left for somebody; its id."""
        new = new_id()
        self._connection.execute(
            given_out.insert().values(
                id=new, share_back=share_back, kind=kind, name=name, to_whom=to_whom, by=by, at=now
            )
        )
        rows = [{"given_out": new, "story": one} for one in dict.fromkeys(stories)]
        if rows:
            self._connection.execute(given_out_story.insert(), rows)
        return new

    def holding(self, story: str) -> tuple[str, ...]:
        """The ids of the documents in which a story stands."""
        rows = select(given_out_story.c.given_out).where(given_out_story.c.story == story)
        return tuple(self._connection.execute(rows).scalars())

    def some(self, wanted: Collection[str]) -> tuple[GaveOut, ...]:
        """These documents, oldest first."""
        return self._gave_out(given_out.c.id.in_(sorted(wanted)))

    def of(self, share_back: str) -> tuple[GaveOut, ...]:
        """To whom a share-back was given, oldest first."""
        return self._gave_out(given_out.c.share_back == share_back)

    def holding_any(self, stories: Collection[str]) -> tuple[tuple[GaveOut, str], ...]:
        """Every document in which one of these stories stands, with that story; oldest first."""
        rows = self._connection.execute(
            _documents(given_out_story.c.story)
            .join(given_out_story, given_out_story.c.given_out == given_out.c.id)
            .where(given_out_story.c.story.in_(sorted(stories)))
            .order_by(given_out.c.at, given_out.c.id, given_out_story.c.story)
        )
        return tuple((_as_gave_out(row), row.story) for row in rows)

    def standing_in(self, kind: str) -> tuple[str, ...]:
        """The ids of all stories that stand in a document of this kind."""
        rows = select(given_out_story.c.story).join(given_out, given_out_story.c.given_out == given_out.c.id)
        return tuple(self._connection.execute(rows.where(given_out.c.kind == kind).distinct()).scalars())

    def _gave_out(self, where: ColumnElement[bool]) -> tuple[GaveOut, ...]:
        rows = _documents().where(where).order_by(given_out.c.at, given_out.c.id)
        return tuple(_as_gave_out(row) for row in self._connection.execute(rows))


def _documents(*besides: Column[str]) -> Select[Any]:
    """What was given out, each beside the share-back that it is, if it is one; for `_as_gave_out`."""
    of = given_out.outerjoin(share_back, given_out.c.share_back == share_back.c.id)
    return select(given_out, share_back.c.subgroup, share_back.c.closed_at, *besides).select_from(of)


def _as_gave_out(row: Row[Any]) -> GaveOut:
    """A row of it."""
    finished = row.share_back is None or row.closed_at is not None
    return GaveOut(row.id, row.kind, row.name, row.at, row.to_whom, row.share_back, row.subgroup, finished)
