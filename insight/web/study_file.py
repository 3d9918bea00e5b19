"""A collection as a file, one route for each kind: made for whoever may take it along, kept by no browser."""

from starlette.routing import Route

from insight.access.reader import Reader
from insight.errors import BadInput
from insight.research.exporting import Format
from insight.research.parcel import Way
from insight.web.card_file import DOCX
from insight.web.made_file import file_route
from insight.web.paths import STUDY
from insight.web.services import Services

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NO_SUCH_FILE = "There is no such file."
# What each file is called, and what it is.
FILES: dict[Format, tuple[str, str]] = {
    Format.DOCX: ("collection.docx", DOCX),
    Format.XLSX: ("collection.xlsx", _XLSX),
    Format.CSV: ("quotes.csv", "text/csv"),
    Format.QDPX: ("collection.qdpx", "application/zip"),
    Format.QDC: ("codebook.qdc", "text/xml"),
    Format.CODEBOOK: ("codebook.csv", "text/csv"),
}


def study_routes(services: Services) -> list[Route]:
    """Routes that make a file out of `collection`, its id, and `way`: inside or outside."""
    return [_route(services, kind) for kind in Format]


def _route(services: Services, kind: Format) -> Route:
    def make(reader: Reader, given: dict[str, str]) -> bytes:
        way = given.get("way")
        if way not in set(Way):
            raise BadInput(_NO_SUCH_FILE)
        return services.taking_along.file(reader, given.get("collection", ""), Way(way), kind)

    return file_route(f"{STUDY}{kind}", *FILES[kind], make, (400, _NO_SUCH_FILE))
