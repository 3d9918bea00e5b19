"""Reading approved stories, each as far as its consent reaches."""

from collections.abc import Callable, Sequence
from datetime import datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.ports import Bank
from insight.stories.inquiry import Inquiry
from insight.stories.story import ProtectedStory, State


class Reading:
    """The approved stories, each as far as its consent reaches."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over the bank."""
        self._bank = bank
        self._clock = clock

    def story(self, reader: Reader, story: str) -> ProtectedStory:
        """One whole story. Who opened which is audited, and how often it was opened is counted."""
        require(reader, Action.READ)
        with self._bank.writing() as work:
            found = work.stories.get(story, scope(reader, today=self._clock().date()))
            work.records.write(reader.id, "story_opened", story, self._clock())
            work.theme_views.opened(story)
            return found

    def stand_aside(self, reader: Reader, story: str) -> None:
        """The reader knows who tells, and is shown nothing of theirs from now on. Whom they know is not audited."""
        require(reader, Action.READ)
        with self._bank.writing() as work:
            known = work.stories.get(story, scope(reader, today=self._clock().date())).facts.storyteller
            work.people.stand_aside(reader.id, known)
            work.records.write(reader.id, "stood_aside", reader.id, self._clock())

    def stood_aside(self, reader: Reader) -> int:
        """Of how many tellers the reader is shown nothing because they know them."""
        require(reader, Action.READ)
        with self._bank.reading() as work:
            return work.people.stood_aside(reader.id)

    def stand_back(self, reader: Reader) -> None:
        """The reader is shown everything again that their account reaches."""
        require(reader, Action.READ)
        with self._bank.writing() as work:
            work.people.stand_back(reader.id)
            work.records.write(reader.id, "stood_back", reader.id, self._clock())

    def some(self, reader: Reader, stories: Sequence[str]) -> dict[str, ProtectedStory]:
        """Those of these stories that are open to the reader, by id."""
        require(reader, Action.READ)
        with self._bank.reading() as work:
            return {one.id: one for one in work.stories.some(stories, scope(reader, today=self._clock().date()))}

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
