"""What the alliance decided that stays, is made less exact or goes: kept in the bank, asked at every text."""

from collections.abc import Callable
from datetime import datetime

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.ports import Bank
from insight.stories import policy
from insight.stories.policy import Policy

_KEPT_AS = "protection_policy"


class Policies:
    """One policy, the steward's to change."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], city: str) -> None:
        """`city` is named when nobody has decided anything yet."""
        self._bank = bank
        self._clock = clock
        self._city = city

    def current(self) -> Policy:
        """What holds now; the defaults until somebody decides otherwise."""
        with self._bank.reading() as work:
            written = work.records.value(_KEPT_AS)
        return Policy(self._city) if written is None else policy.read(written)

    def change(self, reader: Reader, new: Policy) -> Policy:
        """From the next story on this holds; stories approved before stay as they are. `BadInput` changes nothing."""
        require(reader, Action.ADMINISTER)
        decided = policy.checked(new)
        with self._bank.writing() as work:
            work.records.set(_KEPT_AS, decided.written())
            work.records.write(
                reader.id,
                "policy_changed",
                "policy",
                self._clock(),
                city=decided.city_is.value,
                partners=decided.partners_are.value,
                ages=decided.ages.value,
                dates=decided.dates.value,
            )
        return decided
