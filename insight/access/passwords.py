"""Passwords: hashed with Argon2id, and refused when they are easy to guess."""

import unicodedata
from functools import cached_property

from insight.errors import BadInput

# Shorter ones are found by trying all of them; three everyday words are easily longer.
SHORTEST = 10
# Nobody types more by hand. The bound keeps a request from buying an hour of hashing.
LONGEST = 200
# zxcvbn's score from 0 to 4: 3 withstands some 10^8 guesses (Wheeler, USENIX Security 2016), 2 only 10^6.
STRONG_ENOUGH = 3
# The estimate takes time quadratic in length and says no more after this many characters.
ESTIMATED = 72


class Passwords:
    """Argon2id with the low-memory costs of RFC 9106: 64 MiB, three passes, four lanes; some 0.1 to 0.25 s each."""

    def __init__(self) -> None:
        """Load the hasher."""
        from argon2 import PasswordHasher
        from argon2.profiles import RFC_9106_LOW_MEMORY

        self._hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)

    def hash(self, password: str) -> str:
        """The salted hash to keep, in PHC format."""
        return self._hasher.hash(_bytes(password))

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether `password` is what `kept` was made from. Without a `kept` it takes as long, and the answer is no."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            matches = self._hasher.verify(kept or self._nobodys, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
        return matches and kept is not None

    def refuse_weak(self, password: str, *about: str) -> None:
        """Raise `BadInput` with the reason when a password could be guessed; `about` is what the person is called."""
        normal = _normal(password)
        if len(normal) < SHORTEST:
            raise BadInput(f"Use at least {SHORTEST} characters. Three words that do not belong together are good.")
        if len(normal) > LONGEST:
            raise BadInput(f"Use {LONGEST} characters or fewer.")
        from zxcvbn import zxcvbn

        known = [word for one in about for word in (one, *one.split()) if word]
        if zxcvbn(normal[:ESTIMATED], [*known, "insight"])["score"] < STRONG_ENOUGH:
            raise BadInput(
                "This password is easy to guess. Use three words that do not belong together, and not your name."
            )

    @cached_property
    def _nobodys(self) -> str:
        """A hash that is checked for names nobody has, so that the time taken tells nothing."""
        return self._hasher.hash("nobody signs in with this")


def _normal(password: str) -> str:
    """One form for what looks the same: tablets and laptops type an accented letter differently (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    # Half a character pair is odd but no error: an encoding error would carry the password into a traceback.
    return _normal(password).encode("utf-8", "surrogatepass")
