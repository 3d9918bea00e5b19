"""The audit as a table: made for a steward who asks for it, written into the audit itself, kept by no browser."""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from insight.access.reader import Reader
from insight.errors import InsightError, NotAllowed
from insight.governance.trail import Wanted
from insight.web.body import TooLong, read_form
from insight.web.middleware import READER
from insight.web.paths import AUDIT
from insight.web.services import Services


def audit_route(services: Services) -> Route:
    """The one route that makes the table: `month` as 2026-06, `by` an account, `kinds` one a line; empty is all."""
    trail = services.trail

    async def table(request: Request) -> Response:
        reader: Reader | None = request.scope.get(READER)
        if reader is None:
            return _no(401, "You are not signed in.")
        if request.headers.get("x-insight") != "1":
            return _no(400, "This did not come from a page of ours.")
        try:
            wanted = _wanted(await read_form(request))
        except (TooLong, ValueError):
            return _no(400, "There is no such part of the list.")
        try:
            made = await run_in_threadpool(trail.table, reader, wanted)
        except InsightError as refusal:
            return _no(403 if isinstance(refusal, NotAllowed) else 503, str(refusal))
        headers = {"Content-Disposition": 'attachment; filename="who-did-what.csv"', "Cache-Control": "no-store"}
        return Response(made, media_type="text/csv", headers=headers)

    return Route(AUDIT, table, methods=["POST"])


def _wanted(given: dict[str, str]) -> Wanted:
    """What the form asks for; `ValueError` for a month that is none."""
    month, kinds = given.get("month", ""), given.get("kinds", "").split()
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC) if month else None
    return Wanted(first, given.get("by") or None, tuple(kinds) or None)


def _no(status: int, why: str) -> JSONResponse:
    return JSONResponse({"why": why}, status_code=status)
