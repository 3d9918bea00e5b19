"""Signing in and out, the sessions in between, one-time links, and the steward's list of accounts.

Tokens are 256 random bits that only the browser keeps; the bank knows their SHA-256. A session is looked up at every
call, so that signing out, a changed role or a closed account holds from the next click on.
"""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from insight.access.account import Account
from insight.access.gate import Action, require
from insight.access.reader import ACCOUNT_ROLES, Reader, Role
from insight.errors import BadInput, NotAllowed, NotFound, Refused, Unavailable
from insight.governance.readiness import CLOSED
from insight.ports import Bank, Work

# Five slips are human; more within a quarter of an hour are a search. It caps guessing at 480 passwords a day.
TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)
# A sign of life is written at most this often: clicks need not queue for the write lock. So an idle session may end
# this much early, and never late.
SEEN_EVERY = timedelta(minutes=1)
FIRST_RUN_VALID = timedelta(hours=24)
FIRST_RUN = "first_run_link"

WRONG = "The name or the password is not right. Check both and try again."
TOO_MANY = "Too many tries with this name. Wait a quarter of an hour, then try again."
USED_UP = "This link has been used or has run out. Ask your steward for a new one."

_SIGN_IN_NAME = re.compile(r"[\w.@+-]{2,100}")
_LONGEST_NAME = 100


class PasswordHashing(Protocol):
    """How passwords are kept and judged."""

    def hash(self, password: str) -> str: ...
    def verify(self, kept: str | None, password: str) -> bool: ...
    def refuse_weak(self, password: str, *about: str) -> None: ...


