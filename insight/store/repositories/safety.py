"""When somebody was not safe: that it was passed on, and originals that are kept a while longer for it."""

from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, delete, or_, select, update

from insight.access.gate import Scope
from insight.store.insert import insert
from insight.store.tables import account, inquiry, original_hold, original_opening, passed_on, sealed, story
from insight.store.visible import STORIES, not_excluded
from insight.stories.received import ORIGINAL
from insight.stories.safeguarding import Hold, KeptOriginal, Opening, PassedOn, Reason

_SOMEBODY = "somebody who has left"
_ASKED, _AGREED = account.alias("asked"), account.alias("agreed")


class Safety:
    """Never a word of a story, and never whom anything was about."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def passed_on(self, entry: str, by: str, body: str, now: datetime) -> None:
        """Somebody passed something on to a body."""
        self._connection.execute(passed_on.insert().values(id=entry, at=now, by=by, body=body))

    def entries(self, by: str | None) -> tuple[PassedOn, ...]:
        """What one account passed on, or everybody did; newest first."""
        query = (
            select(passed_on.c.at, account.c.name, passed_on.c.body)
            .select_from(passed_on.outerjoin(account, passed_on.c.by == account.c.id))
            .order_by(passed_on.c.at.desc(), passed_on.c.id)
        )
        if by is not None:
            query = query.where(passed_on.c.by == by)
        return tuple(PassedOn(row[0], row[1] or _SOMEBODY, row[2]) for row in self._connection.execute(query).all())

    def originals(self, scope: Scope, now: datetime) -> tuple[KeptOriginal, ...]:
        """Stories with an original that has not run out or is held, whose tellers excluded nobody of the scope's."""
        live = and_(original_hold.c.story == story.c.id, original_hold.c.until > now)
        joined = (
            STORIES.join(inquiry, story.c.inquiry == inquiry.c.id)
            .join(sealed, and_(sealed.c.owner == story.c.id, sealed.c.name == ORIGINAL))
            .outerjoin(original_hold, live)
            .outerjoin(_ASKED, original_hold.c.asked_by == _ASKED.c.id)
            .outerjoin(_AGREED, original_hold.c.agreed_by == _AGREED.c.id)
        )
        here = or_(sealed.c.expires_at.is_(None), sealed.c.expires_at > now, original_hold.c.agreed_by.is_not(None))
        rows = self._connection.execute(
            select(
                story.c.id, inquiry.c.name, story.c.received_at, story.c.words, sealed.c.expires_at,
                original_hold.c.asked_by, _ASKED.c.name.label("asked_name"), original_hold.c.asked_at,
                original_hold.c.agreed_by, _AGREED.c.name.label("agreed_name"), original_hold.c.until,
            )
            .select_from(joined)
            .where(here & not_excluded(scope))
            .order_by(story.c.received_at.desc(), story.c.id)
        )  # fmt: skip
        return tuple(
            KeptOriginal(row["id"], row["name"], row["received_at"], row["words"], row["expires_at"], _hold(row))
            for row in rows.mappings().all()
        )

    def ask(self, wanted: str, by: str, until: datetime, now: datetime) -> bool:
        """Ask that an original is kept until a moment; false when one is asked for already."""
        over = (original_hold.c.story == wanted) & (original_hold.c.until <= now)
        self._connection.execute(delete(original_hold).where(over))
        asked = insert(self._connection, original_hold).values(story=wanted, asked_by=by, asked_at=now, until=until)
        return self._connection.execute(asked.on_conflict_do_nothing()).rowcount == 1

    def agree(self, wanted: str, by: str, now: datetime) -> bool:
        """Somebody else than who asked agrees; false when nothing waits for them."""
        waits = original_hold.c.agreed_by.is_(None) & (original_hold.c.until > now) & (original_hold.c.asked_by != by)
        agreed = update(original_hold).where((original_hold.c.story == wanted) & waits).values(agreed_by=by)
        return self._connection.execute(agreed).rowcount == 1

    def end(self, wanted: str) -> None:
        """It is not held or asked for any more."""
        self._connection.execute(delete(original_hold).where(original_hold.c.story == wanted))

    def holds(self, wanted: str, now: datetime) -> bool:
        """Whether two stewards keep this story's original at this moment."""
        agreed = original_hold.c.agreed_by.is_not(None)
        where = (original_hold.c.story == wanted) & agreed & (original_hold.c.until > now)
        return self._connection.execute(select(original_hold.c.story).where(where)).first() is not None

    def open_original(self, opening: str, wanted: str, by: str, reason: Reason, now: datetime, until: datetime) -> None:
        """A steward may read a text as typed until a moment."""
        values = {"id": opening, "story": wanted, "by": by, "reason": reason.value, "at": now, "until": until}
        self._connection.execute(original_opening.insert().values(**values))

    def openings(self) -> tuple[Opening, ...]:
        """Which texts as typed were opened by whom, newest first."""
        seen = account.alias("seen")
        rows = self._connection.execute(
            select(original_opening, _ASKED.c.name.label("by_name"), seen.c.name.label("seen_name"))
            .select_from(
                original_opening.outerjoin(_ASKED, original_opening.c.by == _ASKED.c.id).outerjoin(
                    seen, original_opening.c.seen_by == seen.c.id
                )
            )
            .order_by(original_opening.c.at.desc(), original_opening.c.id)
        )
        return tuple(
            Opening(
                row.id, row.story, row.by, row.by_name or _SOMEBODY, Reason(row.reason), row.at, row.until,
                row.seen_by, None if row.seen_by is None else row.seen_name or _SOMEBODY,
            )
            for row in rows
        )  # fmt: skip

    def opening_seen(self, opening: str, by: str, now: datetime) -> None:
        """Another steward has seen that it was opened."""
        where = original_opening.c.id == opening
        self._connection.execute(update(original_opening).where(where).values(seen_by=by, seen_at=now))

    def forget_ended(self, now: datetime) -> None:
        """Holds and questions that have run out, or whose original is gone, leave no row."""
        gone = original_hold.c.story.not_in(select(sealed.c.owner))
        self._connection.execute(delete(original_hold).where((original_hold.c.until <= now) | gone))


def _hold(row: RowMapping) -> Hold | None:
    if row["asked_by"] is None:
        return None
    agreed = None if row["agreed_by"] is None else row["agreed_name"] or _SOMEBODY
    return Hold(
        row["asked_by"], row["asked_name"] or _SOMEBODY, row["asked_at"], row["agreed_by"], agreed, row["until"]
    )
