"""Withdrawal: what somebody told is taken out everywhere, because they ask for it, or because they wanted it so."""

from collections.abc import Callable
from datetime import datetime

from insight.access.gate import Action, may, require
from insight.access.reader import Reader
from insight.errors import NotFound
from insight.ports import Bank
from insight.stories.consent import IfTheyDie
from insight.stories.holder import NOBODY, holder
from insight.stories.receipt import Receipt, Why
from insight.stories.removal import Removal, teller_of


class Withdrawal:
    """Takes stories out, for the storyteller who asks."""

    def __init__(self, bank: Bank, removal: Removal, clock: Callable[[], datetime]) -> None:
        """`removal` is the one way in which a story leaves."""
        self._bank = bank
        self._removal = removal
        self._clock = clock

    def withdraw(self, reader: Reader, story: str) -> Receipt:
        """Remove one story everywhere; the receipt."""
        require(reader, Action.WITHDRAW)
        return self._removal.remove(reader, [story], Why.ASKED)[0]

    def withdraw_by_code(self, reader: Reader, code: str, only: str | None = None) -> tuple[Receipt, ...]:
        """Remove everything that the holder of this code told, or one story of it; a receipt a story.

        The code is the authority: whoever may use a card with somebody may do this for them.
        """
        if not may(reader, Action.USE_CARD):
            require(reader, Action.WITHDRAW)
        teller = holder(self._bank, self._clock, reader, code)
        with self._bank.reading() as work:
            stories = work.stories.of_storyteller(teller)
        wanted = [one for one in stories if only in (None, one)]
        if not wanted:
            raise NotFound(NOBODY if only is None else "This story is not there any more.")
        return self._removal.remove(reader, wanted, Why.ASKED)

    def everything_of(self, reader: Reader, story: str) -> tuple[Receipt, ...]:
        """Remove everything that whoever told this story has told; a receipt a story."""
        require(reader, Action.WITHDRAW)
        return self._removal.remove(reader, self._told_with(story), Why.ASKED)

    def died(self, reader: Reader, story: str) -> tuple[Receipt, ...]:
        """We were told that whoever told this has died: all of it goes if they wanted that; a receipt a story.

        Otherwise nothing changes and nothing is noted: it is kept as they agreed.
        """
        require(reader, Action.WITHDRAW)
        with self._bank.reading() as work:
            told = work.stories.told_by(teller_of(work, story))
            wishes = {work.tellers.consent(one.consent).if_they_die for one in told}
        stories = [one.id for one in told]
        return self._removal.remove(reader, stories, Why.DIED) if IfTheyDie.REMOVE in wishes else ()

    def _told_with(self, story: str) -> tuple[str, ...]:
        with self._bank.reading() as work:
            return work.stories.of_storyteller(teller_of(work, story))
