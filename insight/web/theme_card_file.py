"""A theme to take back to those who told, as a Word document. Nothing of it is kept or logged."""

from starlette.routing import Route

from insight.access.reader import Reader
from insight.web.card_file import DOCX
from insight.web.made_file import file_route
from insight.web.paths import THEME_CARD
from insight.web.services import Services


def theme_card_route(services: Services) -> Route:
    """The one route that makes a theme's card, for the id in the field `theme`."""

    def make(reader: Reader, given: dict[str, str]) -> bytes:
        return services.check_back.document(reader, given.get("theme", ""))

    return file_route(THEME_CARD, "theme-card.docx", DOCX, make, (400, "There is no such card."))
