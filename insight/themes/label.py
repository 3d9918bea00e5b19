"""Names a theme in people's own words, and picks the quotes that tell it best; a person's name for it always wins."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from insight.themes.clauses import Clause, clauses, heading
from insight.themes.embedder import Embedder
from insight.themes.namer import Namer
from insight.themes.passages import Passage, sentences
from insight.themes.repeats import repeats
from insight.themes.words import plain, stem, stems, users

Floats = NDArray[np.float32]

TRIED_CLAUSES = 120  # embedding one takes a few milliseconds
FINDS = 40  # passages a heading is tried on: as many as a person would look through
FINDS_WEIGHT = 1.5  # a heading that finds its own theme's passages among all helps to choose
NEAR_WEIGHT = 0.6
SHAPE_WEIGHT = 0.5  # readable before exact: the words beside the heading say the rest
SHARED_WEIGHT = 0.3  # its words should be the theme's, not one story's onions
WORDS_WEIGHT = 0.3  # and best of all those that are shown beside it
SHARED_BY = 3  # stories: fewer and the word is somebody's own
NO_WORD_SHARED = 0.6  # a heading of stop words alone ("They let me talk") stands between
LEAST_MEANING = 0.22  # below this a clause says little of its theme and common words say more
TOO_ALIKE = 0.7  # two headings this near would be read as one theme
TELLING_WEIGHT = 2.5  # the axis below spreads clauses over about a quarter of a point, nearness over half
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
    beyond: Floats | None = None,
    taken: Collection[str] = (),
    namer: Namer | None = None,
) -> Name:
    """A heading of three to eight words that a person said, which finds the theme's passages rather than others.

    Where there is a `namer`, what it says comes first. Passages stand nearest the centre first.

    `quotable` says of each passage whether its story may be quoted word for word, `vectors` (n, d) are the passages',
    `beyond` (m, d) those of all other themes, `taken` their headings. Where nobody may be quoted or nothing reads
    well: common words.
    """
    given = _given(namer, passages, quotable, words, taken) if namer else None
    if given is not None:
        return given
    used = {heading(text).lower() for text in taken}
    tried = [one for one in _tried(passages, quotable, words) if one.clause.text.lower() not in used]
    if tried:
        meaning = embed.embed([one.clause.text for one in tried])
        near = meaning @ centroid
        axis = embed.embed(TELLING).mean(axis=0) - embed.embed(INCIDENT).mean(axis=0)
        alike = np.max(meaning @ embed.embed(list(taken)).T, axis=1) if taken else np.zeros(len(tried))
        score = FINDS_WEIGHT * _finds(tried, meaning, passages, vectors, beyond) + NEAR_WEIGHT * near
        score = score + TELLING_WEIGHT * (meaning @ axis) + np.array([one.worth for one in tried])
        score = np.where((near >= LEAST_MEANING) & (alike < TOO_ALIKE), score, -np.inf)
        best = int(score.argmax())
        if np.isfinite(score[best]):
            return Name(tried[best].clause.text, tuple(words), passages[tried[best].row].id)
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


@dataclass(frozen=True, slots=True)
class _Tried:
    """A clause, the row of the passage it stands in, and what its shape and words are worth."""

    clause: Clause
    row: int
    worth: float


def _given(
    namer: Namer, passages: Sequence[Passage], quotable: Sequence[bool], words: Sequence[str], taken: Collection[str]
) -> Name | None:
    """The namer's heading; one that repeats a story's words is that story's, and falls where it may not be quoted."""
    text = namer([one.text for one, may in zip(passages, quotable, strict=True) if may], words, taken)
    if text is None:
        return None
    said = [(one.story, plain(one.text).casefold()) for one in passages]
    for row, passage in enumerate(passages):
        others = " | ".join(words_said for story, words_said in said if story != passage.story)
        if repeats(text, passage.text, others.__contains__):
            return Name(text, tuple(words), passage.id) if quotable[row] else None
    return Name(text, tuple(words), None)


def _tried(passages: Sequence[Passage], quotable: Sequence[bool], words: Sequence[str]) -> list[_Tried]:
    """The most promising clauses of the passages that may be quoted, each once."""
    by = users([(passage.story, stems(passage.text)) for passage in passages])
    shown = {stem(word) for word in words}
    found: dict[str, _Tried] = {}
    for row, passage in enumerate(passages):
        for clause in clauses(passage.text) if quotable[row] else ():
            used = stems(clause.text)
            shared = np.mean([min(1.0, len(by.get(one, ())) / SHARED_BY) for one in used]) if used else NO_WORD_SHARED
            worth = SHAPE_WEIGHT * clause.shape + SHARED_WEIGHT * float(shared) + WORDS_WEIGHT * bool(used & shown)
            found.setdefault(clause.text.lower(), _Tried(clause, row, worth))
    return sorted(found.values(), key=lambda one: (-one.worth, one.clause.text))[:TRIED_CLAUSES]


def _finds(
    tried: Sequence[_Tried], meaning: Floats, passages: Sequence[Passage], vectors: Floats, beyond: Floats | None
) -> Floats:
    """For each clause, which share of the passages nearest to it is the theme's; its own story does not count."""
    stories = np.array([passage.story for passage in passages])
    own = np.array([passages[one.row].story for one in tried])
    inside = np.where(own[:, None] == stories[None, :], -np.inf, meaning @ vectors.T)
    outside = meaning @ beyond.T if beyond is not None else np.empty((len(tried), 0), dtype=np.float32)
    every = np.hstack([inside, outside])
    depth = min(FINDS, len(passages), every.shape[1])
    nearest = np.argsort(-every, axis=1, kind="stable")[:, :depth]
    return np.asarray((nearest < len(passages)).mean(axis=1), dtype=np.float32)


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
