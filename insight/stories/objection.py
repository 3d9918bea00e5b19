"""Objection (UK GDPR, Article 21): every use of what somebody told stops at once, and the steward decides."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.ports import Bank, Work
from insight.stories.holder import holder
from insight.stories.removal import teller_of, unname

OBJECTED, DECIDED = "objection", "objection decided"


@dataclass(frozen=True, slots=True)
class Objected:
    """Somebody objects: one of their stories, which stands for all of them, since when, and how many there are."""

    story: str
    on: date
    stories: int


class Objections:
    """Stops and, once decided, gives back."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over the bank."""
        self._bank = bank
        self._clock = clock

    def object(self, reader: Reader, story: str) -> None:
        """Whoever told this story objects: nobody reads what they told any more, until it is decided."""
        require(reader, Action.ADMINISTER)
        with self._bank.writing() as work:
            self._stop(work, reader, teller_of(work, story))

    def object_with_card(self, reader: Reader, code: str) -> None:
        """The same for whoever holds this card."""
        require(reader, Action.ADMINISTER)
        teller = holder(self._bank, self._clock, reader, code)
        with self._bank.writing() as work:
            self._stop(work, reader, teller)

    def waiting(self, reader: Reader) -> tuple[Objected, ...]:
        """Objections that nobody has decided, the oldest first."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return tuple(Objected(*one) for one in work.keeping.changed_by(OBJECTED))

    def use_again(self, reader: Reader, story: str) -> None:
        """The objection does not stand, and the person was told why: what they had agreed to holds again."""
        require(reader, Action.ADMINISTER)
        now = self._clock()
        with self._bank.writing() as work:
            teller = work.stories.storyteller_of(story)
            told = work.stories.told_by(teller) if teller else ()
            for stopped in dict.fromkeys(one.consent for one in told):
                before = work.keeping.replaced_by(stopped)
                if work.tellers.consent(stopped).how == OBJECTED and before is not None and teller is not None:
                    again = replace(work.tellers.consent(before), how=DECIDED, taken_by=reader.id)
                    work.stories.agree_anew(stopped, work.tellers.agree(teller, again, stopped))
            work.records.write(reader.id, "objection_decided", story, now)

    def _stop(self, work: Work, reader: Reader, teller: str) -> None:
        now = self._clock()
        told = work.stories.told_by(teller)
        for before in dict.fromkeys(one.consent for one in told):
            old = work.tellers.consent(before)
            if old.how != OBJECTED:
                none = replace(
                    old, inside=False, room=False, outside=False, quotes=False, how=OBJECTED, taken_by=reader.id,
                    given_on=now.date(),
                )  # fmt: skip
                work.stories.agree_anew(before, work.tellers.agree(teller, none, before))
        unname(work, [one.id for one in told])
        for one in told:
            work.records.write(reader.id, "objected", one.id, now)
