"""Small-number rules: which figures of several views of the same people may be shown, so that no other can be derived.

The rules follow the guidance for health statistics of the Office for National Statistics and the NHS. `Rule` has two
forms. Where few are hidden together with others (a threshold of five, complementary suppression in rows and columns;
hidden figures that sum to less than the threshold protect nobody):

1. A figure from one up to the threshold is hidden. A group in which fewer people answered is hidden wholly, zeros too.
   In any other group a zero is shown, unless it has to hide something else.
2. What the overall figures hide is hidden in every group of every view; a hidden group hides the groups within it.
3. Every hidden figure is then attacked with all that is shown: that the figures of a row sum to its total, and the
   groups of a view to the figures overall. Where the attack finds that a hidden figure must lie below the threshold,
   or can have one value only, the smallest figure that stops it is hidden as well, until no attack succeeds.

Where one to seven are hidden and the rest is rounded to five (Hospital Episode Statistics), everybody can tell that
what is hidden is small, and rounding takes the place of most of the hiding. Rounding alone still gives some figures
away: four answers of seven people each are shown as "about 30", which can be nothing but 28. So every hidden figure is
attacked here too, and more is hidden until it can have another value.

The attack is that of `Network`: exact within a view. Views meet only in the overall figures. It takes these to be known
as they are, and what is hidden there is hidden in whole columns everywhere, so that any other value of it fits every
view. People who answered in several groups are counted in each; the attack assumes that how many is known, which helps
the attacker only. That two groups of different views hold nearly the same people is not seen in counts: `subtracting`
looks for these, and they come here as groups that are `telling`.

Three things are shown on purpose: that an answer was given by nobody at all, which tells that no hidden group gave
it; that everybody in a group gave the same answer; and that a group exists, so where all groups of a whole are hidden
it can be told that none is larger than the whole leaves room for.
"""

from collections.abc import Sequence

from insight.measure.network import APART, TOTAL, Group, Network, Shown, shown
from insight.measure.rule import Rule

__all__ = ["Group", "Rule", "Shown", "protect"]


def protect(
    overall: Group, views: Sequence[tuple[Group, ...]], rule: Rule
) -> tuple[Shown, tuple[tuple[Shown, ...], ...]]:
    """What may be shown of the overall figures and of each view that divides the same people into groups."""
    hidden = _hidden_overall(overall, rule)
    while True:
        networks = [Network(overall, groups, hidden, rule) for groups in views if groups]
        protected = iter([network.protected() for network in networks])
        if not rule.rounds or not (known := _known(overall, hidden, rule, networks)):
            return shown(overall, hidden, rule), tuple(next(protected) if groups else () for groups in views)
        hidden |= known


def _hidden_overall(overall: Group, rule: Rule) -> set[int]:
    columns = range(len(overall.answers))
    if sum(overall.answers) < rule.hidden_below:
        return {TOTAL, APART, *columns}
    hidden = {column for column in columns if rule.hides(overall.answers[column])}
    few = len(hidden) == 1 or sum(overall.answers[column] for column in hidden) < rule.hidden_below
    if hidden and few and not rule.rounds:
        hidden |= _smallest(overall, hidden)
    if rule.hides(overall.apart):
        hidden.add(APART)
    return hidden


def _known(overall: Group, hidden: set[int], rule: Rule, networks: Sequence[Network]) -> set[int]:
    """What has to be hidden as well, because a hidden overall figure could have one value only beside all the views."""
    columns = range(len(overall.answers))
    if TOTAL in hidden or all(_withstands(overall, column, hidden, rule, networks) for column in hidden - {APART}):
        return set()
    return _smallest(overall, hidden) or {TOTAL, APART, *columns}


def _withstands(overall: Group, figure: int, hidden: set[int], rule: Rule, networks: Sequence[Network]) -> bool:
    """Whether a person could be moved between this overall figure and another in every view at once."""

    def room(column: int, step: int) -> bool:
        value = sum(overall.answers) if column == TOTAL else overall.answers[column]
        if column not in hidden:
            least, most = rule.between(value)
        elif rule.hides(value):
            least, most = 1, rule.hidden_below - 1
        else:
            least, most = 0, value + 1
        return least <= value + step <= most

    others = [one for one in range(len(overall.answers)) if one != figure]
    moves = [(one, figure) for one in others] + [(figure, one) for one in others]
    return any(
        room(take, -1) and room(give, 1) and all(one.gives(take, give) for one in networks) for take, give in moves
    ) or any(
        room(TOTAL, step) and room(figure, step) and all(one.gives(take, give) for one in networks)
        for step, take, give in ((1, TOTAL, figure), (-1, figure, TOTAL))
    )


def _smallest(overall: Group, hidden: set[int]) -> set[int]:
    """The answer of fewest people that is not hidden yet, if any."""
    left = [column for column in range(len(overall.answers)) if column not in hidden and overall.answers[column]]
    return {min(left, key=overall.answers.__getitem__)} if left else set()