class SignIn:
    """Who is at the screen."""

    def __init__(
        self,
        bank: Bank,
        clock: Callable[[], datetime],
        passwords: PasswordHashing,
        idle: timedelta,
        absolute: timedelta,
        *,
        demo: bool = False,
    ) -> None:
        """Sessions end after `idle` without a click, and in any case after `absolute`. Demo people need `demo`."""
        self._bank = bank
        self._clock = clock
        self._passwords = passwords
        self._idle = idle
        self._absolute = absolute
        self._demo = demo

    # Signing in and out.

    def sign_in(self, name: str, password: str) -> str:
        """A new session's token. `NotAllowed` in the same words, after the same work, for an unknown name."""
        wanted = _plain(name)
        found = self._try(wanted)
        account, kept = found if found and found[0].active else (None, None)
        # Hashing takes long: no transaction is open meanwhile.
        right = self._passwords.verify(kept, password)
        if not right or account is None or not self._may_sign_in(account):
            raise NotAllowed(WRONG)
        with self._bank.writing() as work:
            work.people.forgive(_hash(wanted))
            work.people.end_sessions_before(self._clock() - self._idle, self._clock() - self._absolute)
            return self._begin(work, account.id, "signed_in")

    def reader(self, token: str) -> Reader | None:
        """Who holds this session, or `None` when it was ended, ran out, or its account is closed."""
        account = self.account(token)
        return account.reader() if account else None

    def account(self, token: str) -> Account | None:
        """The account of a session, or `None`; a sign of life is kept at most once a minute."""
        now, hashed = self._clock(), _hash(token)
        with self._bank.reading() as work:
            session = work.people.session(hashed)
            if session is None:
                return None
            who, created, seen = session
            account = work.people.by_id(who)
            closed = work.records.value(CLOSED) is not None
        if now - seen > self._idle or now - created > self._absolute:
            return None
        if account is None or not self._may_sign_in(account) or (closed and account.role is not Role.STEWARD):
            return None
        if now - seen >= SEEN_EVERY:
            # A full disk or a busy bank ends nobody's session: what they came to do is asked of it next, and answers.
            with suppress(Unavailable), self._bank.writing() as work:
                work.people.seen(hashed, now)
        return account

    def sign_out(self, token: str) -> None:
        """End this session. Nothing happens when it has ended already."""
        hashed = _hash(token)
        with self._bank.writing() as work:
            session = work.people.session(hashed)
            if session is not None:
                work.people.end_session(hashed)
                work.records.write(session[0], "signed_out", session[0], self._clock())

    def sign_out_everywhere(self, reader: Reader) -> None:
        """End all of this account's sessions, on every machine."""
        with self._bank.writing() as work:
            work.people.end_sessions_of(reader.id)
            work.records.write(reader.id, "signed_out_everywhere", reader.id, self._clock())

    # One-time links.

    def invite(self, reader: Reader, role: Role, valid: timedelta) -> str:
        """The token of a link with which somebody may make themselves an account in this role, once."""
        require(reader, Action.ADMINISTER)
        _check_role(role)
        with self._bank.writing() as work:
            token = self._invite(work, role, valid)
            work.records.write(reader.id, "invited", role.value, self._clock())
            return token

    def first_run_link(self) -> str | None:
        """A steward's link while nobody can be the steward yet, else `None`. The link before it is void."""
        with self._bank.writing() as work:
            if any(one.role is Role.STEWARD and self._may_sign_in(one) for one in work.people.all()):
                return None
            before = work.records.value(FIRST_RUN)
            if before is not None:
                work.people.use_invitation(before)
            token = self._invite(work, Role.STEWARD, FIRST_RUN_VALID)
            work.records.set(FIRST_RUN, _hash(token))
            return token

    def invited_as(self, token: str) -> Role:
        """The role a link is good for. `NotFound` when it was used or has run out."""
        with self._bank.reading() as work:
            return self._invitation(work, token)

    def accept(self, token: str, sign_in_name: str, name: str, password: str, organisation: str = "") -> str:
        """Make the account a link is good for and sign in with it; the session's token. The link is void then."""
        role = self.invited_as(token)
        wanted, kept = self._new_account(sign_in_name, name, password)
        with self._bank.writing() as work:
            self._invitation(work, token)  # asked again: two people may hold the same link
            work.people.use_invitation(_hash(token))
            account = self._add(work, wanted, name, role, kept, organisation)
            work.records.write(account, "account_made", account, self._clock(), role=role.value)
            return self._begin(work, account, "signed_in")

    # The demo.

    def demo_people(self) -> tuple[Account, ...]:
        """Invented people one may look around as; none unless this is the demo."""
        if not self._demo:
            return ()
        with self._bank.reading() as work:
            return tuple(one for one in work.people.all() if one.demo and one.active)

    def demo_sign_in(self, account_id: str) -> str:
        """A session as one of the demo's people. `NotAllowed` for anybody else, and outside the demo."""
        if account_id not in {one.id for one in self.demo_people()}:
            raise NotAllowed("Only the demo's invented people can be tried out.")
        with self._bank.writing() as work:
            return self._begin(work, account_id, "signed_in_to_demo")

    # The steward's list.

    def add_user(
        self, reader: Reader, sign_in_name: str, name: str, role: Role, password: str, organisation: str = ""
    ) -> str:
        """A new account; its id."""
        require(reader, Action.ADMINISTER)
        _check_role(role)
        wanted, kept = self._new_account(sign_in_name, name, password)
        with self._bank.writing() as work:
            account = self._add(work, wanted, name, role, kept, organisation)
            work.records.write(reader.id, "account_made", account, self._clock(), role=role.value)
            return account

    def list_users(self, reader: Reader) -> tuple[Account, ...]:
        """Every account, by name."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return work.people.all()

    def change_role(self, reader: Reader, sign_in_name: str, role: Role) -> None:
        """Give an account another role. `Refused` when nobody would be the steward any more."""
        require(reader, Action.ADMINISTER)
        _check_role(role)
        with self._bank.writing() as work:
            found = work.people.by_sign_in_name(_plain(sign_in_name))
            if found is None:
                raise NotFound("Nobody signs in with this name.")
            account = found[0]
            if account.role is Role.STEWARD and role is not Role.STEWARD and work.people.count(Role.STEWARD) == 1:
                raise Refused("This is the only steward. Make somebody else a steward first.")
            work.people.change_role(account.sign_in_name, role)
            work.records.write(reader.id, "role_changed", account.id, self._clock(), role=role.value)

    def _try(self, wanted: str) -> tuple[Account, str | None] | None:
        """Count a try before it is judged, so that many at once cannot slip through; who it is for, if anybody."""
        now, who = self._clock(), _hash(wanted)
        with self._bank.writing() as work:
            tried = work.people.failures(who, now - TRIES_WITHIN)
            if tried >= TRIES:
                raise NotAllowed(TOO_MANY)
            work.people.failed(who, now)
            found = work.people.by_sign_in_name(wanted)
            if tried + 1 == TRIES:
                work.records.write("sign_in", "sign_in_paused", found[0].id if found else "unknown", now)
            return found

    def _may_sign_in(self, account: Account) -> bool:
        return account.active and (self._demo or not account.demo)

    def _begin(self, work: Work, account: str, what: str) -> str:
        found = work.people.by_id(account)
        if work.records.value(CLOSED) is not None and (found is None or found.role is not Role.STEWARD):
            raise NotAllowed("This bank is closed. Only its stewards can sign in.")
        token, now = secrets.token_urlsafe(32), self._clock()
        work.people.begin_session(_hash(token), account, now)
        work.records.write(account, what, account, now)
        return token

    def _invite(self, work: Work, role: Role, valid: timedelta) -> str:
        token = secrets.token_urlsafe(32)
        work.people.invite(_hash(token), role, self._clock() + valid)
        return token

    def _invitation(self, work: Work, token: str) -> Role:
        role = work.people.invitation(_hash(token), self._clock())
        if role is None:
            raise NotFound(USED_UP)
        return role

    def _new_account(self, sign_in_name: str, name: str, password: str) -> tuple[str, str]:
        """The sign-in name as it is kept, and the password's hash."""
        wanted = _plain(sign_in_name)
        if not 0 < len(name.strip()) <= _LONGEST_NAME:
            raise BadInput(f"Tell us your name, in {_LONGEST_NAME} letters or fewer.")
        if not _SIGN_IN_NAME.fullmatch(wanted):
            raise BadInput("A sign-in name is made of letters and digits, with dots or dashes, and has no spaces.")
        self._passwords.refuse_weak(password, wanted, name)
        return wanted, self._passwords.hash(password)

    def _add(self, work: Work, wanted: str, name: str, role: Role, kept: str, organisation: str) -> str:
        named = " ".join(organisation.split())[:_LONGEST_NAME]
        belongs = work.alliance.organisation(named) if named else None
        return work.people.add(wanted, name.strip(), role, kept, self._clock(), organisation=belongs)


def _check_role(role: Role) -> None:
    if role not in ACCOUNT_ROLES:
        raise BadInput("No account can have this role.")


def _plain(sign_in_name: str) -> str:
    """One form for what is read as the same name: capitals and spaces around it do not matter."""
    return unicodedata.normalize("NFKC", sign_in_name).strip().casefold()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
