"""What is shown of one view as a network, in which whoever wants to know a hidden figure tries to move people about.

People flow from row totals through figures into column totals. A hidden figure can have another value exactly if
people can be moved round a loop through it, with no figure leaving the bounds that are known of it (Cox, "Network
models for complementary cell suppression", 1995): what is shown stays as it is shown, nothing falls below nothing.
"""

import math
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from insight.measure.rule import Rule

TOTAL, APART = -1, -2
Node = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """People by answer, those apart who gave none, and the groups this one consists of, if it is divided further.

    One that is `telling` is hidden wholly: with what is shown elsewhere it would tell of few people.
    """

    name: str
    answers: tuple[int, ...]
    apart: int
    within: "tuple[Group, ...]" = ()
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a group: how many answered, what they answered, and how many are apart. `None` is hidden."""

    name: str
    total: int | None
    answers: tuple[int | None, ...]
    apart: int | None
    within: "tuple[Shown, ...]" = ()


@dataclass(slots=True, eq=False)
class _Figure:
    """One figure as a pipe between two nodes of the network; `few`: everybody can tell that it is hidden for that."""

    row: int
    column: int
    tail: Node
    head: Node
    value: int
    hidden: bool = False
    few: bool = False
    overall: bool = False


@dataclass(slots=True)
class _Row:
    """A group's place: its number, those of the groups within it, and itself."""

    group: Group
    parent: int
    within: list[int] = field(default_factory=list)


