"""The health check: what is well, what is not, in plain sentences; `--fix` mends what can be mended safely."""

from typing import TYPE_CHECKING

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.doctor import backups, bank, machine, models, people
from insight.doctor.finding import Finding, Look
from insight.errors import InsightError

if TYPE_CHECKING:
    from insight.wiring import Services

# Quick enough for a page, whatever the size of the bank.
AT_A_GLANCE: tuple[Look, ...] = (
    bank.database, bank.keys, machine.clock, machine.permissions, bank.work, people.review, people.consent,
    people.originals, bank.withdrawals, models.index, backups.backups, models.embedder, machine.disk,
    machine.encryption,
)  # fmt: skip
THOROUGH: tuple[Look, ...] = (bank.pages, bank.sealed, bank.audit, models.weights)


class Doctor:
    """Looks at one installation."""

    def __init__(self, services: "Services") -> None:
        """Over everything there is."""
        self._services = services

    def examine(self, reader: Reader, *, fix: bool = False) -> tuple[Finding, ...]:
        """Look at everything; with `fix`, mend what can be mended without losing anything."""
        require(reader, Action.ADMINISTER)
        return self._look(AT_A_GLANCE + THOROUGH, fix)

    def glance(self, reader: Reader) -> tuple[Finding, ...]:
        """Look at what can be seen without reading everything."""
        require(reader, Action.ADMINISTER)
        return self._look(AT_A_GLANCE, False)

    def _look(self, looks: tuple[Look, ...], fix: bool) -> tuple[Finding, ...]:
        found: list[Finding] = []
        for look in looks:
            try:
                found.extend(look(self._services, fix))
            except InsightError as error:
                if str(error) not in {one.says for one in found}:  # without a bank, most looks say the same
                    found.append(Finding(look.__name__, False, str(error), exit_code=error.exit_code))
        return tuple(found)
