"""What stories led to by name, who has been told, and who told at all."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select, true

from insight.access.gate import Scope
from insight.identifiers import new_id
from insight.learning.citation import CitedBy
from insight.share.given import Named, ToldHow
from insight.store.tables import (
    citation,
    experiment,
    given_out_story,
    group_session,
    learning_entry,
    share_back,
    share_back_part,
    story,
    subgroup,
    told_back,
)
from insight.store.visible import STORIES, visible
from insight.stories.inquiry import TellerKind


class Given:
    """The ledger of giving back. Words of stories are not in it."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # What came of stories.

    def in_use(self) -> tuple[str, ...]:
        """The ids of all stories that led to something."""
        rows = select(citation.c.story).union(select(given_out_story.c.story))
        return tuple(sorted(self._connection.execute(rows).scalars()))

    def named(self, of: Collection[str]) -> dict[str, Named]:
        """What stands on citations, by the id that they name; what is not there any more is left out."""
        wanted = sorted(of)
        found: dict[str, Named] = {}
        for row in self._connection.execute(select(subgroup).where(subgroup.c.id.in_(wanted))):
            found[row.id] = Named(row.id, CitedBy.WALL, row.name, row.id)
        of_sessions = select(group_session.c.id.label("session"), subgroup).join(
            subgroup, group_session.c.subgroup == subgroup.c.id
        )
        for row in self._connection.execute(of_sessions.where(group_session.c.id.in_(wanted))):
            found[row.session] = Named(row.id, CitedBy.WALL, row.name, row.id)
        for row in self._connection.execute(select(learning_entry).where(learning_entry.c.id.in_(wanted))):
            found[row.id] = Named(row.id, CitedBy.ENTRY, row.noticed, row.subgroup, row.put_away_at is None)
        parts = select(share_back_part.c.id.label("part"), share_back).join(
            share_back, share_back_part.c.share_back == share_back.c.id
        )
        for row in self._connection.execute(parts.where(share_back_part.c.id.in_(wanted))):
            finished = row.closed_at is not None
            found[row.part] = Named(row.id, CitedBy.SHARE_BACK, row.title, row.subgroup, finished)
        return found | {one.of: one for one in self._tried(experiment.c.id.in_(wanted))}

    def tried(self, subgroups: Collection[str] | None) -> tuple[Named, ...]:
        """All that these sub-groups try or have tried, the newest first; with `None` all there is."""
        return self._tried(true() if subgroups is None else experiment.c.subgroup.in_(sorted(subgroups)))

    # Who has been told, and who told.

    def tell(self, teller: str, how: ToldHow, on: date, by: str) -> bool:
        """Somebody was told what came of it; false when that is known of this day already."""
        table = told_back
        known = select(table.c.id).where(
            table.c.storyteller == teller, table.c.how == how.value, table.c.told_on == on
        )  # fmt: skip
        if self._connection.execute(known).first() is not None:
            return False
        self._connection.execute(
            table.insert().values(id=new_id(), storyteller=teller, how=how.value, told_on=on, by=by)
        )
        return True

    def told(self, tellers: Collection[str]) -> dict[str, date]:
        """On which day each of these was told last; nobody who never was."""
        table = told_back
        rows = select(table.c.storyteller, func.max(table.c.told_on)).where(table.c.storyteller.in_(sorted(tellers)))
        return {row[0]: row[1] for row in self._connection.execute(rows.group_by(table.c.storyteller))}

    def tellers_by_inquiry(
        self, scope: Scope, *, of_themselves: bool = False
    ) -> tuple[tuple[str, str, TellerKind], ...]:
        """Inquiry, storyteller and kind of teller of all that the scope admits, each once; with `of_themselves` not of
        what is told about somebody else.
        """
        columns = (story.c.inquiry, story.c.storyteller, story.c.teller)
        only = story.c.told_about.is_(False) if of_themselves else true()
        rows = select(*columns).select_from(STORIES).where(visible(scope), only).distinct().order_by(*columns)
        return tuple((row.inquiry, row.storyteller, TellerKind(row.teller)) for row in self._connection.execute(rows))

    def _tried(self, where: ColumnElement[bool]) -> tuple[Named, ...]:
        rows = select(experiment).where(where).order_by(experiment.c.at.desc(), experiment.c.id)
        return tuple(
            Named(
                row.id, CitedBy.EXPERIMENT, row.name, row.subgroup, row.since is not None, row.ended_on, row.ended_as,
                row.lesson,
            )
            for row in self._connection.execute(rows)
        )  # fmt: skip
