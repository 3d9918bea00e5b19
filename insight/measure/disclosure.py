"""Small-number rules: which figures of several views of the same people may be shown, so that no other can be derived.

The rules follow the guidance for health statistics of the Office for National Statistics and the NHS (a threshold of
five; complementary suppression in rows and columns; hidden figures that sum to less than the threshold protect nobody).

1. A figure from one up to the threshold is hidden. A group in which fewer people answered is hidden wholly, zeros too.
   In any other group a zero is shown, unless it has to hide something else.
2. What the overall figures hide is hidden in every group of every view; a hidden group hides the groups within it.
3. Every hidden figure is then attacked with all that is shown: that the figures of a row sum to its total, and the
   groups of a view to the figures overall. Where the attack finds that a hidden figure must lie below the threshold,
   or can have one value only, the smallest figure that stops it is hidden as well, until no attack succeeds.

Groups within groups with their columns form a network in which people flow from row totals through figures into
column totals. A hidden figure can have another value exactly if people can be moved round a loop of hidden figures
through it, none falling below nothing (Cox, "Network models for complementary cell suppression", 1995). This is the
attack: exact within a view. Views meet only in the overall figures, and what is hidden there is hidden in whole
columns everywhere, so that any other value of it fits every view. People who answered in several groups are counted
in each; the attack assumes that how many is known, which helps the attacker only.

Three things are shown on purpose: that an answer was given by nobody at all, which tells that no hidden group gave
it; that everybody in a group gave the same answer; and that a group exists, so where all groups of a whole are hidden
it can be told that none is larger than the whole leaves room for.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

TOTAL, APART = -1, -2


@dataclass(frozen=True, slots=True)
class Group:
    """People by answer, those apart who gave none, and the groups this one consists of, if it is divided further."""

    name: str
    answers: tuple[int, ...]
    apart: int
    within: "tuple[Group, ...]" = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a group: how many answered, what they answered, and how many are apart. `None` is hidden."""

    name: str
    total: int | None
    answers: tuple[int | None, ...]
    apart: int | None
    within: "tuple[Shown, ...]" = ()


def protect(
    overall: Group, views: Sequence[tuple[Group, ...]], small_number: int
) -> tuple[Shown, tuple[tuple[Shown, ...], ...]]:
    """What may be shown of the overall figures and of each view that divides the same people into groups."""
    hidden = _hidden_overall(overall, small_number)
    networks = [_Network(overall, groups, hidden, small_number) for groups in views]
    return _shown(overall, hidden), tuple(network.protected() for network in networks)


def _hidden_overall(overall: Group, small_number: int) -> set[int]:
    columns = range(len(overall.answers))
    if sum(overall.answers) < small_number:
        return {TOTAL, APART, *columns}
    hidden = {column for column in columns if 0 < overall.answers[column] < small_number}
    if hidden and (len(hidden) == 1 or sum(overall.answers[column] for column in hidden) < small_number):
        hidden.add(min((c for c in columns if c not in hidden and overall.answers[c]), key=overall.answers.__getitem__))
    if 0 < overall.apart < small_number:
        hidden.add(APART)
    return hidden


@dataclass(slots=True, eq=False)
class _Figure:
    """One figure as a pipe between two nodes of the network."""

    row: int
    column: int
    tail: tuple[int, int]
    head: tuple[int, int]
    value: int
    hidden: bool = False
    overall: bool = False


@dataclass(slots=True)
class _Row:
    """A group's place: its number, those of the groups within it, and itself."""

    group: Group
    parent: int
    within: list[int] = field(default_factory=list)


