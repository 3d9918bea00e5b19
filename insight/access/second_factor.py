"""The second factor: a secret in the vault that somebody's phone knows too, and ten codes for when the phone is lost.

A code of the phone counts once (RFC 6238, section 5.2): the time step it belonged to is kept beside the secret.
"""

import base64
import hmac
import json
import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from insight.ports import Work

SECRET = "second_factor"  # noqa: S105  # what it is called in the vault
RECOVERY_CODES = 10
_RECOVERY_BYTES = 10


class OneTimeCodes(Protocol):
    """Codes that a phone shows."""

    def new_secret(self) -> str: ...
    def step(self, secret: str, code: str, now: datetime) -> int | None: ...
    def picture(self, secret: str, name: str) -> str: ...


def propose(work: Work, account: str, codes: OneTimeCodes) -> None:
    """Make a secret for this account. It counts for nothing until a code of it was given."""
    _keep(work, account, codes.new_secret(), 0)


def secret_of(work: Work, account: str) -> str | None:
    """The secret as the phone has to know it."""
    kept = work.vault.fetch(account, SECRET)
    return None if kept is None else str(json.loads(kept)["secret"])


def take(work: Work, account: str, code: str, codes: OneTimeCodes, now: datetime) -> bool:
    """Whether this is a code of the phone that was not used before. It is used now."""
    kept = work.vault.fetch(account, SECRET)
    if kept is None:
        return False
    known = json.loads(kept)
    step = codes.step(known["secret"], "".join(code.split()), now)
    if step is None or step <= known["step"]:
        return False
    _keep(work, account, known["secret"], step)
    return True


def give_recovery_codes(work: Work, account: str) -> tuple[str, ...]:
    """Ten new codes; those before are void. They are shown once, and kept as keyed hashes."""
    made = tuple(_spelled() for _ in range(RECOVERY_CODES))
    work.ways_in.give_recovery_codes(account, (_hash(work, account, one) for one in made))
    return made


def take_recovery_code(work: Work, account: str, code: str) -> bool:
    """Whether this is one of the ten. It is gone now."""
    return work.ways_in.use_recovery_code(account, _hash(work, account, code))


def clear(work: Work, account: str) -> None:
    """Codes are no longer asked for: the secret, its key and the recovery codes are gone."""
    work.people.ask_for_codes(account, False)
    work.vault.forget(account)
    work.ways_in.give_recovery_codes(account, ())


def _keep(work: Work, account: str, secret: str, step: int) -> None:
    work.vault.keep(account, SECRET, json.dumps({"secret": secret, "step": step}))


def _spelled() -> str:
    """`k7mw-3pqx-…`: 80 random bits, without the digits that look like letters."""
    letters = base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode().lower()
    return "-".join(_fours(letters))


def _fours(letters: str) -> Iterator[str]:
    return (letters[at : at + 4] for at in range(0, len(letters), 4))


def _hash(work: Work, account: str, code: str) -> str:
    """Keyed, so that a copy of the database alone says nothing of the codes. Spaces, dashes and case do not matter."""
    typed = "".join(letter for letter in code.lower() if letter.isalnum())
    said = f"{account}/{typed}".encode("utf-8", "replace")
    return hmac.new(work.vault.derive("recovery codes"), said, "sha256").hexdigest()
