"""What sub-groups try: writing a plan down, asking whose permission it needs, beginning, and ending with a lesson."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, NotAllowed, NotFound, Refused
from insight.learning.citation import CitedBy, Stretch
from insight.learning.citing import cite
from insight.learning.experiment import (
    LONGEST,
    LONGEST_LESSON,
    LONGEST_WHOSE,
    LONGEST_WORDS,
    Answered,
    EndedAs,
    Experiment,
    Plan,
    in_order,
)
from insight.learning.own_rooms import open_theme
from insight.ports import Bank, Work
from insight.research.collecting import own_subgroups
from insight.research.typed import checked
from insight.stories.protect import Detector

LONGEST_WAIT = timedelta(days=366)  # to the next review: farther away it would be forgotten


@dataclass(frozen=True, slots=True)
class Listed:
    """Something a group tries, with the group's name, and whether its review is due today."""

    experiment: Experiment
    subgroup: str
    due: bool


class Experiments:
    """Plans, permissions, beginnings and ends."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    # Reading.

    def list(self, reader: Reader, subgroup: str | None = None) -> tuple[Listed, ...]:
        """What this reader's sub-groups try, or one of them: what is due first, what has ended last."""
        require(reader, Action.LEARN)
        with self._bank.reading() as work:
            return self._listed(work, work.experiments.all(self._within(reader), subgroup))

    def due(self, reader: Reader) -> tuple[Listed, ...]:
        """Those whose review is due, the longest due first."""
        require(reader, Action.LEARN)
        with self._bank.reading() as work:
            found = self._listed(work, work.experiments.all(self._within(reader)))
        return tuple(one for one in found if one.due)

    def open(self, reader: Reader, wanted: str) -> Listed:
        """One of them; `NotFound` when there is none or it is another sub-group's."""
        require(reader, Action.LEARN)
        with self._bank.reading() as work:
            return self._listed(work, [work.experiments.get(wanted, self._within(reader))])[0]

    def subgroups(self, reader: Reader) -> dict[str, str]:
        """The names of the sub-groups this reader may write something down for, by id."""
        require(reader, Action.LEARN)
        with self._bank.reading() as work:
            return own_subgroups(work, self._within(reader))

    # The plan.

    def write_down(
        self, reader: Reader, subgroup: str, plan: Plan, because: Stretch | None = None, theme: str | None = None
    ) -> str:
        """A plan of one of the reader's sub-groups, not begun; its id. It may stand on a stretch, and be about a theme.

        `BadInput`: it has no name or says not what. `NotFound`: the story or the theme is not open to the reader.
        """
        require(reader, Action.LEARN)
        plan = self._checked(plan)
        with self._bank.writing() as work:
            if subgroup not in own_subgroups(work, self._within(reader)):
                raise NotAllowed("You can write things down for your own sub-groups.")
            self._may_be_of(work, reader, plan.cycle, subgroup)
            new = work.experiments.add(subgroup, plan, reader.id, self._clock())
            if because is not None:
                cite(work, reader.id, self._within(reader), new, CitedBy.EXPERIMENT, because, self._clock())
            if theme is not None:
                open_theme(work, self._within(reader), theme)
                work.citations.be_about(new, [theme])
            work.records.write(reader.id, "trying_written", new, self._clock())
        return new

    def change(self, reader: Reader, wanted: str, plan: Plan) -> None:
        """Another plan in place of the one before, until it has ended."""
        require(reader, Action.LEARN)
        plan = self._checked(plan)
        with self._bank.writing() as work:
            one = not_ended(work, wanted, self._within(reader))
            self._may_be_of(work, reader, plan.cycle, one.subgroup)
            work.experiments.plan(wanted, plan)
            work.records.write(reader.id, "trying_changed", wanted, self._clock())

    def begin(self, reader: Reader, wanted: str, since: date, review_on: date) -> None:
        """It runs since a day that has come, and is reviewed on one that is to come.

        `Refused` while somebody whose permission is needed has not said yes. A list that could be begun over would be
        filled in afterwards, and say yes where nobody was asked; whom nobody needs to ask can be taken off it instead.
        """
        require(reader, Action.LEARN)
        today = self._clock().date()
        if since > today:
            raise BadInput("It has not begun yet. Come back on the day that it does.")
        review_day(review_on, today)
        with self._bank.writing() as work:
            one = not_ended(work, wanted, self._within(reader))
            if one.since is not None:
                raise Refused("It has begun already.")
            if one.in_the_way:
                raise Refused(
                    "Not everybody whose permission you need has said yes. Ask first. After a no, ask again with "
                    "another plan, or let it go and keep what you learned."
                )
            work.experiments.begin(wanted, since, review_on)
            work.records.write(reader.id, "trying_begun", wanted, self._clock(), permissions=len(one.permissions))

    def end(self, reader: Reader, wanted: str, ended_as: EndedAs, lesson: str) -> None:
        """It ends today, with what was learned. What never began can only be let go."""
        require(reader, Action.LEARN)
        if not lesson.strip():
            raise BadInput("Write down what you learned. It is what others need most.")
        (lesson,) = checked(self._detector, (lesson, LONGEST_LESSON))
        with self._bank.writing() as work:
            one = not_ended(work, wanted, self._within(reader))
            if one.since is None and ended_as is not EndedAs.DISCARDED:
                raise BadInput("It has not begun. It can only be let go.")
            work.experiments.end(wanted, ended_as, lesson, self._clock().date())
            work.records.write(reader.id, "trying_ended", wanted, self._clock(), ended_as=ended_as.value)

    # Permissions.

    def need(self, reader: Reader, wanted: str, whose: str) -> str:
        """Somebody's permission is thought to be needed; the id of that. Also once it has begun, which is then said."""
        require(reader, Action.LEARN)
        if not whose.strip():
            raise BadInput("Whose permission do you think you need?")
        (whose,) = checked(self._detector, (whose, LONGEST_WHOSE))
        with self._bank.writing() as work:
            not_ended(work, wanted, self._within(reader))
            new = work.experiments.add_permission(wanted, whose, reader.id, self._clock())
            work.records.write(reader.id, "permission_needed", wanted, self._clock())
        return new

    def asked(self, reader: Reader, wanted: str, permission: str, asked_by: str, on: date) -> None:
        """Somebody asked for it, on a day that has come."""
        require(reader, Action.LEARN)
        if not asked_by.strip():
            raise BadInput("Who asked? Write what they do here, not their name.")
        if on > self._clock().date():
            raise BadInput("That day has not come yet.")
        (asked_by,) = checked(self._detector, (asked_by, LONGEST_WHOSE))
        with self._bank.writing() as work:
            self._permission(work, reader, wanted, permission)
            work.experiments.ask(permission, asked_by, on)
            work.records.write(reader.id, "permission_asked", wanted, self._clock())

    def answered(self, reader: Reader, wanted: str, permission: str, answer: Answered, said: str) -> None:
        """What they said. A yes with a condition, and a no, say more than that one word."""
        require(reader, Action.LEARN)
        if answer is not Answered.YES and not said.strip():
            raise BadInput("Write down what they said.")
        (said,) = checked(self._detector, (said, LONGEST_WORDS))
        with self._bank.writing() as work:
            self._permission(work, reader, wanted, permission)
            work.experiments.answer(permission, answer, said)
            work.records.write(reader.id, "permission_answered", wanted, self._clock(), answer=answer.value)

    def not_needed(self, reader: Reader, wanted: str, permission: str) -> None:
        """It is not needed after all. An answer stays: a no is not made to go away."""
        require(reader, Action.LEARN)
        with self._bank.writing() as work:
            if self._permission(work, reader, wanted, permission) is not None:
                raise Refused("They have answered, and that stays. If they think again, write down the new answer.")
            work.experiments.drop_permission(permission)
            work.records.write(reader.id, "permission_not_needed", wanted, self._clock())

    def _permission(self, work: Work, reader: Reader, wanted: str, permission: str) -> Answered | None:
        for one in not_ended(work, wanted, self._within(reader)).permissions:
            if one.id == permission:
                return one.answer
        raise NotFound("This permission is not on the list any more.")

    def _checked(self, plan: Plan) -> Plan:
        plan = replace(plan, name=" ".join(plan.name.split()))
        if not plan.name or not plan.what.strip():
            raise BadInput("Give it a name, and say what you want to try.")
        parts = [part.name for part in fields(Plan) if part.name in LONGEST]
        said = checked(self._detector, *((getattr(plan, part), LONGEST[part]) for part in parts))
        return replace(plan, **dict(zip(parts, said, strict=True)))

    def _may_be_of(self, work: Work, reader: Reader, cycle: str | None, subgroup: str) -> None:
        """A learning cycle has to be everybody's or the same sub-group's."""
        if cycle is not None and work.cycles.get(cycle, self._within(reader)).subgroup not in {None, subgroup}:
            raise BadInput("That learning cycle is another sub-group's.")

    def _listed(self, work: Work, found: Iterable[Experiment]) -> tuple[Listed, ...]:
        today, named = self._clock().date(), work.alliance.subgroups()
        return tuple(Listed(one, named[one.subgroup], one.due(today)) for one in in_order(found, today))

    def _within(self, reader: Reader) -> Scope:
        return scope(reader, today=self._clock().date())


def not_ended(work: Work, wanted: str, within: Scope) -> Experiment:
    """Something the scope reaches that still goes on; `Refused` when it has ended."""
    one = work.experiments.get(wanted, within)
    if one.ended_on is not None:
        raise Refused("This has ended, and stays as it was. You can write down something new to try.")
    return one


def review_day(on: date, today: date) -> None:
    """`BadInput` unless this is a day to come, and not so far away that it would be forgotten."""
    if not today < on <= today + LONGEST_WAIT:
        raise BadInput("Choose a day for the next review, from tomorrow to a year from now.")
