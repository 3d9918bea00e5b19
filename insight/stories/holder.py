"""Whose card this is: every look-up by code passes here, is counted before it is judged, and is soon told to wait."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from insight.access.reader import Reader
from insight.errors import NotAllowed, NotFound
from insight.ports import Bank
from insight.stories.code import CODE_PEPPER, code_hash, read_code

# A few slips are human. Together these leave 2,880 guesses a day, of 7,776^4 codes.
TRIES, TRIES_IN_THE_BANK = 5, 30
TRIES_WITHIN = timedelta(minutes=15)

NOBODY = "No story goes with this code. Please check the card and type the words again."
TOO_MANY = "Too many tries with words that are on no card. Wait a quarter of an hour, then try again."


def holder(bank: Bank, clock: Callable[[], datetime], reader: Reader, code: str) -> str:
    """The storyteller who holds this code; the account's earlier slips are forgiven then.

    `BadInput` for what can be no code, `NotFound` when nobody holds it, `NotAllowed` after too many such tries.
    """
    wanted = read_code(code)
    now, mine, in_the_bank = clock(), _counted_as(reader.id), _counted_as("everybody")
    with bank.writing() as work:
        pepper = work.vault.derive(CODE_PEPPER)
        tried = work.people.failures(mine, now - TRIES_WITHIN)
        if max(tried - TRIES, work.people.failures(in_the_bank, now - TRIES_WITHIN) - TRIES_IN_THE_BANK) >= 0:
            raise NotAllowed(TOO_MANY)
        work.people.failed(mine, now)  # before it is judged, so that many at once cannot slip through
    hashed = code_hash(wanted, pepper)  # it takes long: no transaction is open meanwhile
    with bank.writing() as work:
        found = work.tellers.by_code(hashed)
        if found is not None:
            work.people.forgive(mine)
            return found
        work.people.failed(in_the_bank, now)
        if tried + 1 == TRIES:
            work.records.write(reader.id, "codes_paused", reader.id, now)
    raise NotFound(NOBODY)


def _counted_as(who: str) -> str:
    """Under what tries are counted, apart from those at signing in."""
    return hashlib.sha256(f"storyteller codes/{who}".encode()).hexdigest()
