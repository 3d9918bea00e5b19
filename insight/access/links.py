"""One-time links: the steward's first, invitations to make an account, and a new password for whoever forgot theirs."""

from collections.abc import Callable
from datetime import datetime, timedelta

from insight.access import second_factor
from insight.access.account import Account, Doors
from insight.access.entering import PasswordHashing, begin, check_names, hashed, new_token, one_line, plain
from insight.access.gate import Action, require
from insight.access.invitation import Invitation, PasswordLink
from insight.access.reader import ACCOUNT_ROLES, Reader, Role
from insight.errors import BadInput, NotFound, Refused
from insight.ports import Bank, Work

FIRST_RUN_VALID = timedelta(hours=24)
INVITATION_VALID = timedelta(days=7)
PASSWORD_LINK_VALID = timedelta(hours=24)
FIRST_RUN = "first_run_link"
USED_UP = "This link has been used or has run out. Ask your steward for a new one."


class Links:
    """Each link is good once. The bank keeps a hash of it, so nobody can read it there."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], passwords: PasswordHashing, doors: Doors) -> None:
        """`doors` says whose accounts have passwords here."""
        self._bank = bank
        self._clock = clock
        self._passwords = passwords
        self._doors = doors

    # To make an account.

    def invite(self, reader: Reader, role: Role, valid: timedelta = INVITATION_VALID, organisation: str = "") -> str:
        """The token of a link with which somebody may make themselves an account in this role, once."""
        require(reader, Action.ADMINISTER)
        check_role(role, self._doors)
        with self._bank.writing() as work:
            named = one_line(organisation)
            belongs = work.alliance.organisation(named) if named else None
            token = self._invite(work, role, valid, belongs)
            work.records.write(reader.id, "invited", role.value, self._clock())
            return token

    def first_run_link(self) -> str | None:
        """A steward's link while nobody can be the steward yet, else `None`. The link before it is void."""
        with self._bank.writing() as work:
            if any(one.role is Role.STEWARD and self._doors.open_to(one) for one in work.people.all()):
                return None
            before = work.records.value(FIRST_RUN)
            if before is not None:
                work.ways_in.use_invitation(before)
            token = self._invite(work, Role.STEWARD, FIRST_RUN_VALID, None)
            work.records.set(FIRST_RUN, hashed(token))
            return token

    def invitation(self, token: str) -> Invitation:
        """What a link is good for. `NotFound` when it was used or has run out."""
        with self._bank.reading() as work:
            return self._invitation(work, token)

    def accept(self, token: str, sign_in_name: str, name: str, password: str, organisation: str = "") -> str:
        """Make the account a link is good for and sign in with it; the session's token. The link is void then."""
        self.invitation(token)
        wanted = plain(sign_in_name)
        check_names(wanted, name)
        self._passwords.refuse_weak(password, wanted, name)
        kept = self._passwords.hash(password)
        with self._bank.writing() as work:
            link = self._invitation(work, token)  # asked again: two people may hold the same link
            work.ways_in.use_invitation(hashed(token))
            named = one_line(organisation)
            belongs = link.organisation or (work.alliance.organisation(named) if named else None)
            now = self._clock()
            account = work.people.add(wanted, name.strip(), link.role, kept, now, organisation=belongs)
            work.records.write(account, "account_made", account, now, role=link.role.value)
            return begin(work, account, "signed_in", now)

    # To set a new password.

    def new_password_link(self, reader: Reader, account: str, *, clears_second_factor: bool = False) -> str:
        """The token of a link with which somebody sets a new password, once, within a day. Links before it are void.

        `Refused` for an account that has no password, or is closed.
        """
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            found = work.people.by_id(account)
            if found is None:
                raise NotFound("There is no such account.")
            if found.demo or found.by_provider or not self._doors.open_to(found):
                raise Refused("This account has no password here, so there is none to set anew.")
            token, now = new_token(), self._clock()
            link = PasswordLink(account, clears_second_factor)
            work.ways_in.give_password_link(hashed(token), link, now + PASSWORD_LINK_VALID)
            work.records.write(reader.id, "password_link_made", account, now, clears_codes=clears_second_factor)
            return token

    def whose_password(self, token: str) -> Account:
        """Whose password this link sets. `NotFound` when it was used or has run out, or the account is closed."""
        with self._bank.reading() as work:
            return self._whose(work, token)[0]

    def set_password(self, token: str, password: str) -> None:
        """Set the password a link is good for. All sessions of the account end, and the link is void."""
        account = self.whose_password(token)
        self._passwords.refuse_weak(password, account.sign_in_name, account.name)
        kept = self._passwords.hash(password)
        with self._bank.writing() as work:
            account, link = self._whose(work, token)
            work.people.set_password(account.id, kept)
            work.people.end_sessions_of(account.id)
            work.people.forgive(hashed(account.sign_in_name))
            work.ways_in.drop_password_links(account.id)
            if link.clears_second_factor:
                second_factor.clear(work, account.id)
            work.records.write(account.id, "password_set_by_link", account.id, self._clock())

    def _invite(self, work: Work, role: Role, valid: timedelta, organisation: str | None) -> str:
        token = new_token()
        work.ways_in.invite(hashed(token), role, self._clock() + valid, organisation)
        return token

    def _invitation(self, work: Work, token: str) -> Invitation:
        link = work.ways_in.invitation(hashed(token), self._clock())
        if link is None or not self._doors.takes_passwords_of(link.role):
            raise NotFound(USED_UP)
        return link

    def _whose(self, work: Work, token: str) -> tuple[Account, PasswordLink]:
        link = work.ways_in.password_link(hashed(token), self._clock())
        account = work.people.by_id(link.account) if link else None
        if link is None or account is None or account.demo or account.by_provider or not self._doors.open_to(account):
            raise NotFound(USED_UP)
        return account, link


def check_role(role: Role, doors: Doors) -> None:
    """Raise unless an account with a password can have this role here."""
    if role not in ACCOUNT_ROLES:
        raise BadInput("No account can have this role.")
    if not doors.takes_passwords_of(role):
        raise Refused("People sign in with their work account here. Only a steward can have a password besides.")
