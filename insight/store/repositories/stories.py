"""Stories on their way and stories as they may be read."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, or_, select, update

from insight.access.gate import Scope
from insight.errors import NotFound
from insight.identifiers import new_id
from insight.store.narrowed import narrowed
from insight.store.repositories.story_rows import STORY_ROWS, read_stories
from insight.store.tables import (
    inquiry,
    story,
    stretch,
)
from insight.store.visible import STORIES, own, visible
from insight.stories.filters import ALL, Filters
from insight.stories.inquiry import TellerKind
from insight.stories.story import (
    APPROVED,
    NewStory,
    Part,
    ProtectedStory,
    State,
    Stretch,
    Told,
    Waiting,
)
from insight.stories.text import ProtectedText

# Long enough for the slowest detection of a 200,000-character text, short enough to be retried soon after a kill.
LEASE = timedelta(minutes=2)
# SQLite takes 32,766 bound values in one statement; stay far below.
CHUNK = 5_000
# A story that fails this often is left for a person: `doctor` names it.
MOST_ATTEMPTS = 5


class Stories:
    """Reads pass the gate's scope; writes are the steps of a story's life."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Coming in.

    def receive(self, new: NewStory, words: int, now: datetime) -> str:
        """A story has come in; its id. Its words are in the vault, not here."""
        identifier = new_id()
        self._connection.execute(
            story.insert().values(
                id=identifier,
                inquiry=new.inquiry,
                storyteller=new.storyteller,
                consent=new.consent,
                interview=new.interview,
                brought_by=new.brought_by,
                teller=new.teller.value,
                told_on=new.told_on,
                way=new.way.value if new.way else None,
                place_kind=new.place_kind,
                ref=new.ref,
                told_about=new.told_about,
                they_agreed=new.they_agreed,
                content_note=new.content_note,
                text_key=new.text_key,
                source=new.source,
                held=False,
                state=State.RECEIVED.value,
                attempts=0,
                received_at=now,
                words=words,
            )
        )
        return identifier

    def known_texts(self, keys: Sequence[str]) -> frozenset[str]:
        """Which of these keyed hashes are of texts that are in the bank."""
        where = story.c.text_key.in_(list(keys))
        return frozenset(self._connection.execute(select(story.c.text_key).where(where)).scalars())

    def claim(self, state: State, owner: str, now: datetime, only: Iterable[str] | None = None) -> str | None:
        """Lease the oldest story in this state to one worker; `None` when nothing waits."""
        free = or_(story.c.lease_until.is_(None), story.c.lease_until < now)
        where = (story.c.state == state.value) & free & (story.c.attempts < MOST_ATTEMPTS)
        if only is not None:
            where = where & story.c.id.in_(only)
        oldest = select(story.c.id).where(where).order_by(story.c.received_at, story.c.id).limit(1)
        found = self._connection.execute(oldest.with_for_update(skip_locked=True)).scalar()
        if found is None:
            return None
        self._connection.execute(
            update(story)
            .where(story.c.id == found)
            .values(lease_owner=owner, lease_until=now + LEASE, attempts=story.c.attempts + 1)
        )
        return str(found)

    def release(self, owner: str) -> int:
        """Give back what a killed worker had leased, so that nobody waits for the lease to end; how many."""
        given_back = update(story).where(story.c.lease_owner == owner).values(lease_owner=None, lease_until=None)
        return int(self._connection.execute(given_back).rowcount)

    def move_on(self, wanted: str, before: State, after: State) -> bool:
        """Take a story a step further; false when somebody else already did, so that every step may run twice."""
        done = self._connection.execute(
            update(story)
            .where((story.c.id == wanted) & (story.c.state == before.value))
            .values(state=after.value, lease_owner=None, lease_until=None, attempts=0)
        )
        return done.rowcount == 1

    def approve(self, wanted: str, text: ProtectedText, stretches: Sequence[Stretch], title: str) -> None:
        """Keep the approved words; from here on the story can be read."""
        approval = text.approval
        self._connection.execute(
            update(story)
            .where(story.c.id == wanted)
            .values(
                text=str(text),
                title=title,
                words=len(str(text).split()),
                approved_by=approval.by,
                approved_at=approval.at,
                approved_outside=approval.outside,
                state=State.PROTECTED.value,
                lease_owner=None,
                lease_until=None,
                attempts=0,
            )
        )
        self._connection.execute(delete(stretch).where(stretch.c.story == wanted))
        for one in stretches:
            self._connection.execute(
                stretch.insert().values(
                    story=wanted,
                    start=one.start,
                    end=one.end,
                    part=one.part.value,
                    whose=one.whose.value,
                    prompt=one.prompt,
                )
            )

    def waiting(self, state: State, brought_by: str | None = None) -> tuple[Waiting, ...]:
        """Stories in a state before approval, oldest first; all, or those that one account brought in."""
        query = (
            select(story.c.id, story.c.ref, inquiry.c.name, story.c.state, story.c.received_at, story.c.words)
            .join(inquiry, story.c.inquiry == inquiry.c.id)
            .where(story.c.state == state.value)
            .order_by(story.c.received_at, story.c.id)
        )
        if brought_by is not None:
            query = query.where(own(brought_by))
        rows = self._connection.execute(query).all()
        return tuple(Waiting(r[0], r[1], r[2], State(r[3]), r[4], r[5]) for r in rows)

    def is_waiting(self, wanted: str, state: State, brought_by: str | None = None) -> bool:
        """Whether this story waits in this state, for this account when one is named."""
        query = select(story.c.id).where((story.c.id == wanted) & (story.c.state == state.value))
        if brought_by is not None:
            query = query.where(own(brought_by))
        return self._connection.execute(query).first() is not None

    def count_by_state(self) -> dict[State, int]:
        """How many stories stand in each state."""
        rows = self._connection.execute(select(story.c.state, func.count()).group_by(story.c.state)).all()
        return {State(state): count for state, count in rows}

    def on_the_way(self, only: Sequence[str] | None = None) -> int:
        """How many stories, of these or of all, still wait for the machine and have not failed too often."""
        states = story.c.state.in_([State.RECEIVED.value, State.PROTECTED.value])
        total = 0
        for some in [None] if only is None else [only[at : at + CHUNK] for at in range(0, len(only), CHUNK)]:
            where = states & (story.c.attempts < MOST_ATTEMPTS)
            if some is not None:
                where = where & story.c.id.in_(list(some))
            total += self._connection.execute(select(func.count()).where(where)).scalar_one()
        return total

    def stuck(self) -> int:
        """How many stories have failed so often that they wait for a person."""
        where = story.c.attempts >= MOST_ATTEMPTS
        return int(self._connection.execute(select(func.count()).where(where)).scalar_one())

    # Being read: always through a scope.

    def get(self, wanted: str, scope: Scope) -> ProtectedStory:
        """One story; `NotFound` when there is none or the scope does not admit it: the two look alike."""
        found = self.some([wanted], scope)
        if not found:
            raise NotFound("There is no such story, or it is not open to you.")
        return found[0]

    def some(self, wanted: Sequence[str], scope: Scope) -> tuple[ProtectedStory, ...]:
        """Those of the wanted stories that the scope admits, in the order asked for."""
        by_id: dict[str, ProtectedStory] = {}
        for at in range(0, len(wanted), CHUNK):
            found = read_stories(self._connection, _some(scope), wanted[at : at + CHUNK])
            by_id |= {one.id: one for one in found}
        return tuple(by_id[one] for one in wanted if one in by_id)

    def admitted(
        self,
        scope: Scope,
        inquiry: str | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> tuple[str, ...]:
        """Ids of the stories that the scope admits, of all inquiries or of one, told from `first` to `last` where these
        are given; the newest first.
        """
        where = [
            visible(scope),
            *([] if inquiry is None else [story.c.inquiry == inquiry]),
            *([] if first is None else [story.c.told_on >= first]),
            *([] if last is None else [story.c.told_on <= last]),
        ]
        rows = select(story.c.id).select_from(STORIES).where(*where)
        return tuple(self._connection.execute(rows.order_by(story.c.told_on.desc().nulls_last(), story.c.id)).scalars())

    def with_part(
        self, part: Part, scope: Scope, limit: int, tellers: Collection[TellerKind], filters: Filters = ALL
    ) -> tuple[ProtectedStory, ...]:
        """The newest stories with such a stretch that the scope admits, told by such people of themselves."""
        having = select(stretch.c.story).where(stretch.c.part == part.value)
        theirs = story.c.teller.in_([one.value for one in tellers]) & story.c.told_about.is_(False)
        newest = (story.c.told_on.desc().nulls_last(), story.c.id)
        where = visible(scope) & narrowed(filters) & theirs & story.c.id.in_(having)
        query = STORY_ROWS.where(where).order_by(*newest).limit(limit)
        return tuple(read_stories(self._connection, query))

    def told_between(self, scope: Scope) -> tuple[date, date] | None:
        """The first and the last day on which what the scope admits was told; `None` when no day is known."""
        days = select(func.min(story.c.told_on), func.max(story.c.told_on)).select_from(STORIES).where(visible(scope))
        first, last = self._connection.execute(days).one()
        return None if first is None else (first, last)

    def tellers_of(self, words: str, scope: Scope, besides: str) -> frozenset[str]:
        """Which other storytellers, of those the scope admits, use these words, whatever their capitals."""
        where = visible(scope) & (story.c.storyteller != besides) & story.c.text.icontains(words, autoescape=True)
        rows = self._connection.execute(select(story.c.storyteller).select_from(STORIES).where(where).distinct())
        return frozenset(rows.scalars())

    def text_for_indexing(self, wanted: str) -> str | None:
        """The protected words of an approved story, for the program itself; `None` when it is gone."""
        where = (story.c.id == wanted) & story.c.state.in_([state.value for state in APPROVED])
        return self._connection.execute(select(story.c.text).where(where)).scalar()

    def still(self, wanted: str, state: State) -> bool:
        """Whether a story is in this state."""
        where = (story.c.id == wanted) & (story.c.state == state.value)
        return self._connection.execute(select(story.c.id).where(where)).first() is not None

    # Being undone.

    def hold(self, wanted: str, held: bool = True) -> None:
        """Take a story out of everybody's view until somebody has looked at it again, or give it back."""
        self._connection.execute(update(story).where(story.c.id == wanted).values(held=held))

    def storyteller_of(self, wanted: str) -> str | None:
        """Whose story it is, for withdrawal; `None` when there is no such story."""
        found = self._connection.execute(select(story.c.storyteller).where(story.c.id == wanted)).scalar()
        return None if found is None else str(found)

    def of_storyteller(self, teller: str) -> tuple[str, ...]:
        """The ids of everything one storyteller told."""
        rows = self._connection.execute(select(story.c.id).where(story.c.storyteller == teller).order_by(story.c.id))
        return tuple(rows.scalars())

    def told_by(self, teller: str) -> tuple[Told, ...]:
        """Everything one storyteller told, oldest first, whether or not it is approved; none of its words."""
        query = select(story.c.id, story.c.told_on, story.c.state, story.c.consent).where(story.c.storyteller == teller)
        rows = self._connection.execute(query.order_by(story.c.told_on.nulls_last(), story.c.received_at, story.c.id))
        return tuple(Told(row.id, row.told_on, State(row.state) in APPROVED, row.consent) for row in rows)

    def agree_anew(self, before: str, after: str) -> None:
        """From now on a new version of a consent holds for every story that stood under the one before."""
        self._connection.execute(update(story).where(story.c.consent == before).values(consent=after))

    def repeats(self, words: str, besides: str) -> bool:
        """Whether another story holds these very words too."""
        where = (story.c.id != besides) & story.c.text.contains(words, autoescape=True)
        return self._connection.execute(select(story.c.id).where(where).limit(1)).first() is not None

    def text_for_erasure(self, wanted: str) -> str | None:
        """The protected words themselves, only so that a scan can prove them gone."""
        return self._connection.execute(select(story.c.text).where(story.c.id == wanted)).scalar()

    def interview_of(self, wanted: str) -> str | None:
        """The interview a story was told in, if any."""
        return self._connection.execute(select(story.c.interview).where(story.c.id == wanted)).scalar()

    def delete(self, wanted: str) -> None:
        """Remove the row and, by cascade, stretches, passages, theme places and feeling."""
        self._connection.execute(delete(story).where(story.c.id == wanted))


@lru_cache(maxsize=64)
def _some(scope: Scope) -> Select[Any]:
    """Built once for each reader: to build a query takes longer than to run it."""
    return STORY_ROWS.where(visible(scope) & story.c.id.in_(bindparam("wanted", expanding=True)))
