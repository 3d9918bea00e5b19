"""Who has listened with whom, and what listeners took from it. Their words are in the vault, never here."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select, update

from insight.access.gate import Scope
from insight.store.insert import insert
from insight.store.repositories.interviews import SUBMITTED
from insight.store.tables import interview, interviewer, reflection, story
from insight.store.visible import STORIES, visible
from insight.stories.interview import KindOfJob, Listener
from insight.stories.reflection import Done, Reflection

# One listener of a conversation beside a later one of the same.
_ONE, _OTHER = interviewer.alias("one"), interviewer.alias("other")
_TOGETHER = _ONE.join(_OTHER, and_(_ONE.c.interview == _OTHER.c.interview, _ONE.c.place < _OTHER.c.place))


class Pairs:
    """Rows about listeners. Nothing in them says what anybody told."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Who has listened with whom.

    def together(self) -> dict[tuple[Listener, Listener], int]:
        """How many conversations two listeners handed in, by organisation and kind of job, without accounts."""
        rows = self._connection.execute(
            select(_ONE.c.organisation, _ONE.c.job, _OTHER.c.organisation, _OTHER.c.job, func.count())
            .select_from(_TOGETHER.join(interview, interview.c.id == _ONE.c.interview))
            .where(interview.c.state == SUBMITTED)
            .group_by(_ONE.c.organisation, _ONE.c.job, _OTHER.c.organisation, _OTHER.c.job)
        )
        return {(_listener(row[0], row[1]), _listener(row[2], row[3])): row[4] for row in rows.all()}

    def met(self) -> dict[frozenset[str], int]:
        """How many conversations two accounts have begun together; two accounts a key."""
        rows = self._connection.execute(
            select(_ONE.c.account, _OTHER.c.account)
            .select_from(_TOGETHER)
            .where(_ONE.c.account.is_not(None) & _OTHER.c.account.is_not(None) & (_ONE.c.account != _OTHER.c.account))
        )
        return Counter(frozenset((one, other)) for one, other in rows.all())

    # What they took from it.

    def handed_in(self, wanted: str, account: str) -> bool:
        """Whether this account was one of the pair in a conversation that is handed in."""
        found = select(interview.c.id).where((interview.c.id == wanted) & _handed_in_by(account))
        return self._connection.execute(found).first() is not None

    def without_reflection(self, account: str, since: datetime) -> dict[str, datetime]:
        """When this account's conversations were handed in of which it has written nothing, the newest first."""
        written = exists().where((reflection.c.interview == interview.c.id) & (reflection.c.account == account))
        rows = self._connection.execute(
            select(interview.c.id, interview.c.touched_at)
            .where(_handed_in_by(account) & (interview.c.touched_at >= since) & ~written)
            .order_by(interview.c.touched_at.desc(), interview.c.id)
        )
        return {row[0]: row[1] for row in rows.all()}

    def reflect(self, one: Reflection, ask_on: date | None) -> bool:
        """Keep that somebody wrote something, to be asked again on a day; whether they had not before."""
        values = {"interview": one.interview, "account": one.account, "made_on": one.made_on, "ask_on": ask_on}
        done = self._connection.execute(insert(self._connection, reflection).values(values).on_conflict_do_nothing())
        return done.rowcount == 1

    def due(self, account: str, today: date) -> tuple[Reflection, ...]:
        """What this account is to be asked about again by today, the oldest first."""
        rows = self._connection.execute(
            select(reflection).where(_asked_by(account, today)).order_by(reflection.c.made_on, reflection.c.interview)
        )
        return tuple(Reflection(row.interview, row.account, row.made_on) for row in rows.all())

    def answer(self, wanted: str, account: str, answer: Done, today: date, ask_on: date | None) -> bool:
        """Keep the answer to what was asked, and when to ask again; whether it was asked at all."""
        where = (reflection.c.interview == wanted) & _asked_by(account, today)
        done = self._connection.execute(update(reflection).where(where).values(answer=answer.value, ask_on=ask_on))
        return done.rowcount == 1

    def reflections(self, scope: Scope) -> tuple[Reflection, ...]:
        """Of conversations whose every story the scope admits, the newest first.

        What struck somebody may be about any of them, so one that is closed to the reader closes it.
        """
        open_ones = select(story.c.id).select_from(STORIES).where(visible(scope))
        of_it = story.c.interview == reflection.c.interview
        rows = self._connection.execute(
            select(reflection)
            .where(exists().where(of_it) & ~exists().where(of_it & story.c.id.not_in(open_ones)))
            .order_by(reflection.c.made_on.desc(), reflection.c.interview, reflection.c.account)
        )
        return tuple(Reflection(row.interview, row.account, row.made_on) for row in rows.all())


def _listener(organisation: str | None, job: str) -> Listener:
    return Listener(organisation, KindOfJob(job) if job else None)


def _handed_in_by(account: str) -> ColumnElement[bool]:
    mine = select(interviewer.c.interview).where(interviewer.c.account == account)
    return (interview.c.state == SUBMITTED) & interview.c.id.in_(mine)


def _asked_by(account: str, today: date) -> ColumnElement[bool]:
    return (reflection.c.account == account) & (reflection.c.ask_on <= today)
