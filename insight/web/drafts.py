"""Saving what a pair types, as they type it. The words go to the bank and nowhere else: no log, no error, no cache."""

import json
import logging
import re
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from insight.access.reader import Reader
from insight.errors import Conflict, InsightError
from insight.stories.collect import Listening
from insight.stories.interview import Draft
from insight.web.body import TooLong, read_body
from insight.web.made_file import NOT_OURS, STATUS, from_a_page_of_ours, no
from insight.web.middleware import READER
from insight.web.paths import DRAFTS
from insight.web.services import Services

# The longest text that is taken, 200,000 characters, is at most this long as JSON with few escapes.
LONGEST_BODY = 1_000_000
_ID = re.compile(r"[a-z0-9]{1,64}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Typed:
    """What the browser sent: the text of one field, last seen at `revision`."""

    field: str
    text: str
    revision: int


def drafts_route(services: Services) -> Route:
    """The one route that saves drafts."""
    listening = services.listening

    async def save(request: Request) -> JSONResponse:
        reader: Reader | None = request.scope.get(READER)
        if reader is None:
            return no(401, "You are not signed in. Sign in in another tab; your words stay on this page.")
        if not from_a_page_of_ours(request):
            return no(400, NOT_OURS)
        interview = request.path_params["interview"]
        if not _ID.fullmatch(interview):
            return no(404, "There is no such conversation.")
        try:
            typed = _read(await read_body(request, LONGEST_BODY))
        except TooLong:
            return no(413, "This is longer than one page takes. What was saved before is kept.")
        if typed is None:
            return no(400, "This could not be read. What was saved before is kept.")
        return await run_in_threadpool(_save, listening, reader, interview, typed)

    return Route(DRAFTS + "{interview}", save, methods=["POST"])


def _save(listening: Listening, reader: Reader, interview: str, typed: Typed) -> JSONResponse:
    try:
        try:
            saved = listening.save(reader, interview, typed.field, typed.text, typed.revision)
        except Conflict:
            return _newer(listening.drafts(reader, interview).get(typed.field))
    except InsightError as refusal:
        return no(STATUS.get(type(refusal), 503), str(refusal))
    except Exception as error:  # a full disk, a locked database: the browser keeps the words and tries again
        _log.error("A draft could not be saved: %s", type(error).__name__)
        return no(503, "This could not be saved just now. Your words stay on this page, and we try again.")
    return JSONResponse({"revision": saved.revision, "saved_at": _clock_time(saved)})


def _newer(kept: Draft | None) -> JSONResponse:
    """What is kept, for a screen that did not know it; nothing at all is kept at revision 0."""
    if kept is None:
        return JSONResponse({"revision": 0, "text": "", "saved_at": ""}, status_code=409)
    known = {"revision": kept.revision, "text": kept.text, "saved_at": _clock_time(kept)}
    return JSONResponse(known, status_code=409)


def _read(body: bytes) -> Typed | None:
    """The three values, or `None` when they are not there as they should be."""
    try:
        given: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    match given:
        case {"field": str(field), "text": str(text), "revision": int(revision)} if not isinstance(revision, bool):
            return Typed(field, _whole(text), revision)
    return None


def _whole(text: str) -> str:
    """The same text without half characters, which a browser may send when an emoji is cut and no database takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _clock_time(saved: Draft) -> str:
    """The time on the clock in the room, like 12:04."""
    return saved.saved_at.astimezone().strftime("%H:%M")
