"""The part of the composition root for what people may ask: removal, a copy, objection; and what goes by itself."""

from functools import cached_property
from typing import TYPE_CHECKING

from insight.clock import now
from insight.running import Running
from insight.settings import Settings

if TYPE_CHECKING:
    from insight.store.bank_files import BankFiles
    from insight.store.unit_of_work import Bank
    from insight.stories.objection import Objections
    from insight.stories.removal import Removal
    from insight.stories.retention import Retention
    from insight.stories.their_copy import TheirCopy
    from insight.stories.withdraw import Withdrawal
    from insight.wiring_keeping import Keeping


class Leaving:
    """Built like the rest of `Services`, which it is a part of."""

    settings: Settings

    @cached_property
    def bank(self) -> "Bank":
        """The database."""
        raise NotImplementedError

    @cached_property
    def running(self) -> Running:
        """What the processes of this installation tell each other."""
        raise NotImplementedError

    @cached_property
    def keeping(self) -> "Keeping":
        """Backups, and the ledger of withdrawals."""
        raise NotImplementedError

    @cached_property
    def withdrawal(self) -> "Withdrawal":
        """Taking stories out."""
        from insight.stories.withdraw import Withdrawal

        return Withdrawal(self.bank, self._removal, now)

    @cached_property
    def retention(self) -> "Retention":
        """What goes by itself one day."""
        from insight.stories.retention import Retention

        return Retention(self.bank, self._removal, self.keeping.ledger, now, self.settings.terms)

    @cached_property
    def objections(self) -> "Objections":
        """Stopping every use while the steward decides."""
        from insight.stories.objection import Objections

        return Objections(self.bank, now)

    @cached_property
    def their_copy(self) -> "TheirCopy":
        """A copy of everything about one person, for them."""
        from insight.share.copy_document import copy_document
        from insight.stories.their_copy import TheirCopy

        return TheirCopy(self.bank, now, copy_document)

    @cached_property
    def _removal(self) -> "Removal":
        """The one way in which a story leaves."""
        from insight.stories.removal import Removal

        return Removal(self.bank, self._files, self.keeping.ledger, now)

    @cached_property
    def _files(self) -> "BankFiles":
        """The files of the bank, which have to forget what was taken out."""
        from insight.store.bank_files import BankFiles

        return BankFiles(self.bank.engine, self.settings, self.running)
