"""The share of people who feel better, month by month or quarter by quarter, with what may not be seen left out.

Only times of the same length are counted together, each person once a period with their newest answer in it, and only
periods that have ended: what stands here changes when a period is over, and not with every single answer.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from insight.measure import spc
from insight.measure.answers import STEPS, Answer, Since
from insight.measure.disclosure import Group, Rule, Shown, protect
from insight.measure.spc import Limits, Signal, limits, signals

FEW_A_MONTH = 20  # answers: with fewer than so many in the middle month, quarters are drawn
NEWEST = 24  # periods: the longer a line, the more signals it shows by chance
_BETTER = frozenset({Answer.BETTER, Answer.MUCH_BETTER})
_MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Spoke:
    """Somebody spoke to us on a day, and what they answered to one question; no `answer` where it was not asked."""

    storyteller: str
    told_on: date
    answer: Answer | None = None
    since: Since | None = None
    of_work: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """Which answers make one line: how people are or how it is to work here, against a time of one length.

    `since` is `None` for whoever chose a time of their own of which nobody noted how long ago it lies.
    """

    since: Since | None
    of_work: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month or a quarter."""

    first: date
    months: int = 1

    @property
    def after(self) -> date:
        """The first day that is no longer in it."""
        return _month(self.first, self.months)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

    @property
    def name(self) -> str:
        """`March 2027`, or `January to March 2027`."""
        return f"{self.first:%B %Y}" if self.months == 1 else f"{self.first:%B} to {self.last:%B %Y}"

    @property
    def short(self) -> str:
        """`Mar 2027`, or `Jan–Mar 2027`."""
        return f"{self.first:%b %Y}" if self.months == 1 else f"{self.first:%b}–{self.last:%b %Y}"


def quarter(year: int, number: int) -> Period:
    """A quarter of a year, from the first to the fourth."""
    return Period(date(year, 3 * number - 2, 1), _MONTHS_OF_A_QUARTER)


@dataclass(frozen=True, slots=True)
class Point:
    """One period: how many answered, how many of them feel better, and who did not answer. `None` is hidden."""

    period: Period
    answered: int | None
    better: int | None
    rather_not: int | None
    not_asked: int | None

    @property
    def share(self) -> float | None:
        """Of those who answered, the part that feels better; `None` where that is hidden, or nobody answered."""
        return self.better / self.answered if self.answered and self.better is not None else None


@dataclass(frozen=True, slots=True)
class Line:
    """The newest periods in their order, and what is not as usual in them. `people` answered in what can be seen."""

    points: tuple[Point, ...]
    people: int
    limits: Limits | None
    signals: tuple[Signal, ...]

    @property
    def by_quarter(self) -> bool:
        """Whether quarters are drawn, because months have too few answers."""
        return bool(self.points) and self.points[0].period.months > 1

    @property
    def seen(self) -> int:
        """How many periods can be seen."""
        return sum(one.share is not None for one in self.points)


def line(
    spoke: Iterable[Spoke], kind: Kind, today: date, rule: Rule, telling: Collection[Period] = frozenset()
) -> Line:
    """The line of one kind of answers up to the last period that has ended; without points where there is none.

    `telling` are quarters whose figures may not be seen here because of what is shown elsewhere.
    """
    everybody = sorted((one for one in spoke if one.told_on < _month(today)), key=lambda one: one.told_on)
    mine = [one for one in everybody if one.answer and (one.since, one.of_work) == (kind.since, kind.of_work)]
    if not mine:
        return Line((), 0, None, ())
    months = _periods(mine, 1)
    shown = _shown(mine, rule, telling)
    by_month = [sum(_counted(_within(mine, one))[:2]) for one in months]
    chosen = _periods(mine, _MONTHS_OF_A_QUARTER) if median(by_month) < FEW_A_MONTH else months
    newest = [one for one in chosen if one.after <= today][-NEWEST:]
    points = tuple(_point(one, shown.get(one), _within(everybody, one), rule) for one in newest)
    values = [one.share for one in points]
    found = limits(values)
    people = {
        one.storyteller
        for point in points
        for one in _within(mine, point.period)
        if point.share is not None and one.answer in STEPS
    }
    return Line(points, rule.said(len(people)), found, _apart(signals(values, found)) if found else ())


