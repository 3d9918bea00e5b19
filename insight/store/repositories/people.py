"""Accounts, their sessions and invitations, and failed tries at signing in."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, select, update

from insight.access.account import Account
from insight.access.reader import Role
from insight.errors import NotFound, Refused
from insight.identifiers import new_id
from insight.store.insert import insert
from insight.store.tables import (
    account,
    account_subgroup,
    account_team,
    invitation,
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
    ) -> str:
        """A new account; its id. `Refused` when the sign-in name is taken."""
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

    def count(self, role: Role | None = None) -> int:
        """How many active accounts there are, of one role or all."""
        where: ColumnElement[bool] = account.c.active.is_(True)
        if role is not None:
            where = where & (account.c.role == role.value)
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

    def begin_session(self, token_hash: str, who: str, now: datetime) -> None:
        """Somebody has signed in."""
        self._connection.execute(
            session.insert().values(token_hash=token_hash, account=who, created_at=now, seen_at=now)
        )

    def session(self, token_hash: str) -> tuple[str, datetime, datetime] | None:
        """Account, beginning and last sign of life of a session, or `None` when it was ended."""
        row = self._connection.execute(select(session).where(session.c.token_hash == token_hash)).first()
        return None if row is None else (row.account, row.created_at, row.seen_at)

    def seen(self, token_hash: str, now: datetime) -> None:
        """A sign of life."""
        self._connection.execute(update(session).where(session.c.token_hash == token_hash).values(seen_at=now))

    def end_session(self, token_hash: str) -> None:
        """Sign out here."""
        self._connection.execute(delete(session).where(session.c.token_hash == token_hash))

    def end_sessions_of(self, who: str) -> None:
        """Sign out everywhere."""
        self._connection.execute(delete(session).where(session.c.account == who))

    def end_sessions_before(self, seen: datetime, created: datetime) -> None:
        """Forget sessions that have run out."""
        self._connection.execute(delete(session).where((session.c.seen_at < seen) | (session.c.created_at < created)))

    # Invitations and failed tries.

    def invite(self, token_hash: str, role: Role, expires_at: datetime) -> None:
        """Somebody with this link may make an account in this role, once."""
        self._connection.execute(
            invitation.insert().values(token_hash=token_hash, role=role.value, expires_at=expires_at)
        )

    def invitation(self, token_hash: str, now: datetime) -> Role | None:
        """The role that a link is good for, while it is good."""
        where = (invitation.c.token_hash == token_hash) & (invitation.c.expires_at > now)
        found = self._connection.execute(select(invitation.c.role).where(where)).scalar()
        return None if found is None else Role(found)

    def use_invitation(self, token_hash: str) -> None:
        """A link is good once."""
        self._connection.execute(delete(invitation).where(invitation.c.token_hash == token_hash))

    def failed(self, who_hash: str, now: datetime) -> None:
        """A wrong password was given for this name."""
        self._connection.execute(sign_in_attempt.insert().values(who_hash=who_hash, at=now))

    def failures(self, who_hash: str, since: datetime) -> int:
        """How many wrong passwords were given for this name since a moment."""
        where = (sign_in_attempt.c.who_hash == who_hash) & (sign_in_attempt.c.at > since)
        return int(
            self._connection.execute(select(func.count()).select_from(sign_in_attempt).where(where)).scalar_one()
        )

    def forgive(self, who_hash: str) -> None:
        """The right password was given: forget the wrong ones."""
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
        )
