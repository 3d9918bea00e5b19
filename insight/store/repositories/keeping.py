"""How long things are kept: what is due to go, what went, and what an erasure has to know to prove itself."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, union_all

from insight.store.repositories.interviews import OPEN
from insight.store.tables import (
    account,
    audit,
    bank,
    consent,
    controller,
    data_key,
    inquiry,
    interview,
    interviewer,
    organisation,
    original_hold,
    passage,
    passed_on,
    prompt,
    question_set,
    rights_request,
    sealed,
    story,
    subgroup,
    team,
    withdrawal,
)
from insight.store.visible import STORIES, own
from insight.stories.kept_for import Kind, Leaving, last_day
from insight.stories.story import State

# SQLite takes 32,766 bound values in one statement; stay far below.
CHUNK = 5_000
_WAITING = (State.RECEIVED.value, State.DETECTED.value)
# Where staff type, and what the program itself keeps in words: names in these say nothing about a story.
_TYPED = (
    organisation.c.name, team.c.name, subgroup.c.name, account.c.name, account.c.sign_in_name, account.c.position,
    inquiry.c.name, inquiry.c.purpose, question_set.c.refinement, bank.c.value, controller.c.officer,
    rights_request.c.body, rights_request.c.note, passed_on.c.body, consent.c.taken_by, story.c.approved_by,
    story.c.place_kind, interview.c.place_kind,
)  # fmt: skip


class Keeping:
    """Dates and ids, and for the proof of an erasure words that stay; never anything to be read by people."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # What is due.

    def unfinished(self, touched_before: datetime, account: str | None = None) -> tuple[Leaving, ...]:
        """Open conversations that nobody has touched since, each on the day of its last touch, the oldest first."""
        where = (interview.c.state == OPEN) & (interview.c.touched_at < touched_before)
        if account is not None:
            mine = select(interviewer.c.interview).where(interviewer.c.account == account)
            where &= interview.c.id.in_(mine)
        rows = self._connection.execute(
            select(interview.c.id, interview.c.touched_at).where(where).order_by(interview.c.touched_at)
        )
        return tuple(Leaving(Kind.UNFINISHED, row.id, row.touched_at.date()) for row in rows)

    def unreviewed(self, received_before: datetime, now: datetime, account: str | None = None) -> tuple[Leaving, ...]:
        """Stories that came in before and that nobody approved, each on the day it came in, the oldest first."""
        where = story.c.state.in_(_WAITING) & (story.c.received_at < received_before) & _unheld(now)
        if account is not None:
            where &= own(account)
        rows = self._connection.execute(
            select(story.c.id, story.c.received_at).where(where).order_by(story.c.received_at)
        )
        return tuple(Leaving(Kind.UNREVIEWED, row.id, row.received_at.date()) for row in rows)

    def ending(self, before: date, years: int, now: datetime) -> tuple[Leaving, ...]:
        """Stories whose last day lies before this one; where none was agreed, the end of the year `years` after it
        came in.
        """
        no_day = and_(
            consent.c.erase_on.is_(None), story.c.received_at < datetime(before.year - years, 1, 1, tzinfo=UTC)
        )
        over = or_(consent.c.erase_on < before, no_day)
        rows = self._connection.execute(
            select(story.c.id, consent.c.erase_on, story.c.received_at)
            .select_from(STORIES)
            .where(over & _unheld(now))
            .order_by(consent.c.erase_on, story.c.received_at)
        )
        found = (Leaving(Kind.OVER, row.id, row.erase_on or last_day(years, row.received_at.date())) for row in rows)
        return tuple(sorted((one for one in found if one.on < before), key=lambda one: one.on))

    def past_review(self, before: date) -> tuple[Leaving, ...]:
        """Consents in use whose review date lies before this day and that still allow more than being read inside."""
        wider = or_(*(consent.c[use].is_(True) for use in ("room", "outside", "quotes")))
        used = select(story.c.consent)
        rows = self._connection.execute(
            select(consent.c.id, consent.c.review_on)
            .where(wider & (consent.c.review_on < before) & consent.c.id.in_(used))
            .order_by(consent.c.review_on, consent.c.id)
        )
        return tuple(Leaving(Kind.REVIEW, row.id, row.review_on) for row in rows)

    def originals(self, before: datetime) -> tuple[Leaving, ...]:
        """Owners of sealed texts that run out before this moment."""
        when = func.min(sealed.c.expires_at)
        rows = self._connection.execute(
            select(sealed.c.owner, when.label("at")).where(sealed.c.expires_at < before).group_by(sealed.c.owner)
        )
        return tuple(Leaving(Kind.ORIGINAL, row.owner, row.at.date()) for row in rows)

    def still_here(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Which of these stories are in the bank."""
        found: list[str] = []
        for at in range(0, len(wanted), CHUNK):
            rows = select(story.c.id).where(story.c.id.in_(list(wanted[at : at + CHUNK])))
            found.extend(self._connection.execute(rows).scalars())
        return tuple(found)

    def under(self, of_consent: str) -> tuple[tuple[str, str], ...]:
        """The stories that stand under a consent, each with its storyteller."""
        rows = self._connection.execute(select(story.c.id, story.c.storyteller).where(story.c.consent == of_consent))
        return tuple((row.id, row.storyteller) for row in rows)

    def changed_by(self, how: str) -> tuple[tuple[str, date, int], ...]:
        """A story of each storyteller whose consent was last changed in this way, the day, and how many they told."""
        rows = self._connection.execute(
            select(func.min(story.c.id), func.max(consent.c.given_on), func.count())
            .select_from(STORIES)
            .where(consent.c.how == how)
            .group_by(story.c.storyteller)
            .order_by(func.max(consent.c.given_on))
        )
        return tuple((row[0], row[1], row[2]) for row in rows)

    def replaced_by(self, wanted: str) -> str | None:
        """The version of a consent that this one took the place of."""
        return self._connection.execute(select(consent.c.replaces).where(consent.c.id == wanted)).scalar()

    # What went.

    def withdrawn(self, since: datetime) -> dict[str, int]:
        """How many stories were taken out since then, by why."""
        rows = self._connection.execute(
            select(withdrawal.c.why, func.count()).where(withdrawal.c.at >= since).group_by(withdrawal.c.why)
        )
        return {row[0]: row[1] for row in rows}

    def counted(self, what: str, since: datetime) -> int:
        """The sum of what the audit's entries of this kind counted since then."""
        rows = self._connection.execute(select(audit.c.detail).where((audit.c.what == what) & (audit.c.at >= since)))
        return sum(int(json.loads(detail).get("number", 1)) for detail in rows.scalars())

    # What an erasure has to know.

    def words_of(self, wanted: str) -> tuple[str, ...]:
        """The words of one story in its row, only so that a scan can prove them gone."""
        row = self._connection.execute(
            select(story.c.text, story.c.title, story.c.ref, story.c.content_note).where(story.c.id == wanted)
        ).one()
        return tuple(one for one in row if one)

    def marks_of(self, wanted: str) -> tuple[bytes, ...]:
        """Hashes of a story's words that no other shares, and its data key as it is kept: they go with it."""
        its = select(passage.c.text_hash).where(passage.c.story == wanted)
        others = select(passage.c.text_hash).where(passage.c.story != wanted)
        hashes = select(passage.c.text_hash).where(passage.c.text_hash.in_(its) & passage.c.text_hash.not_in(others))
        found = [one.encode() for one in self._connection.execute(hashes.distinct()).scalars()]
        keys = select(data_key.c.wrapped).where(data_key.c.owner == wanted)
        return (*found, *self._connection.execute(keys).scalars())

    def told_or_asked(self) -> Iterator[str]:
        """Every protected text in the bank and every question that is asked: what stays."""
        asked = select(prompt.c.text), select(prompt.c.tip)
        told = select(story.c.text.label("words")).where(story.c.text.is_not(None))
        rows = self._connection.execute(union_all(told, *asked), execution_options={"yield_per": 200})
        yield from (row.words for row in rows)

    def typed_by_staff(self) -> Iterator[str]:
        """What staff typed anywhere: the names in it are nobody's secret."""
        for column in _TYPED:
            yield from self._connection.execute(select(column).where(column.is_not(None)).distinct()).scalars()


def _unheld(now: datetime) -> ColumnElement[bool]:
    """Whether no two stewards keep the original of a story for somebody's safety."""
    held = select(original_hold.c.story).where(original_hold.c.agreed_by.is_not(None), original_hold.c.until > now)
    return story.c.id.not_in(held)
