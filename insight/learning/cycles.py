"""Learning cycles: begun for a reason, nested in wider ones, and moved on with what was learned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader, Role
from insight.errors import BadInput, NotAllowed, Refused
from insight.learning.cycle import (
    LONGEST_LEARNED,
    LONGEST_NAME,
    LONGEST_PURPOSE,
    STAGE_WORDS,
    Cycle,
    Scale,
    Stage,
    as_wide,
    loops,
)
from insight.learning.experiment import Experiment, in_order
from insight.ports import Bank, Work
from insight.research.collecting import own_subgroups
from insight.research.typed import checked
from insight.stories.protect import Detector


@dataclass(frozen=True, slots=True)
class Nested:
    """A cycle in the list: how deep it lies in those above it, whose it is, who looks after it, what is tried in it."""

    cycle: Cycle
    depth: int
    subgroup: str  # empty for everybody's
    steward: str
    experiments: tuple[Experiment, ...]


class Cycles:
    """Rounds of learning."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    def list(self, reader: Reader) -> tuple[Nested, ...]:
        """Every cycle the reader may see, each followed by those within it; one whose parent is not open is at the top.

        Ended ones come after those that go on.
        """
        require(reader, Action.LEARN)
        within, today = self._within(reader), self._clock().date()
        with self._bank.reading() as work:
            found, tried = work.cycles.all(within), work.experiments.all(within)
            named, stewards = work.alliance.subgroups(), work.cycles.stewards()
        here = {one.id for one in found}

        def nested(inside: str | None, depth: int) -> Sequence[Nested]:
            listed: list[Nested] = []
            level = [one for one in found if (one.parent if one.parent in here else None) == inside]
            for one in sorted(level, key=lambda one: one.ended_on is not None):
                of = tuple(in_order((each for each in tried if each.plan.cycle == one.id), today))
                whose, steward = named.get(one.subgroup or "", ""), stewards.get(one.steward or "", "")
                listed += [Nested(one, depth, whose, steward, of), *nested(one.id, depth + 1)]
            return listed

        return tuple(nested(None, 0))

    def begin(
        self, reader: Reader, name: str, purpose: str, scale: Scale, subgroup: str | None, parent: str | None
    ) -> str:
        """A cycle that begins today with understanding; its id. `subgroup`: `None` for everybody who learns."""
        require(reader, Action.LEARN)
        clean = " ".join(name.split())
        if not clean or not purpose.strip():
            raise BadInput("Give it a name, and say what you want to learn.")
        clean, purpose = checked(self._detector, (clean, LONGEST_NAME), (purpose, LONGEST_PURPOSE))
        within = self._within(reader)
        with self._bank.writing() as work:
            if subgroup is not None and subgroup not in own_subgroups(work, within):
                raise NotAllowed("You can begin a cycle for your own sub-groups, or for everybody.")
            if parent is not None:
                _wide_enough(work.cycles.get(parent, within), scale)
            today = self._clock().date()
            new = work.cycles.add(clean, purpose, scale, subgroup, parent, today, reader.id, self._clock())
            work.records.write(reader.id, "cycle_begun", new, self._clock())
        return new

    def move_on(self, reader: Reader, wanted: str, to: Stage | None, learned: str) -> None:
        """It comes to another stage, on or back, or with `None` to its end; what was learned before is written down."""
        require(reader, Action.LEARN)
        if not learned.strip():
            raise BadInput("Write down what you learned before you move on.")
        (learned,) = checked(self._detector, (learned, LONGEST_LEARNED))
        with self._bank.writing() as work:
            one = self._going_on(work, reader, wanted)
            if one.stage is to:
                raise BadInput(f"It is there already: {STAGE_WORDS[one.stage]}.")
            work.cycles.step(wanted, to, learned, reader.id, self._clock())
            what = "cycle_moved" if to is not None else "cycle_ended"
            work.records.write(reader.id, what, wanted, self._clock(), stage=to.value if to else one.stage.value)

    def lie_in(self, reader: Reader, wanted: str, parent: str | None) -> None:
        """It lies in another cycle that is as wide or wider, or with `None` in none; never in itself."""
        require(reader, Action.LEARN)
        with self._bank.writing() as work:
            one = self._going_on(work, reader, wanted)
            if parent is not None:
                if loops(work.cycles.parents(), wanted, parent):
                    raise BadInput("A cycle cannot lie in itself.")
                _wide_enough(work.cycles.get(parent, self._within(reader)), one.scale)
            work.cycles.lie_in(wanted, parent)
            work.records.write(reader.id, "cycle_nested", wanted, self._clock())

    def look_after(self, reader: Reader, wanted: str) -> None:
        """The reader looks after it from now on. `NotAllowed` for the operator, who has no account to be named by."""
        require(reader, Action.LEARN)
        if reader.role is Role.OPERATOR:
            raise NotAllowed("Only somebody with an account can look after a cycle.")
        with self._bank.writing() as work:
            self._going_on(work, reader, wanted)
            work.cycles.look_after(wanted, reader.id)
            work.records.write(reader.id, "cycle_looked_after", wanted, self._clock())

    def _going_on(self, work: Work, reader: Reader, wanted: str) -> Cycle:
        one = work.cycles.get(wanted, self._within(reader))
        if one.ended_on is not None:
            raise Refused("This cycle has ended, and stays as it was.")
        return one

    def _within(self, reader: Reader) -> Scope:
        return scope(reader, today=self._clock().date())


def _wide_enough(parent: Cycle, scale: Scale) -> None:
    if not as_wide(parent.scale, scale):
        raise BadInput("A cycle can only lie in one that is as wide, or wider.")
