"""The part of the composition root for what is given back: share-backs, who has been told, cards, scrutiny."""

from functools import cached_property
from typing import TYPE_CHECKING

from insight.clock import now

if TYPE_CHECKING:
    from insight.share.pack import Packs
    from insight.share.scrutiny import Scrutiny
    from insight.share.share_backs import ShareBacks
    from insight.share.told import ToldBack
    from insight.wiring import Services


class Giving:
    """Built from the services of one installation, each part when it is first needed."""

    def __init__(self, services: "Services") -> None:
        """Nothing is opened yet."""
        self._services = services

    @cached_property
    def told(self) -> "ToldBack":
        """Have we told them."""
        from insight.share.told import ToldBack

        return ToldBack(self._services.bank, now, self._services.settings.small_number)

    @cached_property
    def packs(self) -> "Packs":
        """Story cards and the sheets beside them."""
        from insight.share.pack import Packs, Sheet
        from insight.share.pack_document import cards_document, sheets_document

        writers = {Sheet.CARDS: cards_document, Sheet.SHEETS: sheets_document}
        services = self._services
        return Packs(services.bank, now, services.staff_detector, writers, services.settings.small_number)

    @cached_property
    def scrutiny(self) -> "Scrutiny":
        """A page for a council committee."""
        from insight.share.paper_document import paper_document
        from insight.share.paper_page import paper_page
        from insight.share.scrutiny import PaperFile, Scrutiny

        writers = {PaperFile.DOCX: paper_document, PaperFile.HTML: paper_page}
        services = self._services
        return Scrutiny(services.bank, now, services.staff_detector, writers, services.settings.small_number)

    @cached_property
    def share_backs(self) -> "ShareBacks":
        """What is given back to those who told us, and to whoever else asks."""
        from insight.share.giving import Form
        from insight.share.share_back_document import share_back_document
        from insight.share.share_back_page import share_back_page
        from insight.share.share_backs import share_backs

        house, writers = self._services, {Form.DOCX: share_back_document, Form.HTML: share_back_page}
        return share_backs(house.bank, house.feeling, house.staff_detector, now, writers, house.settings.small_number)
