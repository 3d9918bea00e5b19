"""Words that mean the same in this field, so that whoever types one finds the stories that say the other."""

import re

from insight.themes.words import stem

_WORD = re.compile(r"[^\W_]+(?:[&'’][^\W_]+)*")

# Each group with its reason. The words side of search takes any of a group for any other; meaning needs no help. Short
# on purpose: a word with a second meaning ("clean", "using", "inside") would bring in more than it finds.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("script", "prescription"),  # what people say, and what a chemist's form says
    ("chemist", "pharmacy", "pharmacist"),  # the shop and who stands in it
    ("keyworker", "key worker", "support worker"),  # one kind of job, named differently by each service
    ("hostel", "shelter", "supported housing"),
    ("flat", "tenancy", "own place"),
    ("evicted", "eviction", "put out", "kicked out", "chucked out", "thrown out"),
    ("rough sleeping", "sleeping rough", "slept rough", "sleeping out"),
    ("prison", "jail"),
    ("relapse", "relapsed", "lapse", "slipped", "used again"),
    ("overdose", "naloxone", "gone over"),  # what happened, what undoes it, and what people call it
    ("benefits", "universal credit", "uc"),
    ("job centre", "jobcentre"),
    ("id", "identification", "birth certificate", "passport"),  # what a counter asks for
    ("gp", "surgery"),
    ("a&e", "casualty"),
    ("dentist", "teeth", "tooth"),
    ("mum", "mam", "mother"),
    ("dad", "father"),
    ("nan", "gran", "grandmother"),
    ("laptop", "computer"),
)


def others(words: str) -> tuple[str, ...]:
    """What else says what these words say, in the order of the table; nothing that the words hold already.

    >>> others("waiting for my scripts")
    ('prescription',)
    """
    asked = _as_stems(words)
    found: list[str] = []
    for group in GROUPS:
        if any(_as_stems(one) in asked for one in group):
            found += [one for one in group if _as_stems(one) not in asked]
    return tuple(found)


def _as_stems(words: str) -> str:
    """The words by their stems, with a space around each, so that one text can be looked for in another."""
    return f" {' '.join(stem(word) for word in _WORD.findall(words.lower()))} "
