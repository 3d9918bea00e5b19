"""What a person types into the search line, as an expression for full-text search and as marks in what was found."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from insight.themes.words import stem

# The words that say least in a question; leaving them out gave the words side 5 to 10% more (nDCG@10).
STOP_WORDS = frozenset(
    """
    a about after all also an and any are as at be been being but by can could did do does for from had has have he her
    him his how i if in into is it its just me more my no not of on or our out over so some than that the their them
    then there they this to up us was we were what when where which who why will with would you your
    """.split()
)
# Small words so common that to look where they stand beside another takes half the time of a search; without such pairs
# nDCG@10 changed by .004 at most on three collections, without any pair of a small word ("gave up") by .013.
_EVERYWHERE = frozenset("a are be i in is it my of that the to was you".split())
# Beyond this many terms a question is a story; the longest words are the rarest.
MOST_TERMS = 24
# Of so many words that are all common, each two are looked for together.
LONGEST = 3
_PHRASE = re.compile(r'"([^"]+)"')
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A minus sign that stands right before a word or a phrase, and not within one ("half-way").
_WITHOUT = re.compile(r'(?<!\S)[-\u2212](?:"([^"]+)"|(\w\S*))')


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, understood: `words` to look for, and words and phrases that no story found may hold."""

    words: str
    without: tuple[str, ...] = ()

    def mended(self, by: Mapping[str, str]) -> str:
        """The words with other spellings in place of some; for the model that reads for meaning."""
        return _WORD.sub(lambda found: by.get(found.group().lower(), found.group()), self.words)


def understood(typed: str) -> Question:
    """The question in what was typed.

    >>> understood('waiting -"housing list" -dogs half-way')
    Question(words='waiting   half-way', without=('housing list', 'dogs'))
    """
    found = (phrase or word for phrase, word in _WITHOUT.findall(typed))
    without = tuple(words for one in found if (words := " ".join(_WORD.findall(one))))
    return Question(_WITHOUT.sub("", typed).strip(), without)


def terms(query: str) -> tuple[str, ...]:
    """The words of a question that carry meaning; all of them when none does."""
    words = [word.lower() for word in _WORD.findall(query)]
    telling = [word for word in words if word not in STOP_WORDS] or words
    kept = set(sorted(telling, key=len, reverse=True)[:MOST_TERMS])
    return tuple(dict.fromkeys(word for word in telling if word in kept))


def words_expression(
    query: str, also: Iterable[str] = (), common: Collection[str] = (), together: Iterable[str] = ()
) -> str:
    """An FTS5 expression: any of the words or neighbouring pairs, and every phrase in quotation marks.

    `also` are other words and phrases, any of which may stand for those that were asked. Of `common` words, which so
    many say that they tell little, none is looked for by itself; `together` are expressions that stand in for them.

    A pair such as "gave up" is rare, so BM25 lifts who says just that over who says its words here and there.
    Empty when there is nothing to look for.

    >>> words_expression('my "second chance"')
    '("second chance") AND ("second" OR "chance" OR "second chance")'
    """
    found = tuple(one for one in terms(query) if one not in common)
    any_of = " OR ".join([*map(quoted, (*found, *_pairs(query, found), *also)), *together])
    phrases = [" ".join(_WORD.findall(phrase)) for phrase in _PHRASE.findall(query)]
    wanted = [quoted(phrase) for phrase in phrases if phrase]
    if not wanted:
        return any_of
    return " AND ".join(f"({part})" for part in (*wanted, any_of) if part)


def longest(words: Iterable[str]) -> tuple[str, ...]:
    """The words that are likely to be the rarest, the longest first."""
    return tuple(sorted(words, key=len, reverse=True)[:LONGEST])


def together(words: Iterable[str]) -> tuple[str, ...]:
    """FTS5 expressions, each for where two of the words are said.

    >>> together(["hostel", "friend"])
    ('("hostel" AND "friend")',)
    """
    return tuple(f"({quoted(one)} AND {quoted(two)})" for one, two in combinations(words, 2))


def any_expression(several: Iterable[str]) -> str:
    """An FTS5 expression for any of these words and phrases; empty when there is none."""
    return " OR ".join(quoted(one) for one in several)


def _pairs(query: str, telling: tuple[str, ...]) -> tuple[str, ...]:
    """Words that stand side by side, at least one of which carries meaning and none of which stands everywhere."""
    words = [word.lower() for word in _WORD.findall(query)]
    pairs = [
        f"{one} {two}"
        for one, two in pairwise(words)
        if (one in telling or two in telling) and not _EVERYWHERE & {one, two}
    ]
    return tuple(dict.fromkeys(pairs))[:MOST_TERMS]


def marks(text: str, query: str, also: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Where words of the question, or of what was searched also, stand in a text, in code points.

    A word counts by its first letters, as its stem.

    >>> marks("We waited for hours.", "waiting hour")
    [(3, 9), (14, 19)]
    """
    stems = tuple(stem(term) for one in (query, *also) for term in terms(one))
    return [match.span() for match in _WORD.finditer(text) if match.group().lower().startswith(stems)] if stems else []


def quoted(words: str) -> str:
    """The FTS5 expression for these words as they stand, side by side."""
    return '"' + words.replace('"', "") + '"'
