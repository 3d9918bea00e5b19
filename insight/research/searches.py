"""What a sub-group looks for again and again: everybody in it sees it, and nobody is told of new answers."""

from collections.abc import Callable
from datetime import datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.errors import BadInput, NotAllowed, NotFound
from insight.ports import Bank
from insight.research.collecting import LONGEST_NAME, own_subgroups
from insight.research.study import SavedSearch
from insight.research.typed import checked
from insight.stories.filters import Filters
from insight.stories.protect import Detector

LONGEST_QUERY = 500


class Searches:
    """The saved searches of sub-groups."""

    def __init__(self, bank: Bank, detector: Callable[[], Detector], clock: Callable[[], datetime]) -> None:
        """`detector` looks for names in what others will read."""
        self._bank = bank
        self._detector = detector
        self._clock = clock

    def list(self, reader: Reader) -> tuple[SavedSearch, ...]:
        """Those of the reader's sub-groups, and for who works for all of them every one, by name."""
        require(reader, Action.STUDY)
        with self._bank.reading() as work:
            return work.studies.searches(scope(reader, today=self._clock().date()))

    def save(self, reader: Reader, subgroup: str, name: str, query: str, filters: Filters) -> None:
        """Keep words and filters for a sub-group of the reader's."""
        require(reader, Action.STUDY)
        name, query = " ".join(name.split()), " ".join(query.split())
        if not name or not query:
            raise BadInput("Give the search a name, and say what to look for.")
        name, query = checked(self._detector, (name, LONGEST_NAME), (query, LONGEST_QUERY))
        within = scope(reader, today=self._clock().date())
        with self._bank.writing() as work:
            if subgroup not in own_subgroups(work, within):
                raise NotAllowed("You can keep searches for your own sub-groups.")
            new = work.studies.add_search(subgroup, name, query, filters, reader.id, self._clock())
            work.records.write(reader.id, "search_saved", new, self._clock())

    def drop(self, reader: Reader, search: str) -> None:
        """The sub-group no longer looks for this."""
        require(reader, Action.STUDY)
        with self._bank.writing() as work:
            if search not in {one.id for one in work.studies.searches(scope(reader, today=self._clock().date()))}:
                raise NotFound("There is no such search any more.")
            work.studies.drop_search(search)
            work.records.write(reader.id, "search_dropped", search, self._clock())
