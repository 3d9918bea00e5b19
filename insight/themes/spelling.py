"""Which word of the bank somebody may have meant who typed one that is in no story."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

# Shorter words are near to too many others.
FEWEST_LETTERS = 5
# Of ten letters at most two are wrong: "methodone" for methadone, "scirpt" for script, not "hostile" for hostel.
CLOSE = 0.8
# The bank's vocabulary holds stems, and a stem lacks the ending that the typed word has.
CLOSE_TO_A_STEM = 0.68
_A_FEW = 5
_WORD = re.compile(r"[^\W\d_]+")


def can_be_mended(word: str) -> bool:
    """Whether the word is long enough, and made of letters only."""
    return len(word) >= FEWEST_LETTERS and word.isalpha()


def stems_like(word: str, stems: Iterable[str]) -> tuple[str, ...]:
    """Those of the bank's stems that may be the stem of what was meant, the nearest first.

    >>> stems_like("methodone", ["methadon", "month", "money"])
    ('methadon',)
    """
    return tuple(get_close_matches(word, list(stems), _A_FEW, CLOSE_TO_A_STEM))


def word_like(word: str, text: str) -> str | None:
    """The word of a text that is spelt most like this one, in small letters; `None` when none is near.

    >>> word_like("methodone", "They stopped my Methadone in a month.")
    'methadone'
    """
    there = {found.lower() for found in _WORD.findall(text)}
    return next(iter(get_close_matches(word, there, 1, CLOSE)), None)
