"""Closing the bank: two stewards end listening and reading for everybody else, and can open it again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from insight.access.gate import Action, require, require_two_stewards
from insight.access.reader import Reader
from insight.governance import two_stewards
from insight.governance.closed import CLOSED, is_closed
from insight.governance.two_stewards import Asked
from insight.ports import Bank

CLOSING, OPENING = "close", "open_again"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the bank is closed, since when, and who asks that it is closed or opened again."""

    closed_at: datetime | None
    asked: Asked | None
    letters: int
    requests: int


class Closing:
    """The end of a bank, short of erasing it: keys are destroyed by hand, see docs/keeping-going.md."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over the bank."""
        self._bank = bank
        self._clock = clock

    def standing(self, reader: Reader) -> Standing:
        """How things stand, with how many letters and requests are still waiting."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            kept = work.records.value(CLOSED)
            closed = None if kept is None else datetime.fromisoformat(kept)
            asked = two_stewards.asked(work, OPENING if closed else CLOSING)
            letters, requests = work.tellers.letters_to_leave(), work.governance.requests(answered=False)
            return Standing(closed, asked, len(letters), len(requests))

    def ask(self, reader: Reader) -> None:
        """Ask another steward to agree that the bank is closed, or opened again when it is closed."""
        require_two_stewards(reader)
        with self._bank.writing() as work:
            what = OPENING if is_closed(work) else CLOSING
            two_stewards.ask(work, reader, what, self._clock())

    def agree(self, reader: Reader) -> None:
        """A second steward agrees: at once nobody but stewards can sign in or go on, or everybody can again."""
        require_two_stewards(reader)
        now = self._clock()
        with self._bank.writing() as work:
            if not is_closed(work):
                two_stewards.agree(work, reader, CLOSING)
                work.records.set(CLOSED, now.isoformat())
                work.records.write(reader.id, "bank_closed", "bank", now)
            else:
                two_stewards.agree(work, reader, OPENING)
                work.records.drop(CLOSED)
                work.records.write(reader.id, "bank_opened_again", "bank", now)

    def take_back(self, reader: Reader) -> None:
        """Nobody asks any more."""
        require_two_stewards(reader)
        with self._bank.writing() as work:
            what = OPENING if is_closed(work) else CLOSING
            two_stewards.take_back(work, reader, what, self._clock())
