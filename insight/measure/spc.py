"""The XmR chart by the four rules of NHS England's "Making Data Count": what varies as usual, and what does not.

Middle and limits: the mean, and 2.66 mean moving ranges above and below it. A moving range of more than 3.27 times the
mean of all is left out of that mean, once, so that one strange value does not hide itself (the same, as in
NHSRplotthedots). A value of `None` is one that nobody knows or may know: it has no range, and no run goes through it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

FROM_MEAN, TOO_WIDE = 2.66, 3.27
IN_A_ROW = 7  # on one side of the mean, or each above or each below the one before
NEARLY = 2 / 3  # of the way from the mean to a limit
FEWEST, TRIAL_BELOW = 4, 12  # values: no limits at all below the first, and trial limits below the second

# In how many of 100 lines of so many values, in which nothing has changed, the four rules find something. Simulated
# with shares of 20 answers (`python -m benchmarks.feeling`, benchmarks/RESULTS.md); with more it is a little less.
FALSE_IN_100 = {4: 0, 6: 3, 8: 4, 12: 8, 16: 12, 20: 17, 24: 20}


class Rule(StrEnum):
    """What makes values a signal."""

    OUTSIDE = "outside"
    ONE_SIDE = "one_side"
    TREND = "trend"
    NEAR_LIMIT = "near_limit"


@dataclass(frozen=True, slots=True)
class Signal:
    """Values from `first` to `last`, both included, that are not as usual; `up`: higher than usual, or rising."""

    rule: Rule
    first: int
    last: int
    up: bool

    @property
    def length(self) -> int:
        """How many values it spans."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What varies as usual lies between `lower` and `upper`; `trial` when there are too few values to be sure."""

    mean: float
    lower: float
    upper: float
    trial: bool = False


def limits(values: Sequence[float | None], *, screened: bool = True) -> Limits | None:
    """The limits of these values; `None` for fewer than four, or where no two that are known stand side by side."""
    known = [one for one in values if one is not None]
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if len(known) < FEWEST or not ranges:
        return None
    if screened:
        widest = TOO_WIDE * _mean(ranges)
        ranges = [one for one in ranges if one <= widest]
    mean, away = _mean(known), FROM_MEAN * _mean(ranges)
    return Limits(mean, mean - away, mean + away, len(known) < TRIAL_BELOW)


def signals(values: Sequence[float | None], within: Limits) -> tuple[Signal, ...]:
    """Everything the four rules find, each as long as it lasts, in the order in which it begins."""
    found = [*_outside(values, within), *_one_side(values, within), *_trends(values), *_near(values, within)]
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.rule)))


def false_in_100(values: int) -> int:
    """In how many of 100 lines of so many values chance alone makes a signal; of the next longer that was simulated."""
    longest = max(FALSE_IN_100)
    return FALSE_IN_100[min((one for one in FALSE_IN_100 if one >= values), default=longest)]


def _outside(values: Sequence[float | None], within: Limits) -> Iterator[Signal]:
    def side(value: float) -> int:
        return (value > within.upper) - (value < within.lower)

    return _runs(Rule.OUTSIDE, values, side, 1)


def _one_side(values: Sequence[float | None], within: Limits) -> Iterator[Signal]:
    return _runs(Rule.ONE_SIDE, values, lambda value: _above(value, within.mean), IN_A_ROW)


def _trends(values: Sequence[float | None]) -> Iterator[Signal]:
    """Seven values are six steps in one direction."""
    steps = [None if a is None or b is None else b - a for a, b in pairwise(values)]
    for one in _runs(Rule.TREND, steps, lambda step: _above(step, 0), IN_A_ROW - 1):
        yield Signal(one.rule, one.first, one.last + 1, one.up)


def _near(values: Sequence[float | None], within: Limits) -> Iterator[Signal]:
    """Of three that follow one another on one side of the mean, two lie beyond two thirds of the way to the limit.

    What lies outside the limit is not near it. As in NHSRplotthedots, the third has to be on the same side.
    """
    near = [0 if value is None else _nearly(value, within) for value in values]
    for up in (1, -1):
        marked: set[int] = set()
        for at in range(len(near) - 2):
            three = range(at, at + 3)
            two = [place for place in three if near[place] == up]
            if len(two) >= 2 and all(_above(values[place], within.mean) == up for place in three):
                marked.update(range(two[0], two[-1] + 1))
        for first, last in _stretches(marked):
            yield Signal(Rule.NEAR_LIMIT, first, last, up > 0)


def _above(value: float | None, middle: float) -> int:
    """1 above, -1 below, nothing on it or where nobody knows."""
    return 0 if value is None else (value > middle) - (value < middle)


def _nearly(value: float, within: Limits) -> int:
    near = NEARLY * (within.upper - within.mean)
    return (within.mean + near < value <= within.upper) - (within.lower <= value < within.mean - near)


def _runs(rule: Rule, values: Sequence[float | None], side: Callable[[float], int], at_least: int) -> Iterator[Signal]:
    sides = [0 if value is None else side(value) for value in values]
    for where, places in groupby(range(len(sides)), key=sides.__getitem__):
        run = list(places)
        if where and len(run) >= at_least:
            yield Signal(rule, run[0], run[-1], where > 0)


def _stretches(marked: set[int]) -> Iterator[tuple[int, int]]:
    """Places that follow one another, as first and last of each stretch."""
    for _, places in groupby(enumerate(sorted(marked)), key=lambda one: one[1] - one[0]):
        run = [place for _, place in places]
        yield run[0], run[-1]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
