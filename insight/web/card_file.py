"""A card as a Word document: the page sends what stands on it, and gets the file. Nothing of it is kept or logged."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from insight.access.reader import Reader
from insight.errors import BadInput, InsightError, NotAllowed
from insight.web.body import TooLong, read_form
from insight.web.middleware import READER
from insight.web.paths import CARD
from insight.web.services import Services

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STATUS: dict[type[InsightError], int] = {BadInput: 400, NotAllowed: 403}


def card_route(services: Services) -> Route:
    """The one route that makes a card's document out of `words` and `lines`, each a field with one a line."""
    with_a_card = services.with_a_card

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
        words, lines = given.get("words", "").splitlines(), given.get("lines", "").splitlines()
        try:
            made = await run_in_threadpool(with_a_card.document, reader, words, lines)
        except InsightError as refusal:
            return _no(_STATUS.get(type(refusal), 503), str(refusal))
        headers = {"Content-Disposition": 'attachment; filename="card.docx"', "Cache-Control": "no-store"}
        return Response(made, media_type=DOCX, headers=headers)

    return Route(CARD, document, methods=["POST"])


def _no(status: int, why: str) -> JSONResponse:
    return JSONResponse({"why": why}, status_code=status)
