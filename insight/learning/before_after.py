"""How people felt before something was tried and since, on the same themes: a sign to go and listen, never a proof.

Counted are people, each with their newest answer of a period; answers that compare with times of different length are
never put together, and those of unknown length not at all. Periods are whole quarters: the one in which it began is in
neither, and is counted beside them when small numbers are hidden, as are the people who told of other things: what two
neighbouring quarters, or everybody and these themes, could be subtracted to is then no smaller than what is shown.

How many gave which answer is told of no period, nor how many answered: themes overlap, and two plans that begin in
neighbouring quarters, or are about themes that hold the same people but for one, would tell what that one person said.
So nothing here is more exact than "most", as beside one theme (`insight.measure.of_themes`).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from insight.measure.answers import Answer, Answered, Since
from insight.measure.disclosure import Group, protect
from insight.measure.line import quarter
from insight.measure.rule import Rule

_ON_THEMES, _OF_OTHER_THINGS = ", on these themes", ", of other things"
_TIMES_THE_FEWEST = 2  # a period counts with this many times the people below whom figures are hidden


class Most(StrEnum):
    """What is said of a period, in words that stand on a page as they are."""

    BETTER = "most felt better"
    SAME = "most felt about the same"
    WORSE = "most felt worse"
    UP_AND_DOWN = "most said that it went up and down"
    NO_ANSWER = "no answer was given by most"


_STEPS = {
    Most.BETTER: (Answer.BETTER, Answer.MUCH_BETTER),
    Most.SAME: (Answer.SAME,),
    Most.WORSE: (Answer.WORSE, Answer.MUCH_WORSE),
    Most.UP_AND_DOWN: (Answer.UP_AND_DOWN,),
}


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """What most said in two periods, for one length of time that people compared with, and no figures.

    `until` is the first day of the quarter in which it began, `later` that of the next one.
    """

    length: Since
    until: date
    later: date
    before: Most
    after: Most


def before_and_after(
    answered: Iterable[Answered], stories: Collection[str], since: date, rule: Rule
) -> tuple[BeforeAfter, ...]:
    """One for each length of time for which both periods have enough people; `stories` are those on the themes."""
    begun_in = quarter(since.year, (since.month + 2) // 3)
    until, later = begun_in.first, begun_in.after
    found = []
    for length in Since:
        of = sorted(
            ((one.told_on, one) for one in answered if one.told_on is not None and one.since is length),
            key=lambda pair: pair[0],
        )
        periods: dict[str, Callable[[date], bool]] = {
            "before": lambda on: on < until,
            "when it began": lambda on: until <= on < later,
            "after": lambda on: on >= later,
        }
        # Each period with what is on the themes and what is not: the sum of both stands in the figures by quarter.
        groups = []
        for name, holds in periods.items():
            there = [one for on, one in of if holds(on)]
            within = tuple(
                _group(f"{name}{which}", some)
                for which, on_themes in ((_ON_THEMES, True), (_OF_OTHER_THINGS, False))
                if (some := [one for one in there if (one.story in stories) is on_themes])
            )
            if within:
                groups.append(_all_of(name, within))
        _, (view,) = protect(replace(_all_of("everyone", groups), within=()), (tuple(groups),), rule)
        shown = {one.name for each in view for one in each.within if one.total is not None}
        fewest = _TIMES_THE_FEWEST * rule.hidden_below
        most = {
            one.name: _most(one)
            for each in groups
            for one in each.within
            if one.name in shown and sum(one.answers) >= fewest
        }
        before, after = most.get(f"before{_ON_THEMES}"), most.get(f"after{_ON_THEMES}")
        if before and after:
            found.append(BeforeAfter(length, until, later, before, after))
    return tuple(found)


def _most(some: Group) -> Most:
    """What more than half of those who answered said."""
    answered = sum(some.answers)
    return next(
        (said for said, count in zip(_STEPS, some.answers, strict=True) if 2 * count > answered), Most.NO_ANSWER
    )


def _group(name: str, answered: Iterable[Answered]) -> Group:
    newest = list({one.storyteller: one.answer for one in answered}.values())
    counts = tuple(sum(newest.count(answer) for answer in step) for step in _STEPS.values())
    return Group(name, counts, newest.count(Answer.RATHER_NOT))


def _all_of(name: str, within: Iterable[Group]) -> Group:
    """Groups added up: somebody who is in two of them counts twice, so that no figure is smaller than one within it."""
    some = tuple(within)
    counts = tuple(sum(one.answers[at] for one in some) for at in range(len(_STEPS)))
    return Group(name, counts, sum(one.apart for one in some), some)