class _Network:
    """One view's figures, below the overall ones."""

    def __init__(self, overall: Group, groups: tuple[Group, ...], hidden: set[int], small_number: int) -> None:
        self._small = small_number
        self._rows = [_Row(Group(overall.name, overall.answers, overall.apart, groups), -1)]
        self._figures: dict[tuple[int, int], _Figure] = {}
        self._at: dict[tuple[int, int], list[_Figure]] = {}
        self._columns = range(len(overall.answers))
        self._grow(0)
        for row in range(len(self._rows)):
            self._connect(row)
        for column in hidden:
            for row in range(len(self._rows)):
                self._figures[row, column].hidden = True

    def protected(self) -> tuple[Shown, ...]:
        """Hide what is small and what would give it away; the view as it may be shown."""
        for row in range(1, len(self._rows)):
            if self._figures[row, TOTAL].value < self._small:
                self._hide_row(row)
            for figure in self._of(row):
                figure.hidden |= 0 < figure.value < self._small
        for row in range(len(self._rows)):
            self._hide_with_sisters(row)
        waiting = deque(figure for figure in self._figures.values() if figure.hidden and not figure.overall)
        while waiting:
            figure = waiting.popleft()
            while not self._known_to_be_nobody(figure) and (cut := self._attack(figure)) is not None:
                waiting.extend(self._hide(cut))
        return tuple(self._shown(row) for row in self._rows[0].within)

    # The network: row totals flow down to the smallest groups, answers flow back up to the overall figures.

    def _grow(self, row: int) -> None:
        for group in self._rows[row].group.within:
            self._rows.append(_Row(group, row))
            self._rows[row].within.append(len(self._rows) - 1)
            self._grow(len(self._rows) - 1)

    def _connect(self, row: int) -> None:
        group, parent, within = self._rows[row].group, self._rows[row].parent, self._rows[row].within
        total = sum(group.answers)
        start = (-1, TOTAL) if row == 0 else (parent, TOTAL)
        self._add(_Figure(row, TOTAL, start, (row, TOTAL), total))
        for column in self._columns:
            end = (-1, TOTAL) if row == 0 else (parent, column)
            self._add(_Figure(row, column, (row, column) if within else (row, TOTAL), end, group.answers[column]))
        end = (-1, APART) if row == 0 else (parent, APART)
        start = (row, APART) if within else (-1, APART)
        self._add(_Figure(row, APART, start, end, group.apart))

    def _add(self, figure: _Figure) -> None:
        figure.overall = self._is_everybody(figure.row)
        self._figures[figure.row, figure.column] = figure
        self._at.setdefault(figure.tail, []).append(figure)
        self._at.setdefault(figure.head, []).append(figure)

    def _is_everybody(self, row: int) -> bool:
        """Whether this is the overall row, or a view's only group: the same figures under another name."""
        parent = self._rows[row].parent
        return parent < 0 or (len(self._rows[parent].within) == 1 and self._is_everybody(parent))

    def _of(self, row: int) -> list[_Figure]:
        return [self._figures[row, column] for column in (TOTAL, *self._columns, APART)]

    # Hiding.

    def _hide(self, figure: _Figure) -> list[_Figure]:
        if figure.column == TOTAL:
            return self._hide_row(figure.row)
        figure.hidden = True
        return [figure]

    def _hide_row(self, row: int) -> list[_Figure]:
        new = [figure for figure in self._of(row) if not figure.hidden]
        for figure in new:
            figure.hidden = True
        for one in self._rows[row].within:
            new.extend(self._hide_row(one))
        return new

    def _hide_with_sisters(self, parent: int) -> None:
        """A hidden group beside shown ones is given others to hide with, until any of them could be large.

        Whole groups before single figures; and somebody is in every group, which leaves less room for the others.
        """
        if self._figures[parent, TOTAL].hidden:
            return
        totals = [self._figures[row, TOTAL] for row in self._rows[parent].within]
        while True:
            hidden = [one for one in totals if one.hidden]
            left = [one for one in totals if not one.hidden]
            enough = self._small + len(hidden) - 1
            if not hidden or not left or (len(hidden) > 1 and sum(one.value for one in hidden) >= enough):
                return
            self._hide_row(min(left, key=lambda one: (one.value, one.row)).row)

    # The attack.

    def _known_to_be_nobody(self, figure: _Figure) -> bool:
        """Whether a figure that is shown above says openly that nobody gave this answer."""
        row = self._rows[figure.row].parent
        while row >= 0:
            above = self._figures[row, figure.column]
            if not above.hidden and above.value == 0:
                return True
            row = self._rows[row].parent
        return False

    def _attack(self, figure: _Figure) -> _Figure | None:
        """`None` when the figure withstands or nothing is left to hide; otherwise the smallest figure that helps it."""
        cut: list[_Figure] = []
        for start, goal in self._directions(figure):
            moved: dict[int, int] = {}
            for _ in range(max(self._small - figure.value, 1)):
                path, reached = self._path(figure, start, goal, moved)
                if path is None:
                    cut += [one for node in reached for one in self._at[node] if self._opens(one, node, reached)]
                    break
                for pipe, step in path:
                    moved[id(pipe)] = moved.get(id(pipe), 0) + step
            else:
                return None
        return min(cut, default=None, key=self._cost)

    def _directions(self, figure: _Figure) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """A small figure has to be able to be as large as the threshold; one as large, to be larger or smaller."""
        yield figure.head, figure.tail
        if figure.value >= self._small:
            yield figure.tail, figure.head

    def _cost(self, one: _Figure) -> tuple[bool, bool, bool, int, int, int]:
        """Answers before whole groups, the smallest groups before those that hold them, people before zeros."""
        divided = bool(self._rows[one.row].within)
        return one.column == TOTAL, divided, not one.value, one.value, one.row, one.column

    def _opens(self, one: _Figure, node: tuple[int, int], reached: set[tuple[int, int]]) -> bool:
        if one.hidden or one.overall:
            return False
        if one.tail == node:
            return one.head not in reached
        return one.tail not in reached and one.value > 0

    def _path(
        self, without: _Figure, start: tuple[int, int], goal: tuple[int, int], moved: dict[int, int]
    ) -> tuple[list[tuple[_Figure, int]] | None, set[tuple[int, int]]]:
        """A way to move one person over hidden figures, or `None` and every node that can be reached."""
        came: dict[tuple[int, int], tuple[_Figure, int, tuple[int, int]]] = {}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            for pipe, step, other in self._ways(node, without, moved):
                if other in came or other == start:
                    continue
                came[other] = (pipe, step, node)
                if other == goal:
                    path = []
                    while other != start:
                        pipe, step, other = came[other]
                        path.append((pipe, step))
                    return path, set()
                waiting.append(other)
        return None, {start, *came}

    def _ways(
        self, node: tuple[int, int], without: _Figure, moved: dict[int, int]
    ) -> Iterator[tuple[_Figure, int, tuple[int, int]]]:
        for pipe in self._at[node]:
            if not pipe.hidden or pipe is without:
                continue
            if pipe.tail == node:
                yield pipe, 1, pipe.head
            elif pipe.value + moved.get(id(pipe), 0) > 0:
                yield pipe, -1, pipe.tail

    def _shown(self, row: int) -> Shown:
        hidden = {figure.column for figure in self._of(row) if figure.hidden}
        within = tuple(self._shown(one) for one in self._rows[row].within)
        return _shown(self._rows[row].group, hidden, within)


def _shown(group: Group, hidden: set[int], within: tuple[Shown, ...] = ()) -> Shown:
    return Shown(
        group.name,
        None if TOTAL in hidden else sum(group.answers),
        tuple(None if column in hidden else count for column, count in enumerate(group.answers)),
        None if APART in hidden else group.apart,
        within,
    )
