"""A card, or a copy of all that one person told, as a Word document. Nothing of either is kept or logged."""

from starlette.routing import Route

from insight.access.reader import Reader
from insight.web.made_file import file_route
from insight.web.paths import CARD, COPY
from insight.web.services import Services

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TOO_MUCH = 413, "This is more than a card takes."


def card_route(services: Services) -> Route:
    """The one route that makes a card's document out of `words` and `lines`, each a field with one a line."""

    def make(reader: Reader, given: dict[str, str]) -> bytes:
        words, lines = given.get("words", "").splitlines(), given.get("lines", "").splitlines()
        return services.with_a_card.document(reader, words, lines)

    return file_route(CARD, "card.docx", DOCX, make, _TOO_MUCH)


def copy_route(services: Services) -> Route:
    """The one route that makes a person's copy, for the holder of the card whose words are in the field `code`."""

    def make(reader: Reader, given: dict[str, str]) -> bytes:
        return services.their_copy.document(reader, given.get("code", ""))

    return file_route(COPY, "copy.docx", DOCX, make, _TOO_MUCH)
