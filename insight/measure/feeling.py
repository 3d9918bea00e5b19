"""Better or worse: how many people gave which answer, by group, with everything hidden that could point at somebody."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.measure.answers import STEPS, Answer, Answered
from insight.measure.disclosure import Group, Shown, protect
from insight.ports import Bank
from insight.stories.inquiry import TellerKind
from insight.stories.story import Facts, Part

EVERYONE = "everyone"
NO_DATE = "no date"
NUMBER_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
THE_OTHERS = "We asked those who were there and willing; we do not know about the others."


class Grouping(StrEnum):
    """What people can be counted by. Each has one natural order, and there is no order by figures."""

    INQUIRY = "inquiry"
    QUARTER = "quarter"
    MONTH = "month"
    TELLER = "teller"


@dataclass(frozen=True, slots=True)
class Row:
    """People by their newest answer in one group; `None` stands for a figure that is not shown.

    `group` is an inquiry's name, `2026 Q2`, `2026-06`, a `TellerKind`'s value, `NO_DATE` or `EVERYONE`. `asked`
    counts those who were asked, `answered` those of them who did not say "rather not".
    """

    group: str
    asked: int | None
    answered: int | None
    much_worse: int | None
    worse: int | None
    same: int | None
    better: int | None
    much_better: int | None
    up_and_down: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What somebody said made the difference, beside whose story it belongs to."""

    facts: Facts
    text: str


class Feeling:
    """The measure, as far as it may be seen."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], small_number: int) -> None:
        """Groups and answers of fewer than `small_number` people are not shown."""
        self._bank = bank
        self._clock = clock
        self._small_number = small_number

    def counts(self, reader: Reader, by: Grouping) -> tuple[Row, ...]:
        """One row a group with anybody in it: inquiries by name, time by time with the undated last, tellers as listed.

        Somebody who answered more than once counts once in each group, with the newest answer there.
        """
        _, views = self._protected(reader)
        if by is Grouping.MONTH:
            return tuple(_row(month) for quarter in views[Grouping.QUARTER] for month in quarter.within)
        return tuple(_row(group) for group in views[by])

    def overall(self, reader: Reader) -> Row:
        """Everyone as one row, each with their newest answer of all."""
        return _row(self._protected(reader)[0])

    def differences(self, reader: Reader, limit: int) -> tuple[Difference, ...]:
        """What made the difference, as people said it, newest first: it is read before any figure."""
        require(reader, Action.SEE_FEELING)
        with self._bank.reading() as work:
            stories = work.stories.with_part(Part.DIFFERENCE, scope(reader, today=self._clock().date()), limit)
        return tuple(
            Difference(one.facts, str(one.text)[said.start : said.end])
            for one in stories
            for said in one.stretches
            if said.part is Part.DIFFERENCE
        )[:limit]

    def in_words(self, row: Row) -> str:
        """A row as sentences, the way it is read before anything is drawn."""
        if row.answered is None:
            if row.group == EVERYONE:
                fewer = NUMBER_WORDS[self._small_number]
                return f"Fewer than {fewer} people answered, so we do not show how they feel."
            return "Too few people answered, here or in a group beside this one, so we do not show how they feel."
        said = [
            _said((row.better, row.much_better), "feel better"),
            _said((row.same,), "about the same"),
            _said((row.worse, row.much_worse), "worse"),
            _said((row.up_and_down,), "up and down") if row.up_and_down else "",
        ]
        of = f"Of {row.answered:,} people who answered"
        told = ", ".join(one for one in said if one)
        sentences = [f"{of}, {told}." if told else f"{row.answered:,} people answered."]
        if None in (row.much_worse, row.worse, row.same, row.better, row.much_better, row.up_and_down):
            sentences.append("Some answers are left out, because so few people gave them that they could be known.")
        return " ".join([*sentences, THE_OTHERS])

    def _protected(self, reader: Reader) -> tuple[Shown, dict[Grouping, tuple[Shown, ...]]]:
        """All views at once, whichever is asked for: only together can they be kept from giving one another away."""
        require(reader, Action.SEE_FEELING)
        with self._bank.reading() as work:
            found = work.feelings.answered(scope(reader, today=self._clock().date()))
        # Oldest first, so that later answers replace earlier ones; what has no date is older than what has.
        answered = sorted(found, key=lambda one: one.told_on or date.min)
        views = {
            Grouping.INQUIRY: _groups(answered, lambda one: one.inquiry),
            Grouping.QUARTER: _groups(answered, _quarter, lambda some: _groups(some, _month)),
            Grouping.TELLER: _groups(answered, lambda one: one.teller.value, order=_as_listed),
        }
        overall, shown = protect(_group(EVERYONE, answered), tuple(views.values()), self._small_number)
        return overall, dict(zip(views, shown, strict=True))


def _quarter(one: Answered) -> str:
    return f"{one.told_on:%Y} Q{(one.told_on.month + 2) // 3}" if one.told_on else NO_DATE


def _month(one: Answered) -> str:
    return f"{one.told_on:%Y-%m}" if one.told_on else NO_DATE


def _as_listed(kind: str) -> tuple[int, str]:
    return list(TellerKind).index(TellerKind(kind)), kind


def _groups(
    answered: Iterable[Answered],
    name_of: Callable[[Answered], str],
    within: Callable[[Sequence[Answered]], tuple[Group, ...]] = lambda _: (),
    order: Callable[[str], tuple[int, str]] = lambda name: (name == NO_DATE, name),
) -> tuple[Group, ...]:
    by_name: dict[str, list[Answered]] = {}
    for one in answered:
        by_name.setdefault(name_of(one), []).append(one)
    return tuple(_group(name, by_name[name], within(by_name[name])) for name in sorted(by_name, key=order))


def _group(name: str, answered: Iterable[Answered], within: tuple[Group, ...] = ()) -> Group:
    newest = list({one.storyteller: one.answer for one in answered}.values())
    return Group(name, tuple(newest.count(step) for step in STEPS), newest.count(Answer.RATHER_NOT), within)


def _row(shown: Shown) -> Row:
    asked = None if shown.total is None or shown.apart is None else shown.total + shown.apart
    return Row(shown.name, asked, shown.total, *shown.answers)


def _said(figures: tuple[int | None, ...], words: str) -> str:
    """`7 worse`, `at least 7 worse` where a part of it is hidden, nothing where nothing can be said."""
    shown = [figure for figure in figures if figure is not None]
    number = sum(shown)
    if len(shown) < len(figures):
        return f"at least {number:,} {words}" if number else ""
    return f"{number:,} {words}" if number else f"none {words}"
