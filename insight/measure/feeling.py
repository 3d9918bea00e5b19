"""Better or worse: how many people gave which answer, by group, with everything hidden that could point at somebody.

Answers that compare with times of different length are never counted together, and how it is to work here and how it
was to be asked are each a count of their own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from insight.access.gate import Action, Scope, require, scope, scope_of_share_back
from insight.access.reader import Reader
from insight.measure import said
from insight.measure.answers import LENGTHS, STEPS, Against, Heard
from insight.measure.counting import Grouping, Known, everybody, group, newest, protected, told_by
from insight.measure.disclosure import Group, Rule, Shown, protect
from insight.measure.said import EVERYONE, HeardRow, Missing, Others, Row
from insight.measure.small_numbers import rule_in
from insight.ports import Bank
from insight.stories.inquiry import TellerKind
from insight.stories.script import Use
from insight.stories.story import Facts, Part, ProtectedStory

__all__ = ["Difference", "Feeling", "Grouping", "HeardRow", "Length", "Missing", "Row"]

# Of those who told us something, as many may be left out as make "nearly all", and "most".
NEARLY_ALL, HALF = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time that people compare with, and everybody who did, in one row."""

    against: Against
    row: Row


@dataclass(frozen=True, slots=True)
class Difference:
    """What somebody said made the difference, beside whose story it belongs to."""

    facts: Facts
    text: str


