"""Signing in and out, the code after the password, the demo's people, and the sessions in between.

A session is looked up at every call, so that signing out, a changed role or a closed account holds from the next click
on. One that owes a code opens nothing: to everybody but `give_code` its holder is nobody.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from insight.access import second_factor
from insight.access.account import Account, Doors
from insight.access.entering import PasswordHashing, begin, count_try, hashed, plain
from insight.access.reader import Reader
from insight.access.second_factor import OneTimeCodes
from insight.access.session import Limits, Session
from insight.errors import NotAllowed, NotFound, Unavailable
from insight.governance.closed import is_closed_to
from insight.ports import Bank, Work

# A sign of life is written at most this often: clicks need not queue for the write lock. So an idle session may end
# this much early, and never late.
SEEN_EVERY = timedelta(minutes=1)

WRONG = "The name or the password is not right. Check both and try again."
WRONG_CODE = "This code is not right, or it was used before. Wait for the next one and try again."
BEGIN_AGAIN = "This took too long. Sign in again from the beginning."


class SignIn:
    """Who is at the screen."""

    def __init__(
        self,
        bank: Bank,
        clock: Callable[[], datetime],
        passwords: PasswordHashing,
        codes: OneTimeCodes,
        limits: Limits,
        doors: Doors,
    ) -> None:
        """Sessions end by `limits`; `doors` says who may come in at all."""
        self._bank = bank
        self._clock = clock
        self._passwords = passwords
        self._codes = codes
        self._limits = limits
        self._doors = doors

    # Signing in.

    def sign_in(self, name: str, password: str) -> str:
        """A new session's token. `NotAllowed` in the same words, after the same work, for an unknown name.

        The session may owe a code: `owes_code` tells.
        """
        wanted = plain(name)
        found = self._try(wanted)
        kept = found[1] if found and self._doors.open_to(found[0]) else None
        # Hashing takes long: no transaction is open meanwhile, and what was checked is asked for once more after it.
        if not self._passwords.verify(kept, password):
            raise NotAllowed(WRONG)
        with self._bank.writing() as work:
            now, again = self._clock(), work.people.by_sign_in_name(wanted)
            if again is None or again[1] != kept or not self._doors.open_to(again[0]):
                raise NotAllowed(WRONG)
            work.people.forgive(hashed(wanted))
            work.people.end_sessions_before(now - self._limits.idle, now - self._limits.absolute)
            return begin(work, again[0].id, "signed_in", now, waits_for_code=again[0].second_factor)

    def owes_code(self, token: str) -> bool:
        """Whether the password was right and a code is still owed."""
        with self._bank.reading() as work:
            return self._owing(work, token) is not None

    def give_code(self, token: str, code: str) -> str:
        """The token of a session that opens, in place of the one that owed a code: of the phone, or a recovery code.

        `NotAllowed` for a wrong code, counted like passwords; `NotFound` when nothing is owed, or no longer.
        """
        with self._bank.writing() as work:
            now, account = self._clock(), self._owing(work, token)
            if account is None:
                raise NotFound(BEGIN_AGAIN)
            count_try(work, f"code of {account.id}", account.id, "codes_paused", now)
            new = self._past_code(work, account.id, token, code, now)
        if new is None:
            raise NotAllowed(WRONG_CODE)
        return new

    # Who holds a session.

    def reader(self, token: str) -> Reader | None:
        """Who holds this session, or `None` when it was ended, ran out, owes a code, or its account is closed."""
        account = self.account(token)
        return account.reader() if account else None

    def account(self, token: str) -> Account | None:
        """The account of a session, or `None`; a sign of life is kept at most once a minute."""
        now = self._clock()
        with self._bank.reading() as work:
            found = self._lasting(work, token)
        if found is None or found[0].waits_for_code:
            return None
        session, account = found
        if now - session.seen >= SEEN_EVERY:
            # A full disk or a busy bank ends nobody's session: what they came to do is asked of it next, and answers.
            with suppress(Unavailable), self._bank.writing() as work:
                work.people.seen(session.token_hash, now)
        return account

    # Signing out.

    def sign_out(self, token: str) -> None:
        """End this session. Nothing happens when it has ended already."""
        with self._bank.writing() as work:
            session = work.people.session(hashed(token))
            if session is not None:
                work.people.end_session(session.token_hash)
                work.records.write(session.account, "signed_out", session.account, self._clock())

    def sign_out_everywhere(self, reader: Reader) -> None:
        """End all of this account's sessions, on every machine."""
        with self._bank.writing() as work:
            work.people.end_sessions_of(reader.id)
            work.records.write(reader.id, "signed_out_everywhere", reader.id, self._clock())

    # The demo.

    def demo_people(self) -> tuple[Account, ...]:
        """Invented people one may look around as; none unless this is the demo."""
        if not self._doors.demo:
            return ()
        with self._bank.reading() as work:
            return tuple(one for one in work.people.all() if one.demo and one.active)

    def demo_sign_in(self, account_id: str) -> str:
        """A session as one of the demo's people. `NotAllowed` for anybody else, and outside the demo."""
        if account_id not in {one.id for one in self.demo_people()}:
            raise NotAllowed("Only the demo's invented people can be tried out.")
        with self._bank.writing() as work:
            return begin(work, account_id, "signed_in_to_demo", self._clock())

    def _try(self, wanted: str) -> tuple[Account, str | None] | None:
        """Count a try; who it is for, if anybody."""
        with self._bank.writing() as work:
            found = work.people.by_sign_in_name(wanted)
            count_try(work, wanted, found[0].id if found else "unknown", "sign_in_paused", self._clock())
            return found

    def _lasting(self, work: Work, token: str) -> tuple[Session, Account] | None:
        session = work.people.session(hashed(token))
        if session is None or not self._limits.last(session, self._clock()):
            return None
        account = work.people.by_id(session.account)
        if account is None or not self._doors.open_to(account) or is_closed_to(work, account.role):
            return None
        return session, account

    def _owing(self, work: Work, token: str) -> Account | None:
        found = self._lasting(work, token)
        return found[1] if found is not None and found[0].waits_for_code else None

    def _past_code(self, work: Work, account: str, token: str, code: str, now: datetime) -> str | None:
        if second_factor.take_recovery_code(work, account, code):
            work.records.write(
                account, "recovery_code_used", account, now, left=work.ways_in.recovery_codes_left(account)
            )
        elif not second_factor.take(work, account, code, self._codes, now):
            return None
        work.people.forgive(hashed(f"code of {account}"))
        work.people.end_session(hashed(token))
        return begin(work, account, "signed_in", now)
