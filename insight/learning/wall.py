"""The wall of a sub-group's room: stretches of stories that struck the group, and why."""

from collections.abc import Callable
from datetime import datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import NotFound
from insight.learning.citation import CitedBy, Resonance, Stretch
from insight.learning.citing import cite
from insight.learning.own_rooms import open_room
from insight.ports import Bank
from insight.research.typed import checked
from insight.stories.protect import Detector

LONGEST_WHY = 1_000


class Wall:
    """Stories that struck us."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    def put_up(self, reader: Reader, subgroup: str, stretch: Stretch, resonance: Resonance, why: str) -> bool:
        """Put a stretch of a story that the reader may read on the wall; false when it hangs there already."""
        require(reader, Action.LEARN)
        (why,) = checked(self._detector, (why, LONGEST_WHY))
        now = self._clock()
        within = scope(reader, today=now.date())
        with self._bank.writing() as work:
            open_room(work, within, subgroup)
            new = cite(work, reader.id, within, subgroup, CitedBy.WALL, stretch, now, resonance=resonance, why=why)
            if new:
                work.records.write(reader.id, "story_on_wall", stretch.story, now)
        return new

    def take_down(self, reader: Reader, subgroup: str, citation: str) -> None:
        """It hangs on the wall no longer; what entries and sessions stand on stays."""
        require(reader, Action.LEARN)
        now = self._clock()
        within = scope(reader, today=now.date())
        with self._bank.writing() as work:
            open_room(work, within, subgroup)
            for one in work.citations.cited([subgroup], within).get(subgroup, ()):
                if one.citation.id == citation:
                    work.citations.drop(citation)
                    work.records.write(reader.id, "story_off_wall", one.story.id, now)
                    return
        raise NotFound("This is not on the wall any more.")
