"""Storytellers, without names, and the versions of what they agreed to."""

from datetime import date

from sqlalchemy import Connection, RowMapping, delete, func, or_, select

from insight.identifiers import new_id
from insight.store.insert import insert
from insight.store.tables import consent, consent_exclusion, feeling, letter_back, story, storyteller, telling
from insight.store.vault import Vault
from insight.stories.consent import Consent, IfTheyDie
from insight.stories.inquiry import TellerKind


def consent_of(row: RowMapping, organisations: frozenset[str], teams: frozenset[str]) -> Consent:
    """A row of the consent table as the domain's record."""
    return Consent(
        inside=row["inside"],
        room=row["room"],
        outside=row["outside"],
        quotes=row["quotes"],
        not_organisations=organisations,
        not_teams=teams,
        script=row["script"],
        how=row["how"],
        taken_by=row["taken_by"],
        given_on=row["given_on"],
        review_on=row["review_on"],
        erase_on=row["erase_on"],
        to_confirm=row["to_confirm"],
        confirmed_on=row["confirmed_on"],
        if_they_die=IfTheyDie(row["if_they_die"]),
    )


class Tellers:
    """Who tells and what they agreed to."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work on `connection`; what tellers said of themselves is sealed in `vault`."""
        self._connection = connection
        self._vault = vault

    def add(self, teller: TellerKind, pseudonym: str = "") -> str:
        """A new storyteller; the id."""
        new = new_id()
        self._connection.execute(storyteller.insert().values(id=new, teller=teller.value, pseudonym=pseudonym))
        return new

    def agree(self, teller: str, agreed: Consent, replaces: str | None = None) -> str:
        """A new version of a storyteller's consent; the id."""
        new = new_id()
        self._connection.execute(
            consent.insert().values(
                id=new,
                storyteller=teller,
                replaces=replaces,
                inside=agreed.inside,
                room=agreed.room,
                outside=agreed.outside,
                quotes=agreed.quotes,
                script=agreed.script,
                how=agreed.how,
                taken_by=agreed.taken_by,
                given_on=agreed.given_on,
                review_on=agreed.review_on,
                erase_on=agreed.erase_on,
                to_confirm=agreed.to_confirm,
                confirmed_on=agreed.confirmed_on,
                if_they_die=agreed.if_they_die.value,
            )
        )
        for one in sorted(agreed.not_organisations):
            self._connection.execute(consent_exclusion.insert().values(consent=new, organisation=one))
        for one in sorted(agreed.not_teams):
            self._connection.execute(consent_exclusion.insert().values(consent=new, team=one))
        return new

    def forget_consent(self, wanted: str) -> None:
        """Let go of a version that was never used: it was said again before anything was handed in."""
        self._connection.execute(delete(consent).where(consent.c.id == wanted))

    def consent(self, wanted: str) -> Consent:
        """One version of a consent with its exclusions."""
        row = self._connection.execute(select(consent).where(consent.c.id == wanted)).mappings().one()
        named = (
            self._connection.execute(select(consent_exclusion).where(consent_exclusion.c.consent == wanted))
            .mappings()
            .all()
        )
        return consent_of(
            row,
            frozenset(one["organisation"] for one in named if one["organisation"]),
            frozenset(one["team"] for one in named if one["team"]),
        )

    def versions(self, teller: str) -> tuple[Consent, ...]:
        """Everything a storyteller ever agreed to that holds or held for something they told, oldest first."""
        rows = self._connection.execute(
            select(consent.c.id).where(consent.c.storyteller == teller).order_by(consent.c.given_on.nulls_first())
        )
        return tuple(self.consent(one) for one in rows.scalars().all())

    def to_ask_again(self, by: date, *, wide: bool = False) -> int:
        """How many people's agreement, as it holds for a story today, is to be asked for again by a day.

        `wide` counts only those who agreed to more than reading inside.
        """
        where = [consent.c.review_on <= by, select(story.c.consent).where(story.c.consent == consent.c.id).exists()]
        if wide:
            where.append(or_(consent.c.room, consent.c.outside, consent.c.quotes))
        return int(
            self._connection.execute(select(func.count(consent.c.storyteller.distinct())).where(*where)).scalar_one()
        )

    def called(self, teller: str) -> str:
        """The name that a storyteller chose to go by; empty for none."""
        return str(self._connection.execute(select(storyteller.c.pseudonym).where(storyteller.c.id == teller)).scalar())

    def call(self, teller: str, pseudonym: str) -> None:
        """Keep the name that a storyteller chose to go by; empty for none."""
        self._connection.execute(storyteller.update().where(storyteller.c.id == teller).values(pseudonym=pseudonym))

    def give_code(self, teller: str, code_hash: bytes) -> None:
        """From now on this storyteller can be found by their code, and by no earlier one."""
        self._connection.execute(storyteller.update().where(storyteller.c.id == teller).values(code_hash=code_hash))

    def has_code(self, teller: str) -> bool:
        """Whether this storyteller holds a card already."""
        found = select(storyteller.c.code_hash).where(storyteller.c.id == teller)
        return self._connection.execute(found).scalar() is not None

    def by_code(self, code_hash: bytes) -> str | None:
        """The storyteller who holds this code."""
        found = select(storyteller.c.id).where(storyteller.c.code_hash == code_hash)
        return self._connection.execute(found).scalar()

    def wants_letter(self, teller: str, asked_on: date) -> None:
        """This storyteller wants to be told what came of it; where and under which word is in the vault."""
        values = {"asked_on": asked_on, "left_on": None}
        self._connection.execute(
            insert(self._connection, letter_back)
            .values(storyteller=teller, **values)
            .on_conflict_do_update(index_elements=["storyteller"], set_=values)
        )

    def letters_to_leave(self) -> tuple[tuple[str, date], ...]:
        """Who waits for a letter, and since when, longest first."""
        rows = self._connection.execute(
            select(letter_back.c.storyteller, letter_back.c.asked_on)
            .where(letter_back.c.left_on.is_(None))
            .order_by(letter_back.c.asked_on, letter_back.c.storyteller)
        )
        return tuple((row.storyteller, row.asked_on) for row in rows)

    def letter_left(self, teller: str, on: date) -> bool:
        """Their letter lies where they asked for it; false when none was waited for."""
        waits = (letter_back.c.storyteller == teller) & letter_back.c.left_on.is_(None)
        return self._connection.execute(letter_back.update().where(waits).values(left_on=on)).rowcount == 1

    def forget_if_silent(self, teller: str) -> bool:
        """Remove a storyteller of whom no story, interview or feeling is left, with their consents and their key;
        whether they were removed.
        """
        for where in (story, telling, feeling):
            if self._connection.execute(select(where.c.id).where(where.c.storyteller == teller).limit(1)).first():
                return False
        self._connection.execute(consent.update().where(consent.c.storyteller == teller).values(replaces=None))
        self._connection.execute(delete(consent).where(consent.c.storyteller == teller))
        self._connection.execute(delete(storyteller).where(storyteller.c.id == teller))
        self._vault.forget(teller)
        return True
