"""Names a theme in people's own words, and picks the quotes that tell it best; a person's name for it always wins."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from insight.themes.clauses import Clause, clauses, heading
from insight.themes.embedder import Embedder
from insight.themes.passages import Passage, sentences

Floats = NDArray[np.float32]

READ_PASSAGES = 60  # nearest the centre; further out people speak of something else
TRIED_CLAUSES = 100  # embedding one takes a few milliseconds
DISTINCT_WEIGHT = 0.7  # a heading that would do for the neighbour as well helps nobody to choose
SHAPE_WEIGHT = 0.35  # readable before exact: the words beside the heading say the rest
LEAST_MEANING = 0.22  # below this a clause says little of its theme and common words say more
TOO_ALIKE = 0.75  # two headings this near would be read as one theme
NEAR_ENOUGH = 0.45  # nearer than this a clause repeats one incident of the theme rather than saying what it is
TELLING_WEIGHT = 2.0  # the axis below spreads clauses over about a quarter of a point, nearness over half
WORDS_IN_A_NAME = 3
QUOTES = 3
QUOTE_WORDS = (8, 45)

# The two ends of an axis of meaning: what it was like for people, which a heading says, against what merely happened.
TELLING = (
    "Nobody listened to me",
    "They treated me like a person",
    "I felt safe there",
    "She remembered my name",
    "I had to tell it all again",
    "Being passed from one to another",
    "Waiting for somebody to ring back",
    "He stuck with me",
    "We are not trusted to decide",
    "I was ashamed to ask",
    "They gave up on me",
    "Somewhere to belong",
    "The form matters more than the person",
    "Nobody told us what would happen",
    "You feel judged before you speak",
    "It gave me hope",
    "I was some use to somebody",
    "Not having to explain myself",
    "Nobody asked how I was",
    "The rule came before the person",
    "People see the worst of you first",
    "I cannot cope on my own",
)
INCIDENT = (
    "I went out to the shop",
    "It was ten in the morning",
    "I walked up the stairs",
    "He was wearing a blue coat",
    "We sat in the car",
    "She put the kettle on",
    "I took a photo of it",
    "There was a table and two chairs",
    "I got on the bus",
    "He had a bag in his hand",
    "They came round on Tuesday",
    "I wrote the letter",
    "I told him about the door",
    "She said she would come in",
    "I had the sandwich",
)


@dataclass(frozen=True, slots=True)
class Name:
    """A heading and the words beside it; `from_passage` is whose words they are, None if made of common words."""

    text: str
    words: tuple[str, ...]
    from_passage: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact slice of a passage: `start` and `end` are code points of the passage's text."""

    passage: str
    start: int
    end: int
    text: str


def name(
    passages: Sequence[Passage],
    quotable: Sequence[bool],
    vectors: Floats,
    centroid: Floats,
    words: Sequence[str],
    embed: Embedder,
    others: Sequence[Floats] = (),
    taken: Collection[str] = (),
) -> Name:
    """A heading of three to eight words that a person said, near the theme's centre and far from the `others`.

    `quotable` says of each passage whether its story may be quoted word for word, `vectors` (n, d) are the passages',
    `taken` are the headings of other themes. Where nobody may be quoted or nothing reads well: common words.
    """
    tried = _tried(passages, quotable, vectors, centroid)
    used = {heading(text).lower() for text in taken}
    tried = [(clause, passage) for clause, passage in tried if clause.text.lower() not in used]
    if tried:
        meaning = embed.embed([clause.text for clause, _ in tried])
        near = meaning @ centroid
        axis = embed.embed(TELLING).mean(axis=0) - embed.embed(INCIDENT).mean(axis=0)
        elsewhere = np.max([meaning @ other for other in others], axis=0) if len(others) else np.zeros(len(tried))
        alike = np.max(meaning @ embed.embed(list(taken)).T, axis=1) if taken else np.zeros(len(tried))
        score = np.minimum(near, NEAR_ENOUGH) + DISTINCT_WEIGHT * np.minimum(near - elsewhere, 0.15)
        score = score + TELLING_WEIGHT * (meaning @ axis)
        score = score + SHAPE_WEIGHT * np.array([clause.shape for clause, _ in tried])
        score = np.where((near >= LEAST_MEANING) & (alike < TOO_ALIKE), score, -np.inf)
        best = int(score.argmax())
        if np.isfinite(score[best]):
            return Name(tried[best][0].text, tuple(words), tried[best][1])
    return Name(_of_words(words, used), tuple(words), None)


def telling_quotes(
    passages: Sequence[Passage],
    quotable: Sequence[bool],
    vectors: Floats,
    centroid: Floats,
    tellers: Sequence[str],
    embed: Embedder,
) -> tuple[Quote, ...]:
    """Up to three quotes nearest the centre, each of another teller: one or two sentences, never cut inside one."""
    chosen: list[Quote] = []
    heard: set[str] = set()
    for row in np.argsort(-(vectors @ centroid), kind="stable").tolist():
        if len(chosen) == QUOTES:
            break
        if not quotable[row] or tellers[row] in heard:
            continue
        quote = _quote(passages[row], centroid, embed)
        if quote is not None:
            chosen.append(quote)
            heard.add(tellers[row])
    return tuple(chosen)


def _tried(
    passages: Sequence[Passage], quotable: Sequence[bool], vectors: Floats, centroid: Floats
) -> list[tuple[Clause, str]]:
    """Clauses of the passages nearest the centre that may be quoted, the best shaped first, each once."""
    fit = vectors @ centroid
    allowed = [row for row in np.argsort(-fit, kind="stable").tolist() if quotable[row]][:READ_PASSAGES]
    found: dict[str, tuple[Clause, str]] = {}
    for row in allowed:
        for clause in clauses(passages[row].text):
            found.setdefault(clause.text.lower(), (clause, passages[row].id))
    return sorted(found.values(), key=lambda entry: -entry[0].shape)[:TRIED_CLAUSES]


def _quote(passage: Passage, centroid: Floats, embed: Embedder) -> Quote | None:
    """The one or two sentences of a passage that are nearest the centre, if any are of a length to read out."""
    parts = sentences(passage.text)
    spans = [(part.start, part.end) for part in parts]
    spans += [(first.start, second.end) for first, second in pairwise(parts)]
    fewest, most = QUOTE_WORDS
    spans = [span for span in spans if fewest <= len(passage.text[slice(*span)].split()) <= most]
    if not spans:
        return None
    near = embed.embed([passage.text[slice(*span)] for span in spans]) @ centroid
    start, end = spans[int(near.argmax())]
    return Quote(passage.id, start, end, passage.text[start:end])


def _of_words(words: Sequence[str], used: Collection[str]) -> str:
    """A heading of common words, with as many as it takes to differ from the others."""
    for count in range(WORDS_IN_A_NAME, len(words) + 1):
        text = heading(", ".join(words[:count]))
        if text.lower() not in used:
            return text
    base = heading(", ".join(words)) or "Not yet named"
    number = 2
    text = base
    while text.lower() in used:
        text = f"{base} ({number})"
        number += 1
    return text
