"""Groups of different views that hold nearly the same people: one taken from the other would tell of those few.

Counts alone do not show it. All who told in autumn may be a round's people and one more; then what the quarter's
figures have above the round's is what that one person said. So the people themselves are compared, each with their
answer: a group is telling where the groups of another view that lie wholly within it, or those that hold it wholly,
differ from it by few.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from insight.measure.network import Group
from insight.measure.rule import Rule

Counted = Set[tuple[str, str]]  # whoever is counted in a group, each with what they answered
Parts = Mapping[str, Counted]  # the groups that everybody is divided into, by name


def telling(views: Sequence[Sequence[Parts]], rule: Rule) -> list[frozenset[str]]:
    """Of each view, which comes as its divisions from coarse to fine, the groups that would tell of few beside another.

    Groups within one view, a month and its quarter, are no business of this: `protect` sees them together.
    """
    return [
        frozenset(
            name
            for parts in view
            for name, people in parts.items()
            for other in views
            for divided in other
            if other is not view and len(divided) > 1 and _tells(people, divided.values(), rule)
        )
        for view in views
    ]


def hidden_in(groups: Sequence[Group], names: Set[str]) -> tuple[Group, ...]:
    """The same groups; those of these names are to be hidden."""
    return tuple(replace(one, telling=one.name in names, within=hidden_in(one.within, names)) for one in groups)


def nearly_the_same(one: Counted, other: Counted, rule: Rule) -> bool:
    """Whether two groups hold the same people but for few."""
    return rule.hides(len(one ^ other))


def _tells(people: Counted, others: Iterable[Counted], rule: Rule) -> bool:
    inside: set[tuple[str, str]] = set()
    around: set[tuple[str, str]] = set()
    for other in others:
        if other <= people:
            inside |= other
        if other & people:
            around |= other
    return (bool(inside) and rule.hides(len(people - inside))) or rule.hides(len(around - people))
