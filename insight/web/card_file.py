"""A card, or a copy of all that one person told, as a Word document. Nothing of either is kept or logged."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from insight.access.reader import Reader
from insight.errors import BadInput, InsightError, NotAllowed, NotFound
from insight.web.body import TooLong, read_form
from insight.web.middleware import READER
from insight.web.paths import CARD, COPY
from insight.web.services import Services

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STATUS: dict[type[InsightError], int] = {BadInput: 400, NotAllowed: 403, NotFound: 404}


def card_route(services: Services) -> Route:
    """The one route that makes a card's document out of `words` and `lines`, each a field with one a line."""

    def make(reader: Reader, given: dict[str, str]) -> bytes:
        words, lines = given.get("words", "").splitlines(), given.get("lines", "").splitlines()
        return services.with_a_card.document(reader, words, lines)

    return _route(CARD, "card.docx", make)


def copy_route(services: Services) -> Route:
    """The one route that makes a person's copy, for the holder of the card whose words are in the field `code`."""

    def make(reader: Reader, given: dict[str, str]) -> bytes:
        return services.their_copy.document(reader, given.get("code", ""))

    return _route(COPY, "copy.docx", make)


def _route(path: str, name: str, make: Callable[[Reader, dict[str, str]], bytes]) -> Route:
    async def document(request: Request) -> Response:
        reader: Reader | None = request.scope.get(READER)
        if reader is None:
            return _no(401, "You are not signed in.")
        if request.headers.get("x-insight") != "1":
            return _no(400, "This did not come from a page of ours.")
        try:
            given = await read_form(request)
        except (TooLong, ValueError):  # `ValueError`: more fields than a card has
            return _no(413, "This is more than a card takes.")
        try:
            made = await run_in_threadpool(make, reader, given)
        except InsightError as refusal:
            return _no(_STATUS.get(type(refusal), 503), str(refusal))
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(made, media_type=DOCX, headers=headers)

    return Route(path, document, methods=["POST"])


def _no(status: int, why: str) -> JSONResponse:
    return JSONResponse({"why": why}, status_code=status)
