"""Keeps a theme the same theme through rebuilds: matches by shared passages, and proposes what changed."""

import itertools
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

# A new theme goes on as an old one if it holds at least this share of the smaller of the two: less is coincidence.
CONTINUES = 0.5
# A part of this size that went elsewhere is worth telling a sub-group; less is the ordinary drift of a few passages.
WORTH_TELLING = 0.3
GREW = 1.25  # a quarter more passages than last time


class Change(StrEnum):
    """What happened to a theme between two builds."""

    GROWN = "grown"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    FADED = "faded"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change for people to look at: the theme it is about, the others that take part, and the passages in it."""

    change: Change
    theme: str
    others: tuple[str, ...]
    passages: int


@dataclass(frozen=True, slots=True)
class Identities:
    """Permanent ids of the new themes in their order, None where one is new; `faded`: old ones that none continues."""

    ids: tuple[str | None, ...]
    faded: tuple[str, ...]


def match(old: Mapping[str, Set[str]], new: tuple[Set[str], ...]) -> Identities:
    """Give each new theme the id of the old one it continues, so that the most passages in all stay under their id.

    Sets hold passage ids. Passages that no longer exist, and those that came since, count for nobody.

    >>> match({"a": {"1", "2"}, "b": {"3", "4"}}, ({"3", "4", "5"}, {"1", "2"})).ids
    ('b', 'a')
    """
    known = set[str]().union(*old.values()) if old else set()
    present = set[str]().union(*new) if new else set()
    names = sorted(old)
    shared = [[_weight(old[name] & present, theme & known) for name in names] for theme in new]
    ids: list[str | None] = [None] * len(new)
    for row, column in _assignment(shared):
        if shared[row][column] > 0:
            ids[row] = names[column]
    return Identities(tuple(ids), tuple(name for name in names if name not in ids))


def proposals(old: Mapping[str, Set[str]], new: Mapping[str, Set[str]]) -> tuple[Proposal, ...]:
    """What changed, once every new theme has its id: themes that grew, split, merged, came or faded."""
    known = set[str]().union(*old.values()) if old else set()
    told: list[Proposal] = []
    for name in sorted(new):
        before, now = old.get(name), new[name]
        sources = tuple(other for other in sorted(old) if other != name and _part(old[other], now) and other not in new)
        if before is None:
            parents = tuple(other for other in sorted(old) if other in new and _part(old[other], now))
            if parents:
                told += [Proposal(Change.SPLIT, parent, (name,), len(old[parent] & now)) for parent in parents]
            elif not sources:
                told.append(Proposal(Change.NEW, name, (), len(now)))
        if sources:
            told.append(Proposal(Change.MERGED, name, sources, sum(len(old[other] & now) for other in sources)))
        if before is not None and not sources and len(now) >= GREW * max(len(before), 1):
            told.append(Proposal(Change.GROWN, name, (), len(now - known)))
    for name in sorted(set(old) - set(new)):
        taken = any(_part(old[name], theme) for theme in new.values())
        if not taken:
            told.append(Proposal(Change.FADED, name, (), len(old[name])))
    return tuple(told)


def _weight(before: Set[str], now: Set[str]) -> int:
    """Passages in common, or nothing where they are too small a share of both to be the same theme."""
    common = len(before & now)
    smaller = min(len(before), len(now))
    return common if smaller and common >= CONTINUES * smaller and common >= WORTH_TELLING * len(before) else 0


def _part(before: Set[str], now: Set[str]) -> bool:
    """Whether a part worth telling of an old theme is now in this one."""
    return bool(before) and len(before & now) >= WORTH_TELLING * len(before)


def _assignment(gain: list[list[int]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the greatest total gain: the Hungarian method with potentials (Kuhn 1955; n ≤ 40 here)."""
    if not gain or not gain[0]:
        return []
    if len(gain) > len(gain[0]):
        turned = [list(column) for column in zip(*gain, strict=True)]
        return sorted((row, column) for column, row in _assignment(turned))
    rows, columns = len(gain), len(gain[0])
    row_price, column_price = [0] * (rows + 1), [0] * (columns + 1)
    holder = [0] * (columns + 1)
    for row in range(1, rows + 1):
        holder[0], column = row, 0
        slack: list[float] = [float("inf")] * (columns + 1)
        seen, came_from = [False] * (columns + 1), [0] * (columns + 1)
        while holder[column]:
            seen[column] = True
            here, best, following = holder[column], float("inf"), 0
            for other in range(1, columns + 1):
                if seen[other]:
                    continue
                reduced = -gain[here - 1][other - 1] - row_price[here] - column_price[other]
                if reduced < slack[other]:
                    slack[other], came_from[other] = reduced, column
                if slack[other] < best:
                    best, following = slack[other], other
            for other in range(columns + 1):
                if seen[other]:
                    row_price[holder[other]] += int(best)
                    column_price[other] -= int(best)
                else:
                    slack[other] -= best
            column = following
        for _ in itertools.count():
            previous = came_from[column]
            holder[column] = holder[previous]
            column = previous
            if not column:
                break
    return sorted((holder[column] - 1, column - 1) for column in range(1, columns + 1) if holder[column])
