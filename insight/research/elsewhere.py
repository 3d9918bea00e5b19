"""What a program for research sends back: codes, texts with coded stretches, passages; and where they stand in ours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

MARK = "\ufeff"  # some programs begin a text with it; it is no letter of the text


@dataclass(frozen=True, slots=True)
class CodeElsewhere:
    """A code as another program knows it: by `key` in its file, below the one with the key `parent`."""

    key: str
    parent: str | None
    name: str
    description: str
    guid: str | None


@dataclass(frozen=True, slots=True)
class TextElsewhere:
    """A text with its coded stretches: begin and end in code points of this very text, and the key of the code."""

    guid: str | None
    name: str
    text: str = field(repr=False)
    stretches: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class PassageElsewhere:
    """A passage without a place, the name of the text it is from, and the key of the code on it."""

    document: str
    words: str = field(repr=False)
    code: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """All that one file held, and what of it nobody here can read, counted by what it is."""

    codes: tuple[CodeElsewhere, ...]
    texts: tuple[TextElsewhere, ...]
    passages: tuple[PassageElsewhere, ...]
    unread: tuple[tuple[str, int], ...]


def elsewhere(lines: Iterable[dict[str, Any]]) -> Elsewhere:
    """The same from the lines that a reader wrote: each holds one thing under the name of its kind."""
    found: dict[str, list[Any]] = {"code": [], "text": [], "passage": [], "unread": []}
    for line in lines:
        for kind, one in line.items():
            found[kind].append(one)
    return Elsewhere(
        tuple(CodeElsewhere(**one) for one in found["code"]),
        tuple(
            TextElsewhere(**{**one, "stretches": tuple((start, end, code) for start, end, code in one["stretches"])})
            for one in found["text"]
        ),
        tuple(PassageElsewhere(**one) for one in found["passage"]),
        tuple((what, number) for what, number in found["unread"]),
    )


def places(theirs: str, ours: str, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int] | None] | None:
    """Where stretches of their text stand in ours; `None` for one outside it, and for all when the words differ.

    Texts that differ in line ends, a mark at the beginning, or white space around them are the same. Programs disagree
    whether CR LF counts as one character: the way that cuts fewer words apart is taken.

    >>> [places("One\\r\\ntwo three", "One\\ntwo three", [place]) for place in ((5, 8), (4, 7))]
    [[(4, 7)], [(4, 7)]]
    """
    theirs = theirs.removeprefix(MARK)
    plain = theirs.replace("\r\n", "\n").replace("\r", "\n")
    if plain.strip() != ours.strip() or not ours.strip():
        return None
    shift = _before(ours) - _before(plain)
    as_one = [_placed(start, end, len(plain), shift, ours) for start, end in stretches]
    if "\r\n" not in theirs:
        return as_one
    at = [0]
    for letter, before in zip(theirs, f" {theirs}", strict=False):
        at.append(at[-1] + (before + letter != "\r\n"))
    whole = len(theirs)
    as_two = [
        _placed(at[start], at[end], len(plain), shift, ours) if 0 <= start < end <= whole else None
        for start, end in stretches
    ]
    return max(as_two, as_one, key=lambda found: sum(_whole_words(ours, place) for place in found))


def _before(text: str) -> int:
    return len(text) - len(text.lstrip())


def _placed(start: int, end: int, length: int, shift: int, ours: str) -> tuple[int, int] | None:
    if not 0 <= start < end <= length:
        return None
    start, end = max(start + shift, 0), min(end + shift, len(ours))
    return (start, end) if start < end else None


def _whole_words(text: str, place: tuple[int, int] | None) -> int:
    """How many ends of a stretch stand between words."""
    if place is None:
        return -1
    return sum(not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()) for at in place)