class Feeling:
    """The measure, as far as it may be seen."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], small_number: int) -> None:
        """Groups and answers of fewer than `small_number` people are not shown, unless the steward chose otherwise."""
        self._bank = bank
        self._clock = clock
        self._small_number = small_number

    def counts(self, reader: Reader, by: Grouping, against: Against = Against.MOST) -> tuple[Row, ...]:
        """One row a group with anybody in it: inquiries by name, time by time with the undated last, tellers as listed.

        Somebody who answered more than once counts once in each group, with the newest answer there.
        """
        known = self._known(reader)
        _, views = protected(known, _chosen(known, against))
        told = told_by(known.told, by)
        return tuple(_row(one, told.get(one.name)) for one in views[by])

    def overall(self, reader: Reader, against: Against = Against.MOST) -> Row:
        """Everyone as one row, each with their newest answer of all."""
        known = self._known(reader)
        return _row(everybody(known, _chosen(known, against)))

    def given_back(self, reader: Reader, inquiry: str | None) -> Row:
        """Everybody, or those of the inquiry of this name, for a share-back: only who agreed to share it outside.

        The same for all who read it, with the length of time that most people compared with, and never for a smaller
        group.
        """
        require(reader, Action.READ_SHARE_BACKS)
        known = self._within(scope_of_share_back(reader, Use.OUTSIDE, None, today=self._clock().date()))
        if inquiry is None:
            return _row(everybody(known, known.most()))
        _, views = protected(known, known.most())
        rows = (_row(one) for one in views[Grouping.INQUIRY] if one.name == inquiry)
        return next(rows, Row(inquiry, None, None, None, None, None, None, None, None))

    def lengths(self, reader: Reader) -> tuple[Length, ...]:
        """The times that people compared with, from short to long, each counted apart; none that nobody chose."""
        known = self._known(reader)
        return tuple(
            Length(one, _row(everybody(known, one)))
            for one in LENGTHS
            if any(answer.answer in STEPS for answer in known.of(one))
        )

    def most_chosen(self, reader: Reader, *, at_work: bool = False) -> Against:
        """The length of time that most people compared with, or those of them who were asked how it is to work here."""
        return self._known(reader).most(work=at_work)

    def missing(self, reader: Reader) -> Missing:
        """Who told us something and is in none of the figures that are shown; nothing is said about how they are."""
        known = self._known(reader)
        overall = {one: everybody(known, one) for one in LENGTHS}
        answers = {one: newest(known.of(one)) for one in LENGTHS}
        answered = {one: {who for who, answer in answers[one].items() if answer in STEPS} for one in LENGTHS}
        asked = {who for one in LENGTHS for who in answers[one]}
        told = {one.storyteller for one in known.told} | asked
        of_work = {one.storyteller for one in known.answers if one.of_work} - asked
        apart = [asked.difference(*answered.values()), told - asked - of_work, of_work]
        shown: set[str] = set().union(*(answered[one] for one in LENGTHS if overall[one].total is not None))
        tells = any(
            known.rule.hides(number)
            for one in LENGTHS
            for number in (len(answered[one]), len(answers[one]) - len(answered[one]))
        )
        if tells or any(known.rule.hides(len(some)) for some in apart):
            left = len(told - shown)
            return Missing(None, None, None, None if known.rule.hides(left) else known.rule.said(left))
        rather_not, not_asked, instead = (known.rule.said(len(some)) for some in apart)
        return Missing(rather_not, not_asked, instead, None)

    def at_work(self, reader: Reader, against: Against = Against.MOST) -> Row:
        """How it is to work here: everybody who was asked that, as one row."""
        known = self._known(reader)
        length = known.most(work=True) if against is Against.MOST else against
        return _row(protect(group(EVERYONE, known.of(length, work=True)), (), known.rule)[0])

    def lengths_at_work(self, reader: Reader) -> tuple[Length, ...]:
        """The times that those who work here compared with, from short to long; none that nobody chose."""
        known = self._known(reader)
        chosen = [one for one in LENGTHS if any(answer.answer in STEPS for answer in known.of(one, work=True))]
        return tuple(Length(one, self.at_work(reader, one)) for one in chosen)

    def heard(self, reader: Reader) -> HeardRow:
        """How it was to be asked, by everybody who said."""
        known = self._known(reader)
        newest = list({one.storyteller: one.heard for one in known.answers if one.heard}.values())
        group = Group(
            EVERYONE,
            tuple(newest.count(one) for one in (Heard.YES, Heard.PARTLY, Heard.NO)),
            newest.count(Heard.RATHER_NOT),
        )
        overall, _ = protect(group, (), known.rule)
        return HeardRow(overall.total, *overall.answers)

    def differences(self, reader: Reader, limit: int, *, at_work: bool = False) -> tuple[Difference, ...]:
        """What made the difference, as people said it of themselves, newest first: it is read before any figure."""
        require(reader, Action.SEE_FEELING)
        tellers = [kind for kind in TellerKind if kind.works is at_work]
        with self._bank.reading() as work:
            within = scope(reader, today=self._clock().date())
            return said_of(work.stories.with_part(Part.DIFFERENCE, within, limit, tellers), limit)

    def in_words(self, row: Row) -> str:
        """A row as sentences, the way it is read before anything is drawn."""
        return said.in_words(row, self._rule())

    def heard_in_words(self, row: HeardRow) -> str:
        """The same for how it was to be asked."""
        return said.heard_in_words(row, self._rule())

    def missing_in_words(self, missing: Missing) -> tuple[str, ...]:
        """Who is not counted, one sentence each."""
        return said.missing_in_words(missing, self._rule())

    def _rule(self) -> Rule:
        with self._bank.reading() as work:
            return rule_in(work, self._small_number)

    def _known(self, reader: Reader) -> Known:
        require(reader, Action.SEE_FEELING)
        return self._within(scope(reader, today=self._clock().date()))

    def _within(self, within: Scope) -> Known:
        with self._bank.reading() as work:
            # Oldest first, so that later answers replace earlier ones; what has no date is older than what has.
            answers = sorted(work.feelings.everything(within), key=lambda one: one.told_on or date.min)
            return Known(answers, work.feelings.told(within), rule_in(work, self._small_number))


def said_of(stories: Iterable[ProtectedStory], limit: int) -> tuple[Difference, ...]:
    """What made the difference, as it stands in these stories."""
    return tuple(
        Difference(one.facts, str(one.text)[there.start : there.end])
        for one in stories
        for there in one.stretches
        if there.part is Part.DIFFERENCE
    )[:limit]


def _chosen(known: Known, against: Against) -> Against:
    return known.most() if against is Against.MOST else against


def _row(shown: Shown, told: int | None = None) -> Row:
    asked = None if shown.total is None or shown.apart is None else shown.total + shown.apart
    much_worse, worse, same, better, much_better, up_and_down = shown.answers
    return Row(
        shown.name,
        asked,
        shown.total,
        much_worse,
        worse,
        same,
        better,
        much_better,
        up_and_down,
        _others(shown.total, told),
    )


def _others(answered: int | None, told: int | None) -> Others | None:
    if answered is None or not told:
        return None
    left = 1 - answered / told
    return Others.FEW if left <= NEARLY_ALL else Others.SOME if left <= HALF else Others.MOST
