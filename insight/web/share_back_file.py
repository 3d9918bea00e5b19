"""A share-back as a file, one route for each kind: made for whoever may give it, noted to whom, kept by no browser."""

from starlette.routing import Route

from insight.access.reader import Reader
from insight.share.giving import Form
from insight.web.card_file import DOCX
from insight.web.made_file import file_route
from insight.web.paths import SHARE_BACK
from insight.web.services import Services

# What each file is called, and what it is.
FILES: dict[Form, tuple[str, str]] = {
    Form.DOCX: ("share-back.docx", DOCX),
    Form.HTML: ("share-back.html", "text/html"),
}


def share_back_routes(services: Services) -> list[Route]:
    """Routes that make a file out of `share`, a share-back's id, for whoever `to` names."""
    return [_route(services, form) for form in Form]


def _route(services: Services, form: Form) -> Route:
    def make(reader: Reader, given: dict[str, str]) -> bytes:
        return services.giving.file(reader, given.get("share", ""), form, given.get("to", ""))

    return file_route(f"{SHARE_BACK}{form}", *FILES[form], make, (400, "There is no such file."))
