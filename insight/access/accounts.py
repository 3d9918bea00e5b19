"""The steward's list: who may sign in, in which role, where they belong, and how that is undone.

Nothing here deletes an account: what somebody did stays theirs in the audit. A closed one opens nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from insight.access.account import Account, Doors
from insight.access.entering import PasswordHashing, check_names, one_line, plain
from insight.access.gate import Action, require
from insight.access.links import check_role
from insight.access.reader import ACCOUNT_ROLES, Reader, Role
from insight.errors import BadInput, NotFound, Refused
from insight.ports import Bank, Work

SIGNED_IN = ("signed_in", "signed_in_to_demo")
LAST_STEWARD = "This is the only steward. Make somebody else a steward first."


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the steward sees it, with names in place of ids, in order of name."""

    account: Account
    organisation: str
    teams: tuple[str, ...]
    subgroups: tuple[str, ...]
    last_signed_in: datetime | None


@dataclass(frozen=True, slots=True)
class Known:
    """What an account can be placed in: names by id; each team after its organisation's name."""

    organisations: dict[str, str]
    teams: dict[str, str]
    subgroups: dict[str, str]


class Accounts:
    """Everybody who may sign in."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], passwords: PasswordHashing, doors: Doors) -> None:
        """`doors` says who may come in at all; the demo's people are not listed outside the demo."""
        self._bank = bank
        self._clock = clock
        self._passwords = passwords
        self._doors = doors

    # Looking.

    def list_users(self, reader: Reader) -> tuple[Account, ...]:
        """Every account, by name."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return tuple(one for one in work.people.all() if self._doors.demo or not one.demo)

    def people(self, reader: Reader) -> tuple[Person, ...]:
        """Every account with where it belongs and when it last signed in, by name."""
        accounts = self.list_users(reader)
        with self._bank.reading() as work:
            known = _known(work)
            times = [work.records.last_time(what) for what in SIGNED_IN]
        return tuple(
            _person(one, known, max((at[one.id] for at in times if one.id in at), default=None)) for one in accounts
        )

    def known(self, reader: Reader) -> Known:
        """The organisations, teams and sub-groups there are."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return _known(work)

    # Changing.

    def add_user(
        self, reader: Reader, sign_in_name: str, name: str, role: Role, password: str, organisation: str = ""
    ) -> str:
        """A new account; its id."""
        require(reader, Action.ADMINISTER)
        check_role(role, self._doors)
        wanted = plain(sign_in_name)
        check_names(wanted, name)
        self._passwords.refuse_weak(password, wanted, name)
        kept = self._passwords.hash(password)
        with self._bank.writing() as work:
            named, now = one_line(organisation), self._clock()
            belongs = work.alliance.organisation(named) if named else None
            account = work.people.add(wanted, name.strip(), role, kept, now, organisation=belongs)
            work.records.write(reader.id, "account_made", account, now, role=role.value)
            return account

    def change_role(self, reader: Reader, sign_in_name: str, role: Role) -> None:
        """Give an account another role. `Refused` when nobody would be the steward any more."""
        require(reader, Action.ADMINISTER)
        if role not in ACCOUNT_ROLES:
            raise BadInput("No account can have this role.")
        with self._bank.writing() as work:
            account = _called(work, sign_in_name)
            if account.by_provider:
                raise Refused("This role comes with the groups of their work account. Change it there.")
            if role is not Role.STEWARD:
                self._keep_a_steward(work, account)
            if not account.demo:
                check_role(role, self._doors)
            work.people.change_role(account.sign_in_name, role)
            work.records.write(reader.id, "role_changed", account.id, self._clock(), role=role.value)

    def place(
        self,
        reader: Reader,
        who: str,
        organisation: str,
        *,
        teams: Collection[str] = (),
        new_teams: Collection[str] = (),
        subgroups: Collection[str] = (),
    ) -> None:
        """Say where an account belongs, in place of where it did. `teams` by id, the others by name.

        Somebody who told us may have asked that a team should not read it: then whoever is in it does not. New teams
        are the organisation's, so there has to be one: `BadInput`.
        """
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            account = _get(work, who)
            known, named = _known(work), one_line(organisation)
            belongs = work.alliance.organisation(named) if named else None
            wanted = {one for one in teams if one in known.teams}
            for name in filter(None, map(one_line, new_teams)):
                if belongs is None:
                    raise BadInput("A team is a team of an organisation. Name the organisation first.")
                wanted.add(work.alliance.team(belongs, name))
            groups = {work.alliance.subgroup(name) for name in map(one_line, subgroups) if name}
            work.people.place(account.id, belongs, wanted, groups)
            work.records.write(
                reader.id, "account_placed", account.id, self._clock(),
                organisation=belongs or "", teams=len(wanted), subgroups=len(groups),
            )  # fmt: skip

    def close(self, reader: Reader, who: str) -> None:
        """From now on this account opens nothing: its sessions and links end. The only steward's stays open."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            account = _get(work, who)
            self._keep_a_steward(work, account)
            work.people.set_active(account.id, False)
            work.people.end_sessions_of(account.id)
            work.ways_in.drop_password_links(account.id)
            work.records.write(reader.id, "account_closed", account.id, self._clock())

    def open_again(self, reader: Reader, who: str) -> None:
        """A closed account may sign in again, as it was."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            account = _get(work, who)
            work.people.set_active(account.id, True)
            work.records.write(reader.id, "account_opened_again", account.id, self._clock())

    def sign_out(self, reader: Reader, who: str) -> None:
        """End every session of an account."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            account = _get(work, who)
            work.people.end_sessions_of(account.id)
            work.records.write(reader.id, "signed_out_by_steward", account.id, self._clock())

    def called(self, reader: Reader, sign_in_name: str) -> Account:
        """The account that signs in with this name; `NotFound` when there is none."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return _called(work, sign_in_name)

    def _keep_a_steward(self, work: Work, account: Account) -> None:
        others = (one for one in work.people.all() if one.id != account.id and one.role is Role.STEWARD)
        if account.role is Role.STEWARD and account.active and not any(map(self._doors.open_to, others)):
            raise Refused(LAST_STEWARD)


def _known(work: Work) -> Known:
    return Known(work.alliance.organisations(), work.alliance.teams(), work.alliance.subgroups())


def _person(account: Account, known: Known, last: datetime | None) -> Person:
    return Person(
        account,
        known.organisations.get(account.organisation or "", ""),
        tuple(name for team, name in known.teams.items() if team in account.teams),
        tuple(name for group, name in known.subgroups.items() if group in account.subgroups),
        last,
    )


def _get(work: Work, who: str) -> Account:
    account = work.people.by_id(who)
    if account is None:
        raise NotFound("There is no such account.")
    return account


def _called(work: Work, sign_in_name: str) -> Account:
    found = work.people.by_sign_in_name(plain(sign_in_name))
    if found is None:
        raise NotFound("Nobody signs in with this name.")
    return found[0]
