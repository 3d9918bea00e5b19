"""Better or worse over time, on request: the line, what it says in words, and the stories of the weeks it points to."""

from collections.abc import Callable
from datetime import date, datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.learning.experiment import Happened
from insight.measure import spc
from insight.measure.answers import Against
from insight.measure.counting import NO_DATE, Grouping, Known, protected
from insight.measure.disclosure import Rule
from insight.measure.line import Kind, Line, Period, Spoke, kinds, line, quarter, would_tell
from insight.measure.said import NUMBER_WORDS, THE_OTHERS
from insight.measure.small_numbers import rule_in
from insight.measure.spc import Signal, false_in_100
from insight.ports import Bank, Work


class OverTime:
    """The line of how people are. A signal in it is a reason to go and listen, and nothing more."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], small_number: int) -> None:
        """Periods of fewer than `small_number` people are not shown."""
        self._bank = bank
        self._clock = clock
        self._small_number = small_number

    def kinds(self, reader: Reader) -> tuple[Kind, ...]:
        """Of what there can be a line: one question, and times of one length. The commonest first, work apart."""
        require(reader, Action.SEE_FEELING)
        with self._bank.reading() as work:
            return kinds(self._spoke(work, reader), rule_in(work, self._small_number))

    def line(self, reader: Reader, kind: Kind) -> Line:
        """The line of one kind of answers, up to the last month or quarter that has ended."""
        require(reader, Action.SEE_FEELING)
        with self._bank.reading() as work:
            spoke, rule = self._spoke(work, reader), rule_in(work, self._small_number)
            telling = frozenset() if kind.of_work else self._telling(work, reader, kind, rule)
        return line(spoke, kind, self._clock().date(), rule, telling)

    def stories(self, reader: Reader, first: date, last: date) -> tuple[str, ...]:
        """Ids of the stories open to the reader that were told from `first` to `last`, newest first."""
        require(reader, Action.SEE_FEELING)
        with self._bank.reading() as work:
            return work.stories.admitted(self._within(reader), first=first, last=last)

    def tried(self, reader: Reader, first: date, last: date) -> tuple[Happened, ...]:
        """What began, was reviewed or ended from `first` to `last`, of what is open to the reader."""
        require(reader, Action.SEE_FEELING)
        with self._bank.reading() as work:
            return work.experiments.between(first, last, self._within(reader))

    def _spoke(self, work: Work, reader: Reader) -> list[Spoke]:
        within = self._within(reader)
        answered = work.feelings.everything(within)
        spoke = [
            Spoke(one.storyteller, one.told_on, one.answer, one.since, one.of_work) for one in answered if one.told_on
        ]
        return [*spoke, *(Spoke(one.storyteller, one.told_on) for one in work.feelings.told(within) if one.told_on)]

    def _telling(self, work: Work, reader: Reader, kind: Kind, rule: Rule) -> frozenset[Period]:
        """Quarters that are shown in six answers beside this line, and hide what its two would tell."""
        answers = sorted(work.feelings.everything(self._within(reader)), key=lambda one: one.told_on or date.min)
        against = Against(kind.since) if kind.since else Against.UNSAID
        _, views = protected(Known(answers, (), rule), against)
        shown = [one for one in views[Grouping.QUARTER] if one.name != NO_DATE and would_tell(one)]
        return frozenset(quarter(int(one.name[:4]), int(one.name[-1])) for one in shown)

    def _within(self, reader: Reader) -> Scope:
        return scope(reader, today=self._clock().date())


def in_words(drawn: Line, kind: Kind) -> str:
    """What is seen, before anything is drawn: how many people, what is usual, and how sure that is."""
    if not drawn.seen:
        return "There is nothing to draw yet: too few people answered in any quarter that is over."
    months = _months(drawn)
    said = [f"{drawn.people:,} people answered in the {drawn.seen} {months} that can be seen."]
    if drawn.limits is None:
        return " ".join([*said, f"That is too few {months} to say what is usual.", THE_OTHERS])
    low, high = max(drawn.limits.lower, 0), min(drawn.limits.upper, 1)
    said.append(
        f"Of 100 who answered, about {drawn.limits.mean * 100:.0f} said {_better(kind)}. "
        f"Anything from {low * 100:.0f} to {high * 100:.0f} is the usual up and down."
    )
    if drawn.limits.trial:
        said.append(f"These are trial limits: with fewer than twelve {months} they can still move.")
    if not drawn.signals:
        said.append("Nothing in it is out of the usual.")
    return " ".join([*said, THE_OTHERS])


def signal_in_words(signal: Signal, drawn: Line, kind: Kind) -> str:
    """One signal, as `Since March 2027 more of those who answered than usual said they feel better: seven …`."""
    months, number = _months(drawn), NUMBER_WORDS[min(signal.length, len(NUMBER_WORDS) - 1)]
    in_a_row = f"{number} {months} in a row"
    side = "above" if signal.up else "below"
    limit = "upper" if signal.up else "lower"
    more = "more" if signal.up else "fewer"
    how, why = {
        spc.Rule.OUTSIDE: (f"far {more} of those who answered than usual", f"{side} the {limit} limit"),
        spc.Rule.ONE_SIDE: (
            f"{more} of those who answered than usual",
            f"{in_a_row} {side} the middle",
        ),
        spc.Rule.TREND: (
            f"{more} and {more} of those who answered",
            f"{in_a_row}, each {side} the one before",
        ),
        spc.Rule.NEAR_LIMIT: (
            f"many {more} of those who answered than usual",
            f"at least two of three {months} are close to the {limit} limit",
        ),
    }[signal.rule]
    return f"{_when(signal, drawn)} {how} said {_better(kind)}: {why}."


def chance_in_words(drawn: Line) -> str:
    """How often a line as long as this one shows a signal though nothing has changed."""
    chance = false_in_100(drawn.seen)
    of_100 = f"about {chance} of 100" if chance else "hardly any"
    return (
        f"Chance alone makes signals too. Where nothing has changed, {of_100} lines of {drawn.seen} {_months(drawn)} "
        "show one. Whoever looks every month sees more of them."
    )


def span(signal: Signal, drawn: Line) -> tuple[date, date]:
    """The first and the last day of a signal."""
    return drawn.points[signal.first].period.first, drawn.points[signal.last].period.last


def _when(signal: Signal, drawn: Line) -> str:
    first, last = span(signal, drawn)
    if signal.length > 1 and signal.last == len(drawn.points) - 1:
        return f"Since {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"In {first:%B %Y}"
    return f"From {first:%B %Y} to {last:%B %Y}"


def _months(drawn: Line) -> str:
    return "quarters" if drawn.by_quarter else "months"


def _better(kind: Kind) -> str:
    return "it is better to work here" if kind.of_work else "they feel better"
