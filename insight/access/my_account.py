"""One's own account: the password, the codes of one's phone, and where one is signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from insight.access import second_factor
from insight.access.account import Account
from insight.access.entering import PasswordHashing, count_try, hashed
from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.access.second_factor import OneTimeCodes
from insight.access.session import Limits
from insight.errors import NotAllowed, NotFound, Refused
from insight.ports import Bank, Work

WRONG_PASSWORD = "This is not your present password. Nothing was changed."  # noqa: S105  # what is said
WRONG_CODE = "This is not the code your phone shows now. Wait for the next one and try again."


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Where one is signed in: since when, and whether it is here."""

    began: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Setup:
    """What a phone has to learn: a picture to read, as a `data:` address, and the same in letters to type."""

    picture: str
    letters: str


class MyAccount:
    """What everybody may do with their own account, and with no other."""

    def __init__(
        self,
        bank: Bank,
        clock: Callable[[], datetime],
        passwords: PasswordHashing,
        codes: OneTimeCodes,
        limits: Limits,
    ) -> None:
        """`limits` says which sessions still last."""
        self._bank = bank
        self._clock = clock
        self._passwords = passwords
        self._codes = codes
        self._limits = limits

    def account(self, reader: Reader) -> Account:
        """The account itself."""
        require(reader, Action.OWN_ACCOUNT)
        with self._bank.reading() as work:
            return _own(work, reader)

    def recovery_codes_left(self, reader: Reader) -> int:
        """How many of the ten were not used yet."""
        require(reader, Action.OWN_ACCOUNT)
        with self._bank.reading() as work:
            return work.ways_in.recovery_codes_left(reader.id)

    def sessions(self, reader: Reader, token: str) -> tuple[OpenSession, ...]:
        """Where one is signed in, newest first; `token` is of the session that asks."""
        require(reader, Action.OWN_ACCOUNT)
        now, here = self._clock(), hashed(token)
        with self._bank.reading() as work:
            every = work.people.sessions_of(reader.id)
        return tuple(
            OpenSession(one.began, one.token_hash == here)
            for one in every
            if self._limits.last(one, now) and not one.waits_for_code
        )

    def change_password(self, reader: Reader, token: str, present: str, new: str) -> None:
        """Another password. All sessions end but the one of this `token`. `NotAllowed` for a wrong present one."""
        account = self._prove(reader, present)
        self._passwords.refuse_weak(new, account.sign_in_name, account.name)
        kept = self._passwords.hash(new)
        with self._bank.writing() as work:
            work.people.set_password(account.id, kept)
            work.people.end_sessions_of(account.id, but=hashed(token))
            work.ways_in.drop_password_links(account.id)
            work.records.write(account.id, "password_changed", account.id, self._clock())

    # The second factor.

    def propose_codes(self, reader: Reader) -> None:
        """Begin to set a phone up: there is a new secret, which counts for nothing before `confirm_codes`."""
        require(reader, Action.OWN_ACCOUNT)
        with self._bank.writing() as work:
            account = _own(work, reader)
            _require_password(account)
            if account.second_factor:
                raise Refused("Codes are asked for already. Turn that off first if you have a new phone.")
            second_factor.propose(work, account.id, self._codes)

    def setup(self, reader: Reader) -> Setup | None:
        """What the phone has to learn, while it is being set up; `None` before and after."""
        require(reader, Action.OWN_ACCOUNT)
        with self._bank.reading() as work:
            account = _own(work, reader)
            secret = None if account.second_factor else second_factor.secret_of(work, account.id)
        if secret is None:
            return None
        return Setup(self._codes.picture(secret, account.sign_in_name), secret)

    def confirm_codes(self, reader: Reader, token: str, code: str) -> tuple[str, ...]:
        """From now on a code is asked for after the password; ten recovery codes, to be shown once.

        Sessions that began without a code end, but for the one of this `token`. `NotAllowed` for a wrong code.
        """
        require(reader, Action.OWN_ACCOUNT)
        with self._bank.writing() as work:
            now, account = self._clock(), _own(work, reader)
            if account.second_factor:
                raise Refused("Codes are asked for already.")
            count_try(work, f"code of {account.id}", account.id, "codes_paused", now)
            made: tuple[str, ...] = ()
            if second_factor.take(work, account.id, code, self._codes, now):
                work.people.forgive(hashed(f"code of {account.id}"))
                work.people.ask_for_codes(account.id, True)
                work.people.end_sessions_of(account.id, but=hashed(token))
                made = second_factor.give_recovery_codes(work, account.id)
                work.records.write(account.id, "second_factor_on", account.id, now)
        if not made:
            raise NotAllowed(WRONG_CODE)
        return made

    def stop_codes(self, reader: Reader, present: str) -> None:
        """No code is asked for any more. `NotAllowed` for a wrong present password."""
        account = self._prove(reader, present)
        with self._bank.writing() as work:
            second_factor.clear(work, account.id)
            work.records.write(account.id, "second_factor_off", account.id, self._clock())

    def _prove(self, reader: Reader, present: str) -> Account:
        """Check the present password, counted like tries at signing in: an open page may be somebody else's."""
        require(reader, Action.OWN_ACCOUNT)
        with self._bank.writing() as work:
            account = _own(work, reader)
            _require_password(account)
            count_try(work, account.sign_in_name, account.id, "sign_in_paused", self._clock())
            found = work.people.by_sign_in_name(account.sign_in_name)
        if not self._passwords.verify(found[1] if found else None, present):
            raise NotAllowed(WRONG_PASSWORD)
        with self._bank.writing() as work:
            work.people.forgive(hashed(account.sign_in_name))
        return account


def _own(work: Work, reader: Reader) -> Account:
    account = work.people.by_id(reader.id)
    if account is None:
        raise NotFound("There is no such account.")
    return account


def _require_password(account: Account) -> None:
    if account.demo or account.by_provider:
        raise Refused("This account has no password here.")
