"""Story cards and reports for scrutiny as files: made for whoever may give back, kept by no browser."""

from starlette.routing import Route

from insight.access.reader import Reader
from insight.errors import BadInput
from insight.research.parcel import Way
from insight.share.pack import From, Sheet
from insight.share.pack import Wanted as WantedPack
from insight.share.scrutiny import PaperFile
from insight.share.scrutiny import Wanted as WantedPaper
from insight.share.story_card import MOST_CARDS
from insight.web.card_file import DOCX
from insight.web.made_file import file_route
from insight.web.paths import PACK, SCRUTINY
from insight.web.services import Services

_NO_SUCH_FILE = "There is no such file."
SHEETS = {Sheet.CARDS: "story-cards.docx", Sheet.SHEETS: "session-sheets.docx"}
PAPERS = {PaperFile.DOCX: ("for-scrutiny.docx", DOCX), PaperFile.HTML: ("for-scrutiny.html", "text/html")}


def giving_routes(services: Services) -> list[Route]:
    """Routes for a pack's two files (`source`, `id`, `way`, `to`) and a paper's (what people chose and wrote)."""
    return [*(_pack(services, sheet) for sheet in Sheet), *(_paper(services, kind) for kind in PaperFile)]


def _pack(services: Services, sheet: Sheet) -> Route:
    def make(reader: Reader, given: dict[str, str]) -> bytes:
        try:
            wanted = WantedPack(
                From(given.get("source", "")), given.get("id", ""), Way(given.get("way", "")), MOST_CARDS
            )
        except ValueError:
            raise BadInput(_NO_SUCH_FILE) from None
        return services.packs.file(reader, wanted, sheet, given.get("to", ""))

    return file_route(f"{PACK}{sheet}", SHEETS[sheet], DOCX, make, (400, _NO_SUCH_FILE))


def _paper(services: Services, kind: PaperFile) -> Route:
    def make(reader: Reader, given: dict[str, str]) -> bytes:
        wanted = WantedPaper(
            given.get("inquiry", ""),
            tuple(given.get("quotes", "").split()),
            tuple(given.get("tried", "").split()),
            given.get("heard", ""),
            given.get("not_known", ""),
        )
        return services.scrutiny.file(reader, wanted, kind, given.get("to", ""))

    return file_route(f"{SCRUTINY}{kind}", *PAPERS[kind], make, (400, _NO_SUCH_FILE))
