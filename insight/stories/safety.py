"""Someone is not safe: whom to call, that it was passed on, and originals that two stewards keep a while longer.

Insight is never where danger is reported. It knows who passed something on, when and to which body; nothing of whom
it was about, or what it was.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from insight.access.gate import Action, may, require, require_two_stewards, scope
from insight.access.reader import Reader
from insight.errors import BadInput, Conflict, NotFound, Refused
from insight.identifiers import new_id
from insight.ports import Bank, Work
from insight.stories import safeguarding
from insight.stories.safeguarding import KeptOriginal, PassedOn, Safeguarding

HOLD_DAYS = (7, 14, 28)

KEPT_AS = "safeguarding"
"""Under what name the bank keeps whom to call, once the steward has said so."""
GONE = "The text as typed is not here any more, or this story is not open to you."


class Safety:
    """For whoever listens, and for two stewards together."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over the bank."""
        self._bank = bank
        self._clock = clock

    # Whom to call.

    def current(self) -> Safeguarding:
        """Whom to call and what to do; the numbers everybody knows until the steward says otherwise."""
        with self._bank.reading() as work:
            written = work.records.value(KEPT_AS)
        return safeguarding.DEFAULT if written is None else safeguarding.read(written)

    def change(self, reader: Reader, new: Safeguarding) -> Safeguarding:
        """From now on this is shown. `BadInput` changes nothing."""
        require(reader, Action.ADMINISTER)
        kept = safeguarding.checked(new)
        with self._bank.writing() as work:
            work.records.set(KEPT_AS, kept.written())
            counts = {"contacts": len(kept.contacts), "steps": len(kept.steps)}
            work.records.write(reader.id, "safeguarding_changed", "safeguarding", self._clock(), **counts)
        return kept

    # That it was passed on.

    def pass_on(self, reader: Reader, body: str) -> None:
        """This reader has passed something on to one of the bodies, just now. `BadInput`: it is none of them."""
        require(reader, Action.KEEP_SAFE)
        if body not in self.current().bodies:
            raise BadInput("Please choose from the list whom you told. Nothing was noted.")
        entry, now = new_id(), self._clock()
        with self._bank.writing() as work:
            work.safety.passed_on(entry, reader.id, body, now)
            work.records.write(reader.id, "passed_on", entry, now)

    def passed_on(self, reader: Reader) -> tuple[PassedOn, ...]:
        """What this reader passed on, newest first; for the steward, what anybody did."""
        require(reader, Action.KEEP_SAFE)
        with self._bank.reading() as work:
            return work.safety.entries(None if may(reader, Action.ADMINISTER) else reader.id)

    # Originals that are kept a while longer: one steward asks, another agrees.

    def originals(self, reader: Reader) -> tuple[KeptOriginal, ...]:
        """Stories whose text as typed is still here, newest first. No word of them."""
        require_two_stewards(reader)
        with self._bank.reading() as work:
            return self._originals(work, reader)

    def ask(self, reader: Reader, story: str, days: int) -> None:
        """Ask another steward to agree that an original stays some days longer than it would. Alone it holds nothing.

        `BadInput`: not a number of days there is. `Conflict`: somebody asked already.
        """
        require_two_stewards(reader)
        if days not in HOLD_DAYS:
            raise BadInput("A text can be kept 7, 14 or 28 days longer. Nothing was changed.")
        now = self._clock()
        with self._bank.writing() as work:
            found = self._original(work, reader, story)
            until = (found.goes_at or now) + timedelta(days=days)
            if not work.safety.ask(story, reader.id, until, now):
                raise Conflict("Somebody has asked for this already. Nothing was changed.")
            work.records.write(reader.id, "hold_asked", story, now, days=days)

    def agree(self, reader: Reader, story: str) -> None:
        """A second steward agrees: from now on the original is held. `Refused`: it is the one who asked."""
        require_two_stewards(reader)
        now = self._clock()
        with self._bank.writing() as work:
            hold = self._original(work, reader, story).hold
            if hold is None:
                raise Conflict("Nobody asks for this any more. Nothing was changed.")
            if hold.asked_by == reader.id:
                raise Refused("You asked for this yourself, so another steward has to agree. Nothing was changed.")
            if not work.safety.agree(story, reader.id, now):
                raise Conflict("Somebody has agreed already. Nothing was changed.")
            work.records.write(reader.id, "hold_agreed", story, now)

    def end(self, reader: Reader, story: str) -> None:
        """One of the two ends it, or takes back what they asked: the original goes when it would have gone without.

        `Refused`: the hold is two other stewards'.
        """
        require_two_stewards(reader)
        with self._bank.writing() as work:
            hold = self._original(work, reader, story).hold
            if hold is None:
                raise Conflict("Nothing is held here any more. Nothing was changed.")
            if reader.id not in (hold.asked_by, hold.agreed_by):
                raise Refused("Only those who asked or agreed can end it. Nothing was changed.")
            work.safety.end(story)
            work.records.write(reader.id, "hold_ended", story, self._clock())

    def _originals(self, work: Work, reader: Reader) -> tuple[KeptOriginal, ...]:
        return work.safety.originals(scope(reader, today=self._clock().date()), self._clock())

    def _original(self, work: Work, reader: Reader, story: str) -> KeptOriginal:
        return original_of(work, reader, story, self._clock())


def original_of(work: Work, reader: Reader, story: str, now: datetime) -> KeptOriginal:
    """One text as typed that is still here and kept from nobody of the reader's. `NotFound`: it is not."""
    every = work.safety.originals(scope(reader, today=now.date()), now)
    found = next((one for one in every if one.story == story), None)
    if found is None:
        raise NotFound(GONE)
    return found
