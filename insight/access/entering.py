"""What every way of coming in has in common: tokens, tries that are counted, and the beginning of a session.

Tokens are 256 random bits that only the browser keeps; the bank knows their SHA-256.
"""

import hashlib
import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from typing import Protocol

from insight.errors import BadInput, NotAllowed
from insight.governance.closed import is_closed_to
from insight.ports import Work

# Five slips are human; more within a quarter of an hour are a search. It caps guessing at 480 passwords a day.
TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)
TOO_MANY = "Too many tries. Wait a quarter of an hour, then try again."

LONGEST_NAME = 100
_SIGN_IN_NAME = re.compile(r"[\w.@+-]{2,100}")


class PasswordHashing(Protocol):
    """How passwords are kept and judged."""

    def hash(self, password: str) -> str: ...
    def verify(self, kept: str | None, password: str) -> bool: ...
    def refuse_weak(self, password: str, *about: str) -> None: ...


def new_token() -> str:
    """A secret for a browser or a link."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What the bank keeps of a token, or of a name that was tried."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def plain(sign_in_name: str) -> str:
    """One form for what is read as the same name: capitals and spaces around it do not matter."""
    return unicodedata.normalize("NFKC", sign_in_name).strip().casefold()


def one_line(typed: str) -> str:
    """A name of a person, an organisation or a team as it is kept."""
    return " ".join(typed.split())[:LONGEST_NAME].strip()


def check_names(wanted: str, name: str) -> None:
    """Raise `BadInput` when somebody cannot be called this, or cannot sign in with this (in its plain form)."""
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise BadInput(f"Tell us your name, in {LONGEST_NAME} letters or fewer.")
    if not _SIGN_IN_NAME.fullmatch(wanted):
        raise BadInput("A sign-in name is made of letters and digits, with dots or dashes, and has no spaces.")


def count_try(work: Work, who: str, account: str, what: str, now: datetime) -> None:
    """Count a try before it is judged, so that many at once cannot slip through; `NotAllowed` beyond the last.

    `who` is what is guessed at, `account` and `what` are for the audit when this was the last try for a while.
    """
    tried = work.people.failures(hashed(who), now - TRIES_WITHIN)
    if tried >= TRIES:
        raise NotAllowed(TOO_MANY)
    work.people.failed(hashed(who), now)
    if tried + 1 == TRIES:
        work.records.write("sign_in", what, account, now)


def begin(work: Work, account: str, what: str, now: datetime, *, waits_for_code: bool = False) -> str:
    """A new session's token. What is owed a code is not yet written down as signed in.

    `NotAllowed` where the bank is closed to this account.
    """
    found = work.people.by_id(account)
    if is_closed_to(work, found.role if found else None):
        raise NotAllowed("This bank is closed. Only its stewards can sign in.")
    token = new_token()
    work.people.begin_session(hashed(token), account, now, waits_for_code=waits_for_code)
    if not waits_for_code:
        work.records.write(account, what, account, now)
    return token
