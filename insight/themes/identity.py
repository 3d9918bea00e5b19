"""Keeps a theme the same theme through rebuilds, and says what a build would change in the themes that people know."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

# A new theme goes on as an old one if it holds at least this share of the smaller of the two: less is coincidence.
CONTINUES = 0.5
# Nor does it if it holds less than this of the old one: a small part that split off is a theme of its own.
LEAST_OF_THE_OLD = 0.3
# An old theme whose passages came and went by more than this share is another one to read: people are asked first.
ORDINARY_DRIFT = 0.1


class Kind(StrEnum):
    """What a build would change."""

    GROWN = "grown"  # the same theme, with other passages than it had
    SPLIT = "split"  # a part of it would be a theme of its own
    MERGED = "merged"  # most of it would go into another
    NEW = "new"
    FADED = "faded"  # nothing goes on as it


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the theme it is about first (none for a new one), the one it would go into, the build's number."""

    kind: Kind
    themes: tuple[str, ...]
    number: int | None


@dataclass(frozen=True, slots=True)
class Identities:
    """Permanent ids of the new themes in their order, None where one is new; `faded`: old ones that none continues."""

    ids: tuple[str | None, ...]
    faded: tuple[str, ...]


def match(old: Mapping[str, Set[str]], new: tuple[Set[str], ...]) -> Identities:
    """Give each new theme the id of the old one it continues, those that share most passages first.

    Sets hold passage ids. Passages that no longer exist, and those that came since, count for nobody.

    >>> match({"a": {"1", "2"}, "b": {"3", "4"}}, ({"3", "4", "5"}, {"1", "2"})).ids
    ('b', 'a')
    """
    known = set[str]().union(*old.values()) if old else set()
    present = set[str]().union(*new) if new else set()
    names = sorted(old)
    shared = [
        (_weight(old[name] & present, theme & known), name, row) for name in names for row, theme in enumerate(new)
    ]
    ids: list[str | None] = [None] * len(new)
    for common, name, row in sorted(shared, key=lambda one: -one[0]):
        if common and ids[row] is None and name not in ids:
            ids[row] = name
    return Identities(tuple(ids), tuple(name for name in names if name not in ids))


def changes(
    old: Mapping[str, Set[str]], new: tuple[Set[str], ...], found: Identities, pinned: Set[str] = frozenset()
) -> tuple[Change, ...]:
    """What people are asked about: everything but ordinary drift, and nothing that touches a pinned theme.

    >>> old = {"a": {"1", "2", "3", "4"}}
    >>> new = ({"1", "2"}, {"3", "4"})
    >>> [(one.kind.value, one.themes, one.number) for one in changes(old, new, match(old, new))]
    [('grown', ('a',), 0), ('split', ('a',), 1)]
    """
    known = set[str]().union(*old.values()) if old else set()
    present = set[str]().union(*new) if new else set()
    asked = []
    for number, (name, theme) in enumerate(zip(found.ids, new, strict=True)):
        if name is None:
            parent = max(sorted(old), key=lambda one: len(old[one] & theme), default=None)
            if parent is None or len(old[parent] & theme) < LEAST_OF_THE_OLD * len(old[parent] & present):
                asked.append(Change(Kind.NEW, (), number))
            elif parent not in pinned:
                asked.append(Change(Kind.SPLIT, (parent,), number))
        elif name not in pinned and _drifted(old[name] & present, theme & known):
            asked.append(Change(Kind.GROWN, (name,), number))
    for name in found.faded:
        if name in pinned:
            continue
        into = max(
            (number for number, one in enumerate(found.ids) if one is not None),
            key=lambda number: len(old[name] & new[number]),
            default=None,
        )
        if into is None or len(old[name] & new[into]) < max(1, LEAST_OF_THE_OLD * len(old[name])):
            asked.append(Change(Kind.FADED, (name,), None))
        else:
            asked.append(Change(Kind.MERGED, (name, str(found.ids[into])), into))
    return tuple(asked)


def _weight(before: Set[str], now: Set[str]) -> int:
    """Passages in common, or nothing where they are too small a share of both to be the same theme."""
    common = len(before & now)
    smaller = min(len(before), len(now))
    return common if smaller and common >= CONTINUES * smaller and common >= LEAST_OF_THE_OLD * len(before) else 0


def _drifted(before: Set[str], now: Set[str]) -> bool:
    """Whether more of a theme came or went than a reader would overlook."""
    return len(before ^ now) > ORDINARY_DRIFT * max(len(before), 1)
