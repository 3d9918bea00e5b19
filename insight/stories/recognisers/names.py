"""Reads names off the words of a text: may this word be one, and how far does the name go."""

from insight.stories.recognisers.contract import Reading
from insight.stories.recognisers.lexicon import doubtful_names, everyday, kept, phrases, plain_names, words

_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "ap",
        "mac",
        "mc",
        "o",
        "st",
        "la",
        "le",
        "dos",
        "della",
    ]
)
# Capitalised words that belong to a place or an organisation, so a name does not go on into them.
NOT_SURNAMES = frozenset(
    [
        "road",
        "street",
        "avenue",
        "lane",
        "terrace",
        "crescent",
        "close",
        "drive",
        "gardens",
        "grove",
        "hill",
        "rise",
        "house",
        "lodge",
        "court",
        "hospital",
        "centre",
        "center",
        "surgery",
        "unit",
        "ward",
        "hostel",
        "trust",
        "project",
        "foundation",
        "church",
        "school",
        "college",
        "academy",
        "university",
        "hotel",
        "club",
        "prison",
        "council",
        "street's",
        "park",
        "square",
        "station",
        "library",
        "mission",
        "clinic",
        "team",
        "service",
        "services",
        "group",
        "north",
        "south",
        "east",
        "west",
        "nhs",
    ]
)
# The longest name read in one piece: title aside, given, two middle, double family name.
_LONGEST = 5


def is_listed(word: str) -> bool:
    """Whether a word in lower case, or a part of it, is a given name on the lists."""
    if word in plain_names() or word in doubtful_names():
        return True
    return "-" in word and any(part in plain_names() for part in word.split("-"))


def is_plain(word: str) -> bool:
    """Whether a word in lower case is a given name and hardly ever anything else."""
    if word in doubtful_names() or kept(word) or word in phrases("towns"):
        return False
    return word in plain_names() or ("-" in word and any(part in plain_names() for part in word.split("-")))


def may_name(reading: Reading, index: int, strong: bool) -> bool:
    """Whether a word may be a name after something that announces one; `strong` is for cues such as "called"."""
    if index >= len(reading.words):
        return False
    word = reading.words[index]
    low = word.low
    if low in NOT_SURNAMES or low in words("demonyms"):
        return False
    if is_listed(low):
        return word.capital or reading.quiet or (strong and is_plain(low))
    if kept(low):
        return False
    if word.capital and (not everyday(low) or (strong and not reading.begins_sentence(index))):
        return not reading.quiet or not everyday(low)
    return strong and reading.quiet and len(low) > 2 and not everyday(low)


def name_end(reading: Reading, first: int) -> int:
    """The number of the last word of the name that begins with word `first`."""
    last = first
    while last - first < _LONGEST - 1 and last + 1 < len(reading.words):
        step = _goes_on(reading, first, last + 1)
        if not step:
            break
        last += step
    return last


def _goes_on(reading: Reading, first: int, index: int) -> int:
    word, low = reading.words[index], reading.words[index].low
    gap = reading.gap(index - 1, index)
    if gap not in (" ", ". ", ".") or (gap != " " and len(reading.words[index - 1].cased) > 1):
        return 0
    if low in NOT_SURNAMES or low in phrases("months_and_days"):
        return 0
    if low in _PARTICLES and index + 1 < len(reading.words) and reading.words[index + 1].capital:
        return 2 if reading.gap(index, index + 1) == " " and not kept(reading.words[index + 1].low) else 0
    surname = low in words("surnames")
    if reading.quiet:
        ends = reading.text[word.end : word.end + 1]
        known = (surname or is_plain(low)) and not everyday(low)
        closing = len(low) > 3 and not everyday(low) and not kept(low) and (not ends or ends in ".,;:!?\n)")
        return int(known or (closing and is_listed(reading.words[first].low)))
    if not word.capital or (len(low) == 1 and low in ("i", "x")):
        return 0
    if kept(low) and not (surname or is_listed(low)):
        return 0
    return int(surname or is_listed(low) or not everyday(low) or len(low) == 1)
