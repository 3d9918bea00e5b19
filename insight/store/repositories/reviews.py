"""What readers said of stories: the first of two looks, alarms and their sign-off, and counts without words."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, false, select, true, update

from insight.access.gate import Scope
from insight.store.insert import insert
from insight.store.tables import consent, inquiry, review, review_count, story
from insight.store.visible import STORIES, not_excluded, not_known, own, unsigned, visible
from insight.stories.risk import Alarm
from insight.stories.story import State, Waiting


class Reviews:
    """Rows about reading. Never a word of a story."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    def looked_over(self, wanted: str, by: str | None) -> None:
        """The first of two readers approves; `None`: it goes back to where one has to begin."""
        self._put(wanted, looked_over_by=by)

    def first_reader(self, wanted: str) -> str | None:
        """Who looked it over first, where two have to."""
        return self._connection.execute(select(review.c.looked_over_by).where(review.c.story == wanted)).scalar()

    def looked_over_once(self) -> frozenset[str]:
        """Every story that has a first reader."""
        rows = self._connection.execute(select(review.c.story).where(review.c.looked_over_by.is_not(None)))
        return frozenset(rows.scalars())

    def waiting(self, scope: Scope, besides: str) -> tuple[Waiting, ...]:
        """Stories that wait for a second reader: not for the first, the excluded, or who knows them."""
        rows = self._connection.execute(
            select(story.c.id, story.c.ref, inquiry.c.name, story.c.state, story.c.received_at, story.c.words)
            .select_from(STORIES.join(inquiry, story.c.inquiry == inquiry.c.id).join(review))
            .where(
                (story.c.state == State.DETECTED.value)
                & review.c.looked_over_by.is_not(None)
                & (review.c.looked_over_by != besides)
                & not_excluded(scope)
                & not_known(scope)
            )
            .where(_reaches(scope))
            .order_by(story.c.received_at, story.c.id)
        )
        return tuple(Waiting(r[0], r[1], r[2], State(r[3]), r[4], r[5]) for r in rows.all())

    def raise_alarms(self, wanted: str, alarms: Iterable[Alarm]) -> None:
        """What an approved text holds. A signature for an earlier wording holds no longer."""
        told = ",".join(sorted(alarm.value for alarm in alarms))
        self._put(wanted, alarms=told, signed_by=None)

    def sign(self, wanted: str, by: str) -> None:
        """From now on it may be used as widely as its consent reaches."""
        self._connection.execute(update(review).where(review.c.story == wanted).values(signed_by=by))

    def to_sign(self, scope: Scope) -> tuple[str, ...]:
        """Stories that could be shared outside but for a signature, oldest first."""
        where = visible(scope) & consent.c.outside.is_(True) & unsigned()
        rows = self._connection.execute(
            select(story.c.id).select_from(STORIES).where(where).order_by(story.c.approved_at)
        )
        return tuple(rows.scalars())

    def held(self, scope: Scope) -> tuple[str, ...]:
        """Stories out of view because somebody thought they knew who it was."""
        rows = self._connection.execute(select(story.c.id).select_from(STORIES).where(visible(scope)))
        return tuple(sorted(rows.scalars()))

    def count(self, month: str, label: str, what: str, number: int) -> None:
        """Add to a count that belongs to no story."""
        added = insert(self._connection, review_count).values(month=month, label=label, what=what, number=number)
        keys = ["month", "label", "what"]
        more = {"number": review_count.c.number + number}
        self._connection.execute(added.on_conflict_do_update(index_elements=keys, set_=more))

    def counts(self) -> dict[tuple[str, str], int]:
        """How often what happened to which kind of detail, over all months."""
        found: dict[tuple[str, str], int] = {}
        for row in self._connection.execute(select(review_count)):
            found[row.label, row.what] = found.get((row.label, row.what), 0) + row.number
        return found

    def _put(self, wanted: str, **values: object) -> None:
        self._connection.execute(
            insert(self._connection, review)
            .values(story=wanted, **values)
            .on_conflict_do_update(index_elements=["story"], set_=values)
        )


def _reaches(scope: Scope) -> ColumnElement[bool]:
    if scope.nothing:
        return false()
    return true() if scope.own is None else own(scope.own)