class Network:
    """One view's figures, below the overall ones."""

    def __init__(self, overall: Group, groups: tuple[Group, ...], hidden: set[int], rule: Rule) -> None:
        """`hidden` are the columns that the overall figures hide."""
        self._rule = rule
        self._of_everybody = False
        self._rows = [_Row(replace(overall, within=groups), -1)]
        self._figures: dict[tuple[int, int], _Figure] = {}
        self._at: dict[Node, list[_Figure]] = {}
        self._columns = range(len(overall.answers))
        self._grow(0)
        for row in range(len(self._rows)):
            self._connect(row)
        for column in hidden:
            for row in range(len(self._rows)):
                self._figures[row, column].hidden = True
            figure = self._figures[0, column]
            figure.few = TOTAL not in hidden and rule.hides(figure.value)

    def protected(self) -> tuple[Shown, ...]:
        """Hide what is small and what would give it away; the view as it may be shown."""
        for row in range(1, len(self._rows)):
            total = self._figures[row, TOTAL]
            few = total.value < self._rule.hidden_below
            if not total.hidden and not total.overall and (few or self._rows[row].group.telling):
                self._hide_row(row)
                total.few = few
            for figure in self._of(row):
                figure.few |= not figure.hidden and self._rule.hides(figure.value)
                figure.hidden |= figure.few
        if not self._rule.rounds:
            for row in range(len(self._rows)):
                self._hide_with_sisters(row)
        waiting = deque(figure for figure in self._figures.values() if figure.hidden and not figure.overall)
        while waiting:
            figure = waiting.popleft()
            while not self._known_to_be_nobody(figure) and (cut := self._attack(figure)) is not None:
                waiting.extend(self._hide(cut))
        return tuple(self._shown(row) for row in self._rows[0].within)

    def gives(self, take: int, give: int) -> bool:
        """Whether one person more could be in the overall column `give` and one fewer in `take`, all shown the same.

        `TOTAL` as one of them: one person more or fewer altogether.
        """
        self._of_everybody = True
        path, _ = self._path(self._of(0), self._end_of(take), self._end_of(give), {})
        self._of_everybody = False
        return path is not None

    def _end_of(self, column: int) -> Node:
        return self._figures[0, column].head if column == TOTAL else self._figures[0, column].tail

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
        for figure in self._of(row):
            figure.hidden, figure.few = True, False
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
            enough = self._rule.hidden_below + len(hidden) - 1
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
        for start, goal, number in self._directions(figure):
            moved: dict[int, int] = {}
            for _ in range(number):
                path, reached = self._path((figure,), start, goal, moved)
                if path is None:
                    cut += [one for node in reached for one in self._at[node] if self._opens(one, node, reached)]
                    break
                for pipe, step in path:
                    moved[id(pipe)] = moved.get(id(pipe), 0) + step
            else:
                return None
        if not cut and self._rule.rounds and not self._figures[figure.row, TOTAL].hidden:
            return self._figures[figure.row, TOTAL]
        return min(cut, default=None, key=self._cost)

    def _directions(self, figure: _Figure) -> Iterator[tuple[Node, Node, int]]:
        """Whereto and by how many a figure has to be able to move, for one of them at least.

        Hidden with others, a small figure has to be able to be as large as the threshold; one as large, to be larger or
        smaller. Where the rest is rounded, everybody can tell a small figure, and it may be any small one but itself.
        """
        least, most = self._bounds(figure)
        if self._rule.rounds:
            if figure.value < most:
                yield figure.head, figure.tail, 1
            if figure.value > least:
                yield figure.tail, figure.head, 1
            return
        yield figure.head, figure.tail, max(self._rule.hidden_below - figure.value, 1)
        if figure.value >= self._rule.hidden_below:
            yield figure.tail, figure.head, 1

    def _bounds(self, figure: _Figure) -> tuple[float, float]:
        """What can be known of a figure by itself. The overall figures are taken to be known as they are."""
        if not figure.hidden:
            exact = figure.overall and not self._of_everybody
            return (figure.value, figure.value) if exact else self._rule.between(figure.value)
        if not self._rule.rounds or not figure.few:
            return 0, math.inf
        return (0 if figure.column == TOTAL else 1), self._rule.hidden_below - 1

    def _cost(self, one: _Figure) -> tuple[bool, bool, bool, int, int, int]:
        """Answers before whole groups, the smallest groups before those that hold them, people before zeros."""
        divided = bool(self._rows[one.row].within)
        return one.column == TOTAL, divided, not one.value, one.value, one.row, one.column

    def _opens(self, one: _Figure, node: Node, reached: set[Node]) -> bool:
        if one.hidden or one.overall:
            return False
        if one.tail == node:
            return one.head not in reached
        return one.tail not in reached and one.value > 0

    def _path(
        self, without: Collection[_Figure], start: Node, goal: Node, moved: dict[int, int]
    ) -> tuple[list[tuple[_Figure, int]] | None, set[Node]]:
        """A way to move one person, within what is known, or `None` and every node that can be reached."""
        came: dict[Node, tuple[_Figure, int, Node]] = {}
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
        self, node: Node, without: Collection[_Figure], moved: dict[int, int]
    ) -> Iterator[tuple[_Figure, int, Node]]:
        for pipe in self._at[node]:
            if pipe in without or not (pipe.hidden or self._rule.rounds):
                continue
            least, most = self._bounds(pipe)
            now = pipe.value + moved.get(id(pipe), 0)
            if pipe.tail == node:
                if now < most:
                    yield pipe, 1, pipe.head
            elif now > least:
                yield pipe, -1, pipe.tail

    def _shown(self, row: int) -> Shown:
        hidden = {figure.column for figure in self._of(row) if figure.hidden}
        within = tuple(self._shown(one) for one in self._rows[row].within)
        return shown(self._rows[row].group, hidden, self._rule, within)


def shown(group: Group, hidden: set[int], rule: Rule, within: tuple[Shown, ...] = ()) -> Shown:
    """A group without what is hidden, and the rest as exact as the rule shows it."""

    def said(column: int, number: int) -> int | None:
        return None if column in hidden else rule.said(number)

    return Shown(
        group.name,
        said(TOTAL, sum(group.answers)),
        tuple(said(column, number) for column, number in enumerate(group.answers)),
        said(APART, group.apart),
        within,
    )
