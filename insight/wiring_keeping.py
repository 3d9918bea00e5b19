"""The part of the composition root that keeps the bank from harm: backups, bringing one back, the ledger."""

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from insight.clock import now
from insight.running import Running

if TYPE_CHECKING:
    from insight.keeping.backups import Backups, Tools
    from insight.keeping.restore import Restoring
    from insight.store.ledger import Ledger
    from insight.wiring import Services


class Keeping:
    """Built from the services of one installation, each part when it is first needed."""

    def __init__(self, services: "Services") -> None:
        """Nothing is opened yet."""
        self._services = services

    @cached_property
    def ledger(self) -> "Ledger":
        """The withdrawals, kept apart from the database."""
        from insight.store.ledger import Ledger

        return Ledger(self._services.settings.ledger)

    @cached_property
    def backups(self) -> "Backups":
        """Making backups."""
        from insight.access.passwords import Passwords
        from insight.keeping.backups import Backups
        from insight.keeping.kept import Plan
        from insight.store.place import require_files

        settings = self._services.settings
        require_files(settings)
        every = timedelta(hours=settings.backup_hours)
        plan = Plan(settings.backup_dir, settings.backup_passphrase_file, every, settings.backups_kept)
        return Backups(self._services.bank, self.ledger, now, _tools(), plan, Passwords().refuse_weak)

    @cached_property
    def restoring(self) -> "Restoring":
        """Bringing a bank back. No bank is opened, and no folder or key made before there is one to put there."""
        from insight.keeping.restore import Restoring
        from insight.store.database import NEWEST
        from insight.store.place import Place

        settings = self._services.settings
        place = Place(settings, lambda: self._services.master)
        return Restoring(place, self.ledger, Running(settings.run), now, _tools(), NEWEST)


def _tools() -> "Tools":
    from insight.keeping.backups import Tools
    from insight.store.sealed_file import SealedFile, writing
    from insight.store.unit_of_work import scratch_bank

    return Tools(writing, SealedFile, scratch_bank)
