"""The part of the composition root for what leaves: removal, a copy, objection, what goes by itself, and all files."""

from functools import cached_property
from typing import TYPE_CHECKING

from insight.clock import now

if TYPE_CHECKING:
    from insight.research.exporting import TakingAlong
    from insight.research.importing import ComingHome
    from insight.store.bank_files import BankFiles
    from insight.stories.objection import Objections
    from insight.stories.removal import Removal
    from insight.stories.retention import Retention
    from insight.stories.their_copy import TheirCopy
    from insight.stories.withdraw import Withdrawal
    from insight.wiring import Services


class Leaving:
    """Built from the services of one installation, each part when it is first needed."""

    def __init__(self, services: "Services") -> None:
        """Nothing is opened yet."""
        self._services = services

    @cached_property
    def withdrawal(self) -> "Withdrawal":
        """Taking stories out."""
        from insight.stories.withdraw import Withdrawal

        return Withdrawal(self._services.bank, self._removal, now)

    @cached_property
    def retention(self) -> "Retention":
        """What goes by itself one day."""
        from insight.stories.retention import Retention

        return Retention(
            self._services.bank, self._removal, self._services.keeping.ledger, now, self._services.settings.terms
        )

    @cached_property
    def objections(self) -> "Objections":
        """Stopping every use while the steward decides."""
        from insight.stories.objection import Objections

        return Objections(self._services.bank, now)

    @cached_property
    def their_copy(self) -> "TheirCopy":
        """A copy of everything about one person, for them."""
        from insight.share.copy_document import copy_document
        from insight.stories.their_copy import TheirCopy

        return TheirCopy(self._services.bank, now, copy_document)

    @cached_property
    def taking_along(self) -> "TakingAlong":
        """Collections as files."""
        from insight.research.exporting import Format, TakingAlong
        from insight.share.qda import qdc, qdpx
        from insight.share.study_document import study_document
        from insight.share.study_sheets import codebook_table, quotes_table, study_workbook

        writers = {
            Format.DOCX: study_document,
            Format.XLSX: study_workbook,
            Format.CSV: quotes_table,
            Format.QDPX: qdpx,
            Format.QDC: qdc,
            Format.CODEBOOK: codebook_table,
        }
        return TakingAlong(self._services.bank, now, writers, self._services.settings.small_number)

    @cached_property
    def coming_home(self) -> "ComingHome":
        """Codes that were made elsewhere."""
        from insight.research.importing import ComingHome
        from insight.stories.importers import codes_of

        return ComingHome(self._services.bank, codes_of, self._services.staff_detector, now)

    @cached_property
    def _removal(self) -> "Removal":
        """The one way in which a story leaves."""
        from insight.stories.removal import Removal

        return Removal(self._services.bank, self.files, self._services.keeping.ledger, now)

    @cached_property
    def files(self) -> "BankFiles":
        """The files of the bank, which have to forget what was taken out."""
        from insight.store.bank_files import BankFiles

        return BankFiles(self._services.bank.engine, self._services.settings, self._services.running)
