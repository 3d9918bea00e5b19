"""Who is in it: organisations that decide together, and how one of them leaves. Two stewards sign."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from insight.access.gate import Action, require, require_two_stewards
from insight.access.reader import Reader, Role
from insight.errors import BadInput, NotFound, Refused
from insight.governance import two_stewards
from insight.governance.lawful import Controller
from insight.governance.two_stewards import Asked
from insight.ports import Bank, Work

_NAMED_BY_ITS_SWEEP = "system:partners"


@dataclass(frozen=True, slots=True)
class Partner:
    """A controller, how many of their people may sign in, and who asks that they leave, on the day `asked.said`."""

    controller: Controller
    accounts: int
    asked: Asked | None


class Partners:
    """Controllers and their leaving."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over the bank."""
        self._bank = bank
        self._clock = clock

    def all(self, reader: Reader) -> tuple[Partner, ...]:
        """Everybody who is or was in it, by name."""
        require(reader, Action.ADMINISTER)
        with self._bank.reading() as work:
            return tuple(
                Partner(
                    one,
                    work.governance.active_accounts(one.organisation),
                    two_stewards.asked(work, _leaving(one.organisation)),
                )
                for one in work.governance.controllers()
            )

    def ask_to_leave(self, reader: Reader, organisation: str, on: date) -> None:
        """Ask another steward to agree that an organisation leaves on a day. `Refused` where nobody would be left."""
        require_two_stewards(reader)
        if on < self._today():
            raise BadInput("This day is over. Choose today or a day to come.")
        with self._bank.writing() as work:
            self._refuse_the_last(work, organisation)
            two_stewards.ask(work, reader, _leaving(organisation), self._clock(), on.isoformat())

    def agree(self, reader: Reader, organisation: str) -> None:
        """A second steward agrees. From that day on its people cannot sign in, and its basis counts no more."""
        require_two_stewards(reader)
        with self._bank.writing() as work:
            self._refuse_the_last(work, organisation)
            on = date.fromisoformat(two_stewards.agree(work, reader, _leaving(organisation)).said)
            work.governance.leaves(organisation, max(on, self._today()))
            work.records.write(reader.id, "controller_left", organisation, self._clock(), on=on.isoformat())
        self.sweep()

    def take_back(self, reader: Reader, organisation: str) -> None:
        """Nobody asks any more that this organisation leaves."""
        require_two_stewards(reader)
        with self._bank.writing() as work:
            two_stewards.take_back(work, reader, _leaving(organisation), self._clock())

    def sweep(self) -> None:
        """Close the accounts of organisations whose day has come, also those made since."""
        today, now = self._today(), self._clock()
        with self._bank.reading() as work:
            over = [
                one.organisation
                for one in work.governance.controllers()
                if not one.takes_part(today) and work.governance.active_accounts(one.organisation)
            ]
        for organisation in over:
            with self._bank.writing() as work:
                closed = work.governance.close_accounts(organisation)
                work.records.write(_NAMED_BY_ITS_SWEEP, "accounts_closed", organisation, now, accounts=closed)

    def _refuse_the_last(self, work: Work, organisation: str) -> None:
        taking_part = [one.organisation for one in work.governance.controllers() if one.takes_part(self._today())]
        if organisation not in taking_part:
            raise NotFound("This organisation takes no part. Nothing was changed.")
        if len(taking_part) == 1:
            raise Refused("They are the last ones in it. Close the bank instead, or hand it over. Nothing was changed.")
        staying = [
            one
            for one in work.people.all()
            if one.role is Role.STEWARD and one.active and one.organisation != organisation
        ]
        if not staying:
            raise Refused("All stewards are theirs. Make somebody else a steward first. Nothing was changed.")

    def _today(self) -> date:
        return self._clock().date()


def _leaving(organisation: str) -> str:
    return f"leave:{organisation}"
