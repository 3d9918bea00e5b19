"""Have we heard enough, and who not? People whom a sub-group has not heard stay in view until somebody has listened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, Refused
from insight.learning.learned import Gap
from insight.learning.own_rooms import open_room
from insight.ports import Bank
from insight.research.collecting import own_subgroups
from insight.research.typed import checked
from insight.stories.protect import Detector

LONGEST_WHO, LONGEST = 200, 1_000
# Those who are missed most often, to begin with.
SUGGESTED = (
    "People with little English",
    "People who do not read",
    "People who left",
    "People in prison",
    "People who died, and those who knew them",
)


@dataclass(frozen=True, slots=True)
class NotHeard:
    """A gap that nobody has closed, with the name of the sub-group that declared it."""

    gap: Gap
    subgroup: str


class Gaps:
    """Who has not been heard."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    def not_heard(self, reader: Reader) -> tuple[NotHeard, ...]:
        """Those of all rooms open to the reader to whom nobody has listened yet, the longest known first."""
        require(reader, Action.LEARN)
        with self._bank.reading() as work:
            named = own_subgroups(work, scope(reader, today=self._clock().date()))
            found = work.rooms.gaps(named.keys())
        return tuple(NotHeard(one, named[one.subgroup]) for one in found if one.heard_on is None)

    def declare(self, reader: Reader, subgroup: str, who: str, why: str = "") -> str:
        """Say whom the group has not heard; the id. `BadInput`: nobody is said, or it is said already."""
        require(reader, Action.LEARN)
        who, why = checked(self._detector, (" ".join(who.split()), LONGEST_WHO), (why, LONGEST))
        if not who:
            raise BadInput("Say whom you have not heard.")
        now = self._clock()
        with self._bank.writing() as work:
            open_room(work, scope(reader, today=now.date()), subgroup)
            waiting = {one.who.casefold() for one in work.rooms.gaps([subgroup]) if one.heard_on is None}
            if who.casefold() in waiting:
                raise BadInput("This is in the room already.")
            new = work.rooms.add_gap(subgroup, who, why, reader.id, now)
            work.records.write(reader.id, "gap_declared", new, now)
        return new

    def listened(self, reader: Reader, gap: str, on: date, what: str) -> None:
        """Somebody has listened to them: when, and what was done. `BadInput`: it lies ahead, or is not said."""
        require(reader, Action.LEARN)
        now = self._clock()
        if on > now.date():
            raise BadInput("Write this down when somebody has listened.")
        (what,) = checked(self._detector, (what, LONGEST))
        if not what:
            raise BadInput("Say who listened, and what you did.")
        with self._bank.writing() as work:
            found = work.rooms.gap(gap)
            open_room(work, scope(reader, today=now.date()), found.subgroup)
            if found.heard_on is not None:
                raise Refused("Somebody wrote this down already. Nothing was changed.")
            work.rooms.heard(gap, on, reader.id, what)
            work.records.write(reader.id, "gap_closed", gap, now)
