"""The storyteller code: four common words that only the storyteller holds. Only a slow keyed hash of it is kept."""

import hashlib
import re
import secrets
from collections.abc import Sequence

from insight.errors import BadInput

WORDS_IN_A_CODE = 4
CODE_PEPPER = "storyteller codes"
# scrypt at these costs takes some 60 ms: 7,776^4 codes cannot be tried, and one person's look-up is not felt.
COST, BLOCK, PARALLEL = 2**15, 8, 1
MEMORY = 64 * 1024 * 1024


def new_code(words: Sequence[str]) -> str:
    """Four words drawn at random: about 52 bits from a list of 7,776."""
    return " ".join(secrets.choice(words) for _ in range(WORDS_IN_A_CODE))


def code_hash(code: str, pepper: bytes) -> bytes:
    """The keyed hash a code is found by (scrypt, RFC 7914). Case, dashes and spaces do not matter.

    The pepper is the bank's own secret, so that a copied database cannot be searched with guessed codes.
    """
    words = re.findall(r"[a-z]+", code.lower())
    if len(words) != WORDS_IN_A_CODE:
        raise BadInput("A code has four words. Please check the card and type them again.")
    return hashlib.scrypt(" ".join(words).encode(), salt=pepper, n=COST, r=BLOCK, p=PARALLEL, maxmem=MEMORY, dklen=32)
