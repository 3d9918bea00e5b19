"""Accounts, their sessions, and failed tries at signing in."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, select, update

from insight.access.account import Account
from insight.access.reader import Role
from insight.access.session import Session
from insight.errors import NotFound, Refused
from insight.identifiers import new_id
from insight.store.insert import insert
from insight.store.tables import (
    account,
    account_subgroup,
    account_team,
    session,
    sign_in_attempt,
    stood_aside,
)
from insight.stories.interview import KindOfJob


class People:
    """Who may sign in, and who is signed in. Tokens are kept as hashes only."""

    def __init__(self, connection: Connection) -> None:
        """Work on `connection`."""
        self._connection = connection

    # Accounts.

    def add(
        self,
        sign_in_name: str,
        name: str,
        role: Role,
        password_hash: str | None,
        now: datetime,
        *,
        organisation: str | None = None,
        position: str = "",
        demo: bool = False,
        subject: str | None = None,
    ) -> str:
        """A new account; its id. `Refused` when the sign-in name is taken.

        `subject` is what an identity provider calls the person.
        """
        taken = self._connection.execute(select(account.c.id).where(account.c.sign_in_name == sign_in_name)).first()
        if taken is not None:
            raise Refused("Somebody already signs in with this name. Choose another.")
        new = new_id()
        self._connection.execute(
            account.insert().values(
                id=new,
                sign_in_name=sign_in_name,
                name=name,
                position=position,
                password=password_hash,
                role=role.value,
                organisation=organisation,
                active=True,
                demo=demo,
                created_at=now,
                subject=subject,
            )
        )
        return new

    def join_team(self, who: str, team: str) -> None:
        """An account works in a team: the stories it is excluded from are closed to it."""
        self._connection.execute(account_team.insert().values(account=who, team=team))

    def join_subgroup(self, who: str, subgroup: str) -> None:
        """An account learns with a sub-group: what is limited to it is open to them."""
        self._connection.execute(account_subgroup.insert().values(account=who, subgroup=subgroup))

    def by_id(self, wanted: str) -> Account | None:
        """The account with this id."""
        return self._one(account.c.id == wanted)

    def by_sign_in_name(self, wanted: str) -> tuple[Account, str | None] | None:
        """The account that signs in with this name, with its password's hash."""
        found = self._one(account.c.sign_in_name == wanted)
        if found is None:
            return None
        return found, self._connection.execute(select(account.c.password).where(account.c.id == found.id)).scalar()

    def by_subject(self, wanted: str) -> Account | None:
        """The account of whom an identity provider calls this."""
        return self._one(account.c.subject == wanted)

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        rows = self._connection.execute(select(account).order_by(account.c.name)).mappings().all()
        return tuple(self._account(row) for row in rows)

    def works_as(self, account_id: str, job: KindOfJob) -> None:
        """Keep what kind of job somebody has, as they said when they last listened."""
        self._connection.execute(update(account).where(account.c.id == account_id).values(job=job.value))

    def change_role(self, sign_in_name: str, role: Role) -> None:
        """Give an account another role; it holds from the next click on."""
        done = self._connection.execute(
            update(account).where(account.c.sign_in_name == sign_in_name).values(role=role.value)
        )
        if done.rowcount == 0:
            raise NotFound("Nobody signs in with this name.")

    def place(self, who: str, organisation: str | None, teams: Collection[str], subgroups: Collection[str]) -> None:
        """Where an account belongs, in place of where it did: teams and sub-groups by their ids."""
        self._connection.execute(update(account).where(account.c.id == who).values(organisation=organisation))
        self._connection.execute(delete(account_team).where(account_team.c.account == who))
        self._connection.execute(delete(account_subgroup).where(account_subgroup.c.account == who))
        for team in sorted(set(teams)):
            self.join_team(who, team)
        for subgroup in sorted(set(subgroups)):
            self.join_subgroup(who, subgroup)

    def set_active(self, who: str, active: bool) -> None:
        """Close an account, or open it again."""
        self._connection.execute(update(account).where(account.c.id == who).values(active=active))

    def set_password(self, who: str, password_hash: str) -> None:
        """Another password, by its hash."""
        self._connection.execute(update(account).where(account.c.id == who).values(password=password_hash))

    def ask_for_codes(self, who: str, wanted: bool) -> None:
        """Whether signing in with a password asks for a code besides."""
        self._connection.execute(update(account).where(account.c.id == who).values(second_factor=wanted))

    def count(self) -> int:
        """How many accounts are open."""
        where: ColumnElement[bool] = account.c.active.is_(True)
        return int(self._connection.execute(select(func.count()).select_from(account).where(where)).scalar_one())

    def stand_aside(self, who: str, teller: str) -> None:
        """This account knows a teller, and is shown no more of what they tell."""
        known = insert(self._connection, stood_aside).values(account=who, storyteller=teller)
        self._connection.execute(known.on_conflict_do_nothing())

    def stood_aside(self, who: str) -> int:
        """From how many tellers this account is shown nothing because it knows them."""
        found = select(func.count()).select_from(stood_aside).where(stood_aside.c.account == who)
        return int(self._connection.execute(found).scalar_one())

    def stand_back(self, who: str) -> None:
        """This account is shown again what the tellers it knows have told."""
        self._connection.execute(delete(stood_aside).where(stood_aside.c.account == who))

    # Sessions.

    def begin_session(self, token_hash: str, who: str, now: datetime, *, waits_for_code: bool = False) -> None:
        """Somebody has signed in, or has given the right password and owes a code."""
        self._connection.execute(
            session.insert().values(
                token_hash=token_hash, account=who, created_at=now, seen_at=now, waits_for_code=waits_for_code
            )
        )

    def session(self, token_hash: str) -> Session | None:
        """A session, or `None` when it was ended."""
        row = self._connection.execute(select(session).where(session.c.token_hash == token_hash)).mappings().first()
        return None if row is None else _session(row)

    def sessions_of(self, who: str) -> tuple[Session, ...]:
        """Every session of an account, newest first; some may have run out."""
        theirs = select(session).where(session.c.account == who).order_by(session.c.created_at.desc())
        return tuple(_session(row) for row in self._connection.execute(theirs).mappings())

    def seen(self, token_hash: str, now: datetime) -> None:
        """A sign of life."""
        self._connection.execute(update(session).where(session.c.token_hash == token_hash).values(seen_at=now))

    def end_session(self, token_hash: str) -> None:
        """Sign out here."""
        self._connection.execute(delete(session).where(session.c.token_hash == token_hash))

    def end_sessions_of(self, who: str, *, but: str | None = None) -> None:
        """Sign out everywhere, or everywhere but in the session with this token's hash."""
        self._connection.execute(delete(session).where(session.c.account == who, session.c.token_hash != (but or "")))

    def end_sessions_before(self, seen: datetime, created: datetime) -> None:
        """Forget sessions that have run out."""
        self._connection.execute(delete(session).where((session.c.seen_at < seen) | (session.c.created_at < created)))

    # Failed tries.

    def failed(self, who_hash: str, now: datetime) -> None:
        """A wrong password, or a wrong code, was given."""
        self._connection.execute(sign_in_attempt.insert().values(who_hash=who_hash, at=now))

    def failures(self, who_hash: str, since: datetime) -> int:
        """How many wrong ones were given since a moment."""
        where = (sign_in_attempt.c.who_hash == who_hash) & (sign_in_attempt.c.at > since)
        return int(
            self._connection.execute(select(func.count()).select_from(sign_in_attempt).where(where)).scalar_one()
        )

    def forgive(self, who_hash: str) -> None:
        """The right one was given: forget the wrong ones."""
        self._connection.execute(delete(sign_in_attempt).where(sign_in_attempt.c.who_hash == who_hash))

    def _one(self, where: ColumnElement[bool]) -> Account | None:
        row = self._connection.execute(select(account).where(where)).mappings().first()
        return None if row is None else self._account(row)

    def _account(self, row: RowMapping) -> Account:
        teams = select(account_team.c.team).where(account_team.c.account == row["id"])
        subgroups = select(account_subgroup.c.subgroup).where(account_subgroup.c.account == row["id"])
        return Account(
            id=row["id"],
            sign_in_name=row["sign_in_name"],
            name=row["name"],
            position=row["position"],
            job=KindOfJob(row["job"]) if row["job"] else None,
            role=Role(row["role"]),
            organisation=row["organisation"],
            teams=frozenset(self._connection.execute(teams).scalars()),
            subgroups=frozenset(self._connection.execute(subgroups).scalars()),
            active=row["active"],
            demo=row["demo"],
            by_provider=row["subject"] is not None,
            second_factor=row["second_factor"],
        )


def _session(row: RowMapping) -> Session:
    return Session(row["token_hash"], row["account"], row["created_at"], row["seen_at"], row["waits_for_code"])
