"""What a peer researcher keeps: a collection with its reason, quotes, codes, codings and memos. Places, not words.

A study is a collection with everything in it that one reader may use in one way, and with the texts of its stories.
It is what files are made from. Offsets are code points of a story's protected text.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from insight.stories.filters import Filters
from insight.stories.story import ProtectedStory


@dataclass(frozen=True, slots=True)
class Collection:
    """Stories kept together for a reason; open to a sub-group, or to everybody who may search."""

    id: str
    name: str
    reason: str
    subgroup: str | None
    by: str
    at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch that somebody kept. `words_hash` is the SHA-256 of its words: it tells whether they still stand."""

    id: str
    story: str
    start: int
    end: int
    words_hash: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a collection; `guid` is what other programs know it by."""

    id: str
    parent: str | None
    name: str
    description: str
    guid: str
    retired: bool


@dataclass(frozen=True, slots=True)
class Coding:
    """A code on a stretch, by one person; a suggested one came from elsewhere and waits for somebody to take it.

    `kept`: where coders differed, somebody looked and it stays, or does not; `None` while nobody has.
    """

    id: str
    code: str
    story: str
    start: int
    end: int
    words_hash: str
    by: str
    at: datetime
    suggested: bool
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """A thought about a collection, one of its codes, or one of its stories."""

    id: str
    code: str | None
    story: str | None
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """What a sub-group looks for again and again; everybody in it sees it, and nobody is told of new answers."""

    id: str
    subgroup: str
    name: str
    query: str
    filters: Filters
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Study:
    """A collection as one reader may use it in one way: nothing in it points at a story that is not in `stories`.

    `left_out` counts stories of the collection that may not be used so, `changed` quotes and codings whose words
    are no longer what they were.
    """

    collection: Collection
    stories: tuple[ProtectedStory, ...]
    quotes: tuple[Quote, ...]
    codes: tuple[Code, ...]
    codings: tuple[Coding, ...]
    memos: tuple[Memo, ...]
    people: dict[str, str]  # names of the accounts that quoted, coded and noted, by id
    left_out: int
    changed: int


def codebook(codes: Sequence[Code]) -> tuple[tuple[int, Code], ...]:
    """Codes with their depth, each below its parent; a code whose parent is not among them stands by itself."""
    known = {one.id for one in codes}
    below: dict[str | None, list[Code]] = {}
    for one in codes:
        below.setdefault(one.parent if one.parent in known else None, []).append(one)
    found: list[tuple[int, Code]] = []

    def put(depth: int, parent: str | None) -> None:
        for one in below.get(parent, ()):
            found.append((depth, one))
            put(depth + 1, one.id)

    put(0, None)
    placed = {one.id for _, one in found}
    return (*found, *((0, one) for one in codes if one.id not in placed))  # two that stand below each other


class Place(Protocol):
    """A stretch of a story, with the hash of the words that were meant."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def words_hash(self) -> str: ...


def still_says(text: str, place: Place) -> bool:
    """Whether the words at this place are the ones that were meant."""
    return words_hash(text[place.start : place.end]) == place.words_hash


def words_hash(words: str) -> str:
    """SHA-256 of the exact words: by which it is known whether a stretch still says what it said."""
    return hashlib.sha256(words.encode()).hexdigest()
