"""Reading approved stories, each as far as its consent reaches."""

from collections.abc import Callable, Sequence
from datetime import datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.ports import Bank
from insight.stories.inquiry import Inquiry
from insight.stories.script import Use
from insight.stories.story import ProtectedStory, State


class Reading:
    """The approved stories, each as far as its consent reaches."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over the bank."""
        self._bank = bank
        self._clock = clock

    def story(self, reader: Reader, story: str) -> ProtectedStory:
        """One whole story. Who opened which is audited."""
        require(reader, Action.READ)
        with self._bank.writing() as work:
            found = work.stories.get(story, scope(reader, Use.INSIDE))
            work.records.write(reader.id, "story_opened", story, self._clock())
            return found

    def some(self, reader: Reader, stories: Sequence[str]) -> dict[str, ProtectedStory]:
        """Those of these stories that are open to the reader, by id."""
        require(reader, Action.READ)
        with self._bank.reading() as work:
            return {one.id: one for one in work.stories.some(stories, scope(reader, Use.INSIDE))}

    def inquiries(self, reader: Reader) -> tuple[Inquiry, ...]:
        """The inquiries that stories belong to, for filters."""
        require(reader, Action.READ)
        with self._bank.reading() as work:
            return work.inquiries.all()

    def standing(self, reader: Reader) -> dict[State, int]:
        """How many stories stand where on their way: numbers only."""
        require(reader, Action.READ)
        with self._bank.reading() as work:
            return work.stories.count_by_state()
