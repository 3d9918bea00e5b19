"""Keeps a theme the same theme through rebuilds: the new one that holds most of its passages goes on under its id."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

# A new theme goes on as an old one if it holds at least this share of the smaller of the two: less is coincidence.
CONTINUES = 0.5
# Nor does it if it holds less than this of the old one: a small part that split off is a theme of its own.
LEAST_OF_THE_OLD = 0.3


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


def _weight(before: Set[str], now: Set[str]) -> int:
    """Passages in common, or nothing where they are too small a share of both to be the same theme."""
    common = len(before & now)
    smaller = min(len(before), len(now))
    return common if smaller and common >= CONTINUES * smaller and common >= LEAST_OF_THE_OLD * len(before) else 0