def _apart(found: Sequence[Signal]) -> tuple[Signal, ...]:
    """Without values near a limit that lie in a longer signal of the same direction: they would say it again."""

    def again(one: Signal) -> bool:
        return one.rule is spc.Rule.NEAR_LIMIT and any(
            it.first <= one.first and one.last <= it.last and it.up is one.up and it.length > one.length for it in found
        )

    return tuple(one for one in found if not again(one))


def kinds(spoke: Sequence[Spoke], rule: Rule) -> tuple[Kind, ...]:
    """The kinds of answers that enough people gave: how people are first, then work, each the commonest first."""
    people: dict[Kind, set[str]] = {}
    for one in spoke:
        if one.answer:
            people.setdefault(Kind(one.since, one.of_work), set()).add(one.storyteller)
    enough = [kind for kind, answered in people.items() if not rule.hides(len(answered))]
    return tuple(sorted(enough, key=lambda kind: (kind.of_work, -len(people[kind]), kind.since or "")))


def would_tell(quarter: Shown) -> bool:
    """Whether the line's two figures, less the answers shown of a quarter, would give one away that is hidden there."""
    better = [figure for step, figure in zip(STEPS, quarter.answers, strict=True) if step in _BETTER]
    others = [figure for step, figure in zip(STEPS, quarter.answers, strict=True) if step not in _BETTER]
    return quarter.total is None or better.count(None) == 1 or others.count(None) == 1


def _shown(mine: Sequence[Spoke], rule: Rule, telling: Collection[Period]) -> dict[Period, Shown]:
    """What may be seen of each month and each quarter, so that neither gives away what the other hides."""
    quarters = tuple(
        replace(
            _group(mine, quarter, tuple(_group(mine, month) for month in _parts(quarter) if _within(mine, month))),
            telling=quarter in telling,
        )
        for quarter in _periods(mine, _MONTHS_OF_A_QUARTER)
        if _within(mine, quarter)
    )
    *answers, apart = _counted(mine)
    _, (view,) = protect(Group("", tuple(answers), apart), (quarters,), rule)
    shown = {Period(date.fromisoformat(one.name), _MONTHS_OF_A_QUARTER): one for one in view}
    return shown | {Period(date.fromisoformat(month.name)): month for one in view for month in one.within}


def _group(mine: Sequence[Spoke], period: Period, within: tuple[Group, ...] = ()) -> Group:
    *answers, apart = _counted(_within(mine, period))
    return Group(period.first.isoformat(), tuple(answers), apart, within)


def _counted(mine: Iterable[Spoke]) -> tuple[int, int, int]:
    """People who feel better, who do not, and who would rather not say, each by their newest answer."""
    newest = list({one.storyteller: one.answer for one in mine}.values())
    better = sum(one in _BETTER for one in newest)
    rather_not = newest.count(Answer.RATHER_NOT)
    return better, len(newest) - better - rather_not, rather_not


def _point(period: Period, shown: Shown | None, everybody: Sequence[Spoke], rule: Rule) -> Point:
    asked = {one.storyteller for one in everybody if one.answer}
    others = len({one.storyteller for one in everybody} - asked)
    not_asked = None if rule.hides(others) else rule.said(others)
    if shown is None:
        return Point(period, 0, 0, 0, not_asked)
    better, rest = shown.answers
    if shown.total is None or better is None or rest is None:
        return Point(period, None, None, None, None)
    return Point(period, shown.total, better, shown.apart, not_asked)


def _within(some: Sequence[Spoke], period: Period) -> Sequence[Spoke]:
    """The part of what is sorted by day."""
    begin, end = (bisect_left(some, day, key=lambda one: one.told_on) for day in (period.first, period.after))
    return some[begin:end]


def _periods(mine: Sequence[Spoke], months: int) -> list[Period]:
    """Every period from the first answer to the last, also those without any."""
    at, last = mine[0].told_on, mine[-1].told_on
    at = date(at.year, (at.month - 1) // months * months + 1, 1)
    found = []
    while at <= last:
        found.append(Period(at, months))
        at = found[-1].after
    return found


def _parts(quarter: Period) -> list[Period]:
    return [Period(_month(quarter.first, at)) for at in range(quarter.months)]


def _month(day: date, later: int = 0) -> date:
    """The first day of the month so many months after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + later, 12)
    return date(year, month + 1, 1)
