"""A steward opens a text as typed: for a reason from a list, for half an hour, audited, and seen by another steward."""

from collections.abc import Callable
from datetime import datetime, timedelta

from insight.access.gate import require_two_stewards, scope
from insight.access.reader import Reader
from insight.errors import Conflict, NotAllowed, NotFound, Refused
from insight.identifiers import new_id
from insight.ports import Bank
from insight.stories.received import ORIGINAL
from insight.stories.safeguarding import Opening, Reason
from insight.stories.safety import GONE, original_of
from insight.stories.text import Original

OPEN_FOR = timedelta(minutes=30)


class Originals:
    """For stewards. The operator has no name of their own, and could be their own second steward."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over the bank."""
        self._bank = bank
        self._clock = clock

    def open(self, reader: Reader, story: str, reason: Reason) -> Opening:
        """Open one for half an hour. `Conflict`: another steward has to look at this reader's last opening first."""
        require_two_stewards(reader)
        now = self._clock()
        with self._bank.writing() as work:
            original_of(work, reader, story, now)
            if any(one.by == reader.id and one.seen_by is None for one in work.safety.openings()):
                raise Conflict(
                    "You have opened a text that no other steward has looked at yet. Ask one of them to do so first."
                )
            opened = new_id()
            work.safety.open_original(opened, story, reader.id, reason, now, now + OPEN_FOR)
            work.records.write(reader.id, "original_asked_for", story, now, reason=reason.value)
            return next(one for one in work.safety.openings() if one.id == opened)

    def text(self, reader: Reader, story: str) -> Original:
        """The text as typed, while this reader's opening lasts. Each look is audited."""
        require_two_stewards(reader)
        now = self._clock()
        with self._bank.writing() as work:
            allowed = {one.story for one in work.safety.originals(scope(reader, today=now.date()), now)}
            mine = (one for one in work.safety.openings() if one.by == reader.id and one.story == story)
            if story not in allowed or not any(now < one.until for one in mine):
                raise NotAllowed("This text is closed. Say why you need it, and it opens for half an hour.")
            kept = work.vault.fetch(story, ORIGINAL)
            if kept is None:
                raise NotFound(GONE)
            work.records.write(reader.id, "original_opened", story, now)
            return Original(kept)

    def openings(self, reader: Reader) -> tuple[Opening, ...]:
        """Every opening whose story is still here, newest first."""
        require_two_stewards(reader)
        with self._bank.reading() as work:
            return work.safety.openings()

    def see(self, reader: Reader, opening: str) -> None:
        """A second steward has seen that a text was opened, by whom and why. `Refused`: they opened it themselves."""
        require_two_stewards(reader)
        now = self._clock()
        with self._bank.writing() as work:
            found = next((one for one in work.safety.openings() if one.id == opening), None)
            if found is None or found.seen_by is not None:
                raise Conflict("Nobody has to look at this any more. Nothing was changed.")
            if found.by == reader.id:
                raise Refused("You opened this text yourself, so another steward has to look. Nothing was changed.")
            work.safety.opening_seen(opening, reader.id, now)
            work.records.write(reader.id, "opening_seen", found.story, now)
