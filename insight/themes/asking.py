"""A question as it is put to the bank: spelt as the bank spells it, with the words that tell most."""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from insight.errors import BadInput
from insight.themes import domain_words, spelling
from insight.themes.embedder import Embedder
from insight.themes.kept import Vectors
from insight.themes.nearest import View
from insight.themes.query import Question, longest, quoted, terms, together, understood, words_expression

LONGEST_QUERY = 2_000
# A word that so many passages and whole stories say is not looked for by itself: common words take the time there is
# and tell the least. So many are a fifth of a small bank, and of a larger one ten times the root of its number: a tenth
# of 10,000, one in thirty of 100,000. nDCG@10 of banks of 1,000 to 9,000 changed by .002 at most.
COMMON_SHARE, COMMON_FROM, COMMON_ROOT, COMMON = 0.2, 100, 10, 5_000


class Mode(StrEnum):
    """By what to search."""

    HYBRID = "hybrid"
    MEANING = "meaning"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is put to the bank: its words, those searched for besides, and what stands in for it all.

    `again`: what answers it best is ranked a second time.
    """

    words: str = ""
    also: tuple[str, ...] = ()
    expression: str = ""
    vector: Vectors | None = None
    again: bool = False


def checked(typed: str) -> Question:
    """What was typed, understood; `BadInput` when it asks for nothing or for too much."""
    if len(typed) > LONGEST_QUERY:
        raise BadInput("This is too long to search for. Try a sentence or two.")
    question = understood(typed)
    if not question.words:
        raise BadInput("Write what you are looking for, in your own words.")
    return question


def put(view: View, embedder: Callable[[], Embedder], question: Question, mode: Mode) -> Asked:
    """The question with its words spelt as the bank spells them, and others that mean the same."""
    mended = _mended(view, question.words)
    words = (*mended.values(), *domain_words.others(question.words))
    vector = None if mode is Mode.WORDS else embedder().embed([question.mended(mended)])[0]
    expression = ""
    if mode is not Mode.MEANING:
        expression = telling(view.work.passages.common, view.total, question.words, words, always=mode is Mode.WORDS)
    also = words if expression else tuple(mended.values())
    return Asked(question.words, also, expression, vector, again=mode is Mode.HYBRID)


def telling(
    common_of: Callable[[Iterable[str], int], Collection[str]],
    total: int,
    words: str,
    also: Sequence[str] = (),
    *,
    always: bool = False,
) -> str:
    """What to look for by words, as an FTS5 expression, so that no more is ranked than there is time for.

    Where every word is common, the two likeliest to be rare are looked for all the same; where thousands say even
    those, two together are; and else nothing is, unless it must `always` be something.

    `common_of` tells which of several expressions match more than so many of the `total` passages and whole stories.
    """
    most = int(min(COMMON, COMMON_ROOT * math.sqrt(total), max(COMMON_FROM, COMMON_SHARE * total)))
    asked = {quoted(one): one for one in terms(words)}
    common = {asked[one] for one in common_of(asked, most)}
    if len(common) < len(asked):
        return words_expression(words, also, common)
    rarest = longest(asked.values())
    two, couples = rarest[:2], together(rarest)
    thousands = common_of([*map(quoted, two), *couples], COMMON)
    alone = {one for one in two if quoted(one) not in thousands}
    beside = [] if alone else [one for one in couples if one not in thousands]
    if always and not alone and not beside:
        alone = set(two)
    return words_expression(words, also, common - alone, beside)


def _mended(view: View, words: str) -> dict[str, str]:
    """For each word that is in no story the reader may see, the word of such a story that is spelt most like it."""
    passages, mended = view.work.passages, {}
    asked = [word for word in terms(words) if spelling.can_be_mended(word)]
    said = passages.said(asked, view.within)
    for word in asked:
        if word in said:
            continue
        near = []
        for stem in spelling.stems_like(word, passages.stems_from(word[0])):
            story = passages.says(stem, view.within)
            if story is not None:
                text = str(view.work.stories.get(story, view.within).text)
                near.append(spelling.word_like(word, text))
        best = spelling.word_like(word, " ".join(one for one in near if one))
        if best is not None:
            mended[word] = best
    return mended
