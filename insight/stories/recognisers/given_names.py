"""Given names from the lists; those that are everyday words too need something beside them that makes them a name."""

import re
from collections.abc import Iterator

from insight.stories.recognisers.contract import DOUBTFUL, LISTED, Evidence, Reading
from insight.stories.recognisers.lexicon import doubtful_names, everyday, kept, phrases, words
from insight.stories.recognisers.names import NOT_SURNAMES, is_plain, name_end
from insight.stories.spans import Label

_VERBS = frozenset(
    [
        "said",
        "says",
        "told",
        "tells",
        "asked",
        "asks",
        "thinks",
        "thought",
        "knew",
        "knows",
        "came",
        "comes",
        "went",
        "goes",
        "got",
        "gets",
        "gave",
        "gives",
        "helped",
        "helps",
        "rang",
        "rings",
        "found",
        "took",
        "takes",
        "made",
        "makes",
        "sat",
        "stood",
        "looked",
        "looks",
        "listened",
        "met",
        "worked",
        "works",
        "lives",
        "lived",
        "died",
        "was",
        "is",
        "has",
        "had",
        "who",
        "did",
        "does",
        "showed",
        "shouted",
        "laughed",
        "cried",
        "spoke",
        "held",
        "sent",
        "brought",
        "kept",
        "left",
        "stayed",
        "wanted",
        "wants",
        "loved",
        "loves",
        "saved",
        "called",
        "texted",
        "visited",
        "reckons",
        "turned",
        "started",
        "stopped",
        "never",
        "always",
        "just",
    ]
)
_MODALS = frozenset(
    {
        "will",
        "may",
        "can",
        "mark",
        "grant",
        "hope",
        "rob",
        "sue",
        "chase",
        "bill",
        "pat",
        "joy",
        "faith",
        "grace",
        "rich",
        "frank",
    }
)
_BEFORE = frozenset(
    [
        "with",
        "and",
        "to",
        "by",
        "from",
        "for",
        "told",
        "asked",
        "met",
        "saw",
        "me",
        "called",
        "named",
        "love",
        "hug",
        "poor",
        "dear",
        "like",
        "that's",
        "lovely",
        "bless",
        "thank",
        "thanks",
    ]
)
_PLACED = frozenset(["in", "at", "near", "to", "from", "around", "outside"])
# Shorter lower-case words than this are read as names only with a capital, however plain the name.
_SHORTEST = 4
_PHRASES = re.compile(
    r"(?:will power|in may|by may|may i\b|may have|rose garden|rose up|grace of|"
    r"saying grace|good grace|pat on|bob a job|bob's your|jack all|jack of|jack "
    r"about|jack shit|mark my|mark down|mark you|bill came|in june|in april|harry potter|"
    r"christmas carol|carol service|carol concert|ray of|penny drop)",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Evidence]:
    """Every listed name that stands as a name, with the family name after it."""
    index = 0
    while index < len(reading.words):
        word = reading.words[index]
        reason = _reason(reading, index)
        if not reason:
            index += 1
            continue
        last = name_end(reading, index)
        weight = LISTED if is_plain(word.low) else DOUBTFUL
        yield Evidence(word.start, reading.words[last].end, Label.PERSON, weight, "given_names", reason, "person")
        index = last + 1


def _reason(reading: Reading, index: int) -> str:
    word = reading.words[index]
    if is_plain(word.low):
        if word.capital or len(word.low) >= _SHORTEST:
            return "a given name"
    elif word.low in doubtful_names() and _named(reading, index):
        return "a given name, by the words around it"
    return ""


def _named(reading: Reading, index: int) -> bool:
    word, low = reading.words[index], reading.words[index].low
    if _PHRASES.match(reading.text, max(0, word.start - 3)) or _PHRASES.match(reading.text, word.start):
        return False
    before = reading.words[index - 1].low if index else ""
    after = reading.words[index + 1] if index + 1 < len(reading.words) else None
    beside = after is not None and reading.gap(index, index + 1) == " "
    if _PHRASES.match(reading.text, reading.words[index - 1].start if index else 0) or (
        after and after.low in NOT_SURNAMES and beside
    ):
        return False
    if reading.quiet or not word.capital:
        heard = (
            beside
            and after is not None
            and after.low in _VERBS - {"is", "was", "has", "had", "just", "never", "always", "left", "got"}
        )
        return reading.quiet and heard and before in (*_BEFORE, "") and not everyday(low)
    surname = beside and after is not None and after.capital and not everyday(after.low) and not kept(after.low)
    if surname:
        return True
    speaks = beside and after is not None and after.low in _VERBS
    if low in phrases("towns") and before in _PLACED:
        return False
    if reading.begins_sentence(index):
        alone = (
            after is None
            or reading.text[word.end : word.end + 1] in (".", ",")
            or after.low in ("at", "from", "and", "who")
        )
        if alone and not everyday(low) and not kept(low):
            return True
        if (
            after
            and after.low == "and"
            and index + 2 < len(reading.words)
            and reading.words[index + 2].low in ("i", "me", "his", "her")
        ):
            return True
        return speaks and (
            low not in _MODALS
            or everyday(low) is False
            or (after is not None and after.low not in ("is", "was", "never", "always", "just"))
        )
    if kept(low):
        return speaks or before in ("told", "asked", "met", "called", "named")
    return low not in words("demonyms") and (before not in ("the", "a", "an", "of") or speaks)
