"""Interviews being written, and their drafts, sealed in the vault."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, exists, select, update

from insight.errors import Conflict, NotFound
from insight.identifiers import new_id
from insight.measure.answers import Answer, Felt, Heard, Since
from insight.store.insert import insert
from insight.store.tables import draft, interview, interviewer, reflection, story, telling
from insight.store.vault import Vault
from insight.stories.inquiry import TellerKind, Way
from insight.stories.interview import Draft, Interview, KindOfJob, Listener, Telling
from insight.stories.story import Whose

OPEN, SUBMITTED = "open", "submitted"


class Interviews:
    """Conversations on their way, each open to its own pair only."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work on `connection`, sealing drafts in `vault`."""
        self._connection = connection
        self._vault = vault

    def open(self, inquiry: str, questions: str, pair: tuple[Listener, ...], now: datetime) -> str:
        """Begin a conversation with its first teller; its id."""
        new = new_id()
        self._connection.execute(
            interview.insert().values(
                id=new,
                inquiry=inquiry,
                question_set=questions,
                state=OPEN,
                opened_at=now,
                touched_at=now,
                held_on=now.date(),
            )
        )
        for place, one in enumerate(pair):
            self._connection.execute(
                interviewer.insert().values(
                    interview=new,
                    place=place,
                    account=one.account,
                    organisation=one.organisation,
                    job=one.job.value if one.job else "",
                )
            )
        self.tell(new, Telling(1), now)
        return new

    def get(self, wanted: str, account: str) -> Interview:
        """One open conversation of this account's; `NotFound` when it is somebody else's or done."""
        mine = select(interviewer.c.interview).where(interviewer.c.account == account)
        where = (interview.c.id == wanted) & (interview.c.state == OPEN) & interview.c.id.in_(mine)
        row = self._connection.execute(select(interview).where(where)).mappings().first()
        if row is None:
            raise NotFound("This conversation is not open any more, or it is not yours.")
        return self._interview(row)

    def open_of(self, account: str) -> tuple[Interview, ...]:
        """The unfinished conversations of an account, newest first."""
        mine = select(interviewer.c.interview).where(interviewer.c.account == account)
        where = (interview.c.state == OPEN) & interview.c.id.in_(mine)
        rows = self._connection.execute(select(interview).where(where).order_by(interview.c.touched_at.desc()))
        return tuple(self._interview(row) for row in rows.mappings().all())

    def change(self, wanted: str, now: datetime, **values: Any) -> None:
        """Keep what was chosen, by column name."""
        self._connection.execute(update(interview).where(interview.c.id == wanted).values(touched_at=now, **values))

    def tell(self, wanted: str, one: Telling, now: datetime) -> None:
        """Keep one teller's part as it now stands, new or changed."""
        felt = one.felt
        values = {
            "teller": one.teller.value,
            "told_about": one.told_about,
            "they_agreed": one.they_agreed,
            "whose": one.whose.value,
            "stories": one.stories,
            "storyteller": one.storyteller,
            "consent": one.consent,
            "feeling": felt.answer.value if felt else None,
            "compared_with": felt.compared_with if felt else "",
            "since": felt.since.value if felt and felt.since else "",
            "asked_by_known": felt.asked_by_known if felt else None,
            "felt_heard": felt.heard.value if felt and felt.heard else None,
        }
        self._connection.execute(
            insert(self._connection, telling)
            .values(id=new_id(), interview=wanted, place=one.place, **values)
            .on_conflict_do_update(index_elements=["interview", "place"], set_=values)
        )
        self.change(wanted, now)

    def leave(self, wanted: str, one: Telling, now: datetime) -> None:
        """A teller would rather not: their part goes with everything typed in it."""
        self._connection.execute(
            delete(telling).where((telling.c.interview == wanted) & (telling.c.place == one.place))
        )
        written = self._connection.execute(select(draft.c.field).where(draft.c.interview == wanted)).scalars()
        mine = [field for field in written if one.owns(field)]
        self._connection.execute(delete(draft).where((draft.c.interview == wanted) & draft.c.field.in_(mine)))
        self.change(wanted, now)

    def submit(self, wanted: str, now: datetime) -> None:
        """Close a conversation: its words and tellers now belong to stories, and its drafts go."""
        self.change(wanted, now, state=SUBMITTED)
        for of_it in (draft, telling):
            self._connection.execute(delete(of_it).where(of_it.c.interview == wanted))
        self._vault.forget(wanted)

    def forget(self, wanted: str) -> None:
        """Remove a conversation with everything typed in it and about it.

        While another story of it is left its row stays, for who listened; what listeners wrote of it goes.
        """
        self._vault.forget(wanted)
        for of_it in (draft, reflection):
            self._connection.execute(delete(of_it).where(of_it.c.interview == wanted))
        silent = ~exists().where(story.c.interview == wanted)
        self._connection.execute(delete(interview).where((interview.c.id == wanted) & silent))

    def tellers_of(self, wanted: str) -> tuple[str, ...]:
        """The storytellers of a conversation that is not handed in yet, as far as they are known."""
        known = select(telling.c.storyteller).where(
            (telling.c.interview == wanted) & telling.c.storyteller.is_not(None)
        )
        return tuple(self._connection.execute(known).scalars())

    # Drafts.

    def save(self, wanted: str, field: str, text: str, revision: int, now: datetime) -> Draft:
        """Save a field that was last seen at `revision`; `Conflict` when somebody saved a newer one meanwhile."""
        current = self._revision(wanted, field)
        if revision != current:
            raise Conflict("Somebody else has changed this on another screen. Nothing was overwritten.")
        values = {
            "revision": current + 1,
            "saved_at": now,
            "sealed": self._vault.seal(wanted, f"{field}/{current + 1}", text),
        }
        self._connection.execute(
            insert(self._connection, draft)
            .values(interview=wanted, field=field, **values)
            .on_conflict_do_update(index_elements=["interview", "field"], set_=values)
        )
        self.change(wanted, now)
        return Draft(field, text, current + 1, now)

    def drafts(self, wanted: str) -> dict[str, Draft]:
        """Everything typed in a conversation, by field."""
        rows = self._connection.execute(select(draft).where(draft.c.interview == wanted)).mappings().all()
        return {
            row["field"]: Draft(
                row["field"],
                self._vault.open(wanted, f"{row['field']}/{row['revision']}", row["sealed"]),
                row["revision"],
                row["saved_at"],
            )
            for row in rows
        }

    def _revision(self, wanted: str, field: str) -> int:
        where = (draft.c.interview == wanted) & (draft.c.field == field)
        return self._connection.execute(select(draft.c.revision).where(where)).scalar() or 0

    def _interview(self, row: RowMapping) -> Interview:
        pair = self._connection.execute(
            select(interviewer).where(interviewer.c.interview == row["id"]).order_by(interviewer.c.place)
        ).mappings()
        parts = self._connection.execute(
            select(telling).where(telling.c.interview == row["id"]).order_by(telling.c.place)
        ).mappings()
        return Interview(
            id=row["id"],
            inquiry=row["inquiry"],
            questions=row["question_set"],
            pair=tuple(
                Listener(one["organisation"], KindOfJob(one["job"]) if one["job"] else None, one["account"])
                for one in pair
            ),
            tellings=tuple(_telling(one) for one in parts),
            opened_at=row["opened_at"],
            touched_at=row["touched_at"],
            way=Way(row["way"]) if row["way"] else None,
            place_kind=row["place_kind"],
            held_on=row["held_on"],
        )


def _telling(row: RowMapping) -> Telling:
    teller = TellerKind(row["teller"])
    felt = row["feeling"] and Felt(
        Answer(row["feeling"]),
        row["compared_with"],
        Since(row["since"]) if row["since"] else None,
        row["asked_by_known"],
        Heard(row["felt_heard"]) if row["felt_heard"] else None,
        teller.works,
    )
    return Telling(
        place=row["place"],
        teller=teller,
        told_about=row["told_about"],
        they_agreed=row["they_agreed"],
        whose=Whose(row["whose"]),
        stories=row["stories"],
        storyteller=row["storyteller"],
        consent=row["consent"],
        felt=felt or None,
    )
