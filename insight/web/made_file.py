"""Files that are made for whoever is signed in: asked for by a page of ours, kept by no browser, and never logged."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from insight.access.reader import Reader
from insight.errors import BadInput, InsightError, NotAllowed, NotFound
from insight.web.body import TooLong, read_form
from insight.web.middleware import READER

NOT_OURS = "This did not come from a page of ours."
STATUS: dict[type[InsightError], int] = {BadInput: 400, NotAllowed: 403, NotFound: 404}


def from_a_page_of_ours(request: Request) -> bool:
    """Whether the request carries the header that only a script of our own pages can add."""
    return request.headers.get("x-insight") == "1"


def file_route(
    path: str, name: str, media_type: str, make: Callable[[Reader, dict[str, str]], bytes], unreadable: tuple[int, str]
) -> Route:
    """The route that makes one file out of a form. `unreadable`: the answer to a form that is none or too long."""

    async def file(request: Request) -> Response:
        reader: Reader | None = request.scope.get(READER)
        if reader is None:
            return no(401, "You are not signed in.")
        if not from_a_page_of_ours(request):
            return no(400, NOT_OURS)
        try:
            given = await read_form(request)
        except (TooLong, ValueError):  # `ValueError`: more fields than the form has
            return no(*unreadable)
        try:
            made = await run_in_threadpool(make, reader, given)
        except InsightError as refusal:
            return no(STATUS.get(type(refusal), 503), str(refusal))
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(made, media_type=media_type, headers=headers)

    return Route(path, file, methods=["POST"])


def no(status: int, why: str) -> JSONResponse:
    """A refusal in words that the page shows."""
    return JSONResponse({"why": why}, status_code=status)
