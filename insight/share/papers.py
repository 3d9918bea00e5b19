"""Asking away from the screen: the questions as a guide on paper, and as a form for phones without a signal."""

from collections.abc import Callable
from datetime import datetime

from insight.access.gate import Action, require
from insight.access.reader import Reader
from insight.governance.keeping import years_kept
from insight.ports import Bank
from insight.share.sheet import Sheet, sheet
from insight.stories.inquiry import Inquiry, TellerKind
from insight.stories.script import ADULT, YOUNG


class Papers:
    """Guides and forms of an inquiry's newest questions. No story is in them."""

    def __init__(
        self,
        bank: Bank,
        clock: Callable[[], datetime],
        years_kept: int,
        guide: Callable[[Sheet], bytes],
        form: Callable[[Inquiry, int], bytes],
    ) -> None:
        """`guide` writes a sheet as a Word document, `form` an inquiry as an XLSForm.

        `years_kept` is told unless the alliance decided otherwise.
        """
        self._bank = bank
        self._clock = clock
        self._years_kept = years_kept
        self._guide = guide
        self._form = form

    def sheet(self, reader: Reader, inquiry: str, teller: TellerKind | None, *, young: bool = False) -> Sheet:
        """What stands on the paper for one kind of teller, or for all; `young` has the script for 16 and 17."""
        require(reader, Action.ASK)
        return sheet(self._inquiry(inquiry), teller, YOUNG if young else ADULT, self._until())

    def guide(self, reader: Reader, inquiry: str, teller: TellerKind | None, *, young: bool = False) -> bytes:
        """The same as a Word document."""
        return self._guide(self.sheet(reader, inquiry, teller, young=young))

    def form(self, reader: Reader, inquiry: str) -> bytes:
        """An XLSForm, for ODK Collect and KoboToolbox."""
        require(reader, Action.ASK)
        return self._form(self._inquiry(inquiry), self._until())

    def _inquiry(self, wanted: str) -> Inquiry:
        with self._bank.reading() as work:
            return work.inquiries.get(wanted)

    def _until(self) -> int:
        with self._bank.reading() as work:
            return self._clock().year + years_kept(work, self._years_kept)
