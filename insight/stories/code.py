"""The storyteller code: four common words that only the storyteller holds. Only a slow keyed hash of it is kept."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Sequence

from insight.errors import BadInput

WORDS_IN_A_CODE = 4
LONGEST_OWN_WORD = 40
CODE_PEPPER = "storyteller codes"
# scrypt at these costs takes some 60 ms: 7,776^4 codes cannot be tried, and one person's look-up is not felt.
COST, BLOCK, PARALLEL = 2**15, 8, 1
MEMORY = 64 * 1024 * 1024

NO_CODE = (
    "A code has four words, and one more if they added a word of their own. Please check the card and type them again."
)
# Nothing that could be a code is longer, and nothing longer is worth the work of looking.
_LONGEST = 300


def new_code(words: Sequence[str]) -> str:
    """Four words drawn at random: about 52 bits from a list of 7,776."""
    return " ".join(secrets.choice(words) for _ in range(WORDS_IN_A_CODE))


def words_of(typed: str) -> tuple[str, ...]:
    """The words in what was typed: capitals, accents, dashes and spaces do not matter."""
    bare = unicodedata.normalize("NFKD", typed[: _LONGEST + 1].replace("'", "").replace("\u2019", "")).casefold()
    return tuple(re.findall(r"[^\W\d_]+", "".join(one for one in bare if not unicodedata.combining(one))))


def with_own_word(code: str, own: str) -> str:
    """The code with a word of the person's own at its end, which stands on no card; an empty one takes it off."""
    first, second = words_of(code)[:WORDS_IN_A_CODE], words_of(own)
    if own.strip() and len(second) != 1:
        raise BadInput("Choose one word, made of letters. The code is as it was.")
    if any(len(one) > LONGEST_OWN_WORD for one in second):
        raise BadInput(f"Choose a word of {LONGEST_OWN_WORD} letters at most. The code is as it was.")
    return " ".join((*first, *second))


def read_code(typed: str) -> str:
    """Four words, or five with the person's own, in the one form they are known by. `BadInput` for anything else."""
    words = words_of(typed)
    if len(typed) > _LONGEST or len(words) not in (WORDS_IN_A_CODE, WORDS_IN_A_CODE + 1):
        raise BadInput(NO_CODE)
    return " ".join(words)


def code_hash(code: str, pepper: bytes) -> bytes:
    """The keyed hash a code is found by (scrypt, RFC 7914), however it is typed.

    The pepper is the bank's own secret, so that a copied database cannot be searched with guessed codes.
    """
    one = read_code(code).encode()
    return hashlib.scrypt(one, salt=pepper, n=COST, r=BLOCK, p=PARALLEL, maxmem=MEMORY, dklen=32)
