"""Sessions of a sub-group: who came, which stories stayed with them, what they decided, and when they meet again."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, NotFound
from insight.learning.citation import CitedBy
from insight.learning.citing import cite
from insight.learning.own_rooms import open_room
from insight.ports import Bank
from insight.research.typed import checked
from insight.stories.protect import Detector

LONGEST_DECISIONS = 4_000
MOST_OTHERS = 500


class Sessions:
    """The records of a room's sessions."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    def record(
        self,
        reader: Reader,
        subgroup: str,
        held_on: date,
        people: Collection[str],
        others: int,
        decisions: str,
        next_on: date | None,
        *,
        struck: Collection[str] = (),
    ) -> str:
        """A session that was held; its id. The entries written on that day belong to it.

        `people` are accounts of the room, `others` how many came besides; `struck` are places on the room's wall that
        stayed with them. `BadInput`: it lies ahead, the next one does not, nobody came, or a text names somebody.
        """
        require(reader, Action.LEARN)
        now = self._clock()
        if held_on > now.date():
            raise BadInput("Write this record when the session has been.")
        if not 0 <= others <= MOST_OTHERS:
            raise BadInput(f"How many others came? A number up to {MOST_OTHERS}.")
        if not people and not others:
            raise BadInput("Say who came, or how many.")
        _later(held_on, next_on)
        (decisions,) = checked(self._detector, (decisions, LONGEST_DECISIONS))
        within = scope(reader, today=now.date())
        with self._bank.writing() as work:
            open_room(work, within, subgroup)
            if not set(people) <= work.rooms.members(subgroup).keys():
                raise NotFound("Somebody you chose is not in this sub-group any more.")
            wall = {one.citation.id: one for one in work.citations.cited([subgroup], within).get(subgroup, ())}
            if not set(struck) <= wall.keys():
                raise NotFound("A story you chose is not on the wall any more.")
            written = [
                one.id
                for one in work.rooms.entries(subgroup)
                if one.group_session is None and one.at.astimezone().date() == held_on
            ]
            new = work.rooms.add_session(
                subgroup, held_on, people, others, decisions, next_on, reader.id, now, entries=written
            )
            for chosen in struck:
                one, stretch = wall[chosen].citation, wall[chosen].stretch
                cite(
                    work, reader.id, within, new, CitedBy.WALL, stretch, now, resonance=one.resonance, why=one.why
                )  # fmt: skip
            work.records.write(reader.id, "session_recorded", new, now)
        return new

    def meet_next(self, reader: Reader, subgroup: str, next_on: date | None) -> None:
        """Another day for the next session. `NotFound`: none has been recorded yet."""
        require(reader, Action.LEARN)
        with self._bank.writing() as work:
            open_room(work, scope(reader, today=self._clock().date()), subgroup)
            held = work.rooms.sessions(subgroup)
            if not held:
                raise NotFound("Write the record of a session first.")
            _later(held[0].held_on, next_on)
            work.rooms.meet_next(held[0].id, next_on)
            work.records.write(reader.id, "next_session_changed", held[0].id, self._clock())


def _later(held_on: date, next_on: date | None) -> None:
    if next_on is not None and next_on <= held_on:
        raise BadInput("The next session comes after this one.")
