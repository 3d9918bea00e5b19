"""What stands before every request: whom it was sent to, where it comes from, who asks, and what goes with the answer.

Cross-site requests are stopped by two locks and no token in forms: the session cookie is `SameSite=Lax`, and every
unsafe method and every websocket must come from our own origin. A session that has ended closes its websocket at the
next message; pages look the reader up at every rerun besides, so that nothing is drawn for somebody who signed out.
"""

import logging
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from insight.access.reader import Reader
from insight.web.paths import SIGN_IN, is_open, page_to_return_to
from insight.web.services import LOOPBACK_NAMES, Services

COOKIE = "insight_session"
READER = "insight.reader"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Codes of our own for a closed websocket, after the status codes they stand for.
SIGNED_OUT, REFUSED = 4401, 4403

# Streamlit needs inline styles, inline script of its page parts and WebAssembly; nothing may come from elsewhere.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; "
    "form-action 'self'; object-src 'none'"
)
_CACHEABLE = ("/static/", "/insight/static/")
# Streamlit shows it over the page, in short lines that a phone does not cut. What was typed last may be there only.
_KEEP_THIS_PAGE = """You are signed out.
Keep this page open:
your last words may be
on it and nowhere else.
Close this message.
Sign in in another tab.
Then this page goes on."""
_log = logging.getLogger(__name__)


def middleware(services: Services) -> list[Middleware]:
    """For `st.App(…, middleware=…)`: outermost first."""
    return [Middleware(SafeAnswers, production=services.production), Middleware(Doorkeeper, services=services)]


class SafeAnswers:
    """Adds the security headers to every answer, and turns an unforeseen error into a plain one."""

    def __init__(self, app: ASGIApp, production: bool) -> None:
        """`production` tells browsers to insist on TLS for a year."""
        self._app = app
        self._production = production

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with headers; an error's text never reaches the log, because it might hold somebody's words."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_safely(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._dress(scope["path"], MutableHeaders(scope=message))
            await send(message)

        try:
            await self._app(scope, receive, send_safely)
        except Exception as error:
            _log.error("A request failed with %s at %s", type(error).__name__, _where(error))
            if started:
                raise ConnectionError("the answer broke off") from None
            answer = PlainTextResponse("Something went wrong here. What was saved is kept. Try again.", 500)
            await answer(scope, receive, send_safely)

    def _dress(self, path: str, headers: MutableHeaders) -> None:
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers.setdefault("Referrer-Policy", "no-referrer")
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if self._production:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        # Streamlit answers a missing file with its page: what counts is what is sent, not only where it lies.
        if not path.startswith(_CACHEABLE) or headers.get("content-type", "").startswith("text/html"):
            headers["Cache-Control"] = "no-store"


class Doorkeeper:
    """Lets in who may come in: right host, own origin, and signed in wherever that is needed."""

    def __init__(self, app: ASGIApp, services: Services) -> None:
        """Deny by default: what is not named in `paths` needs a session."""
        self._app = app
        self._sign_in = services.sign_in
        self._hosts = LOOPBACK_NAMES | {name.lower() for name in services.hosts}
        self._schemes = frozenset({"https"}) if services.production else frozenset({"http", "https"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check in this order: host, origin, session."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if host_name(headers) not in self._hosts:
            await _refuse(scope, receive, send, PlainTextResponse("This bank has another address.", 400), REFUSED)
            return
        if (scope["type"] == "websocket" or scope["method"] not in SAFE) and not self._is_own(headers):
            answer = JSONResponse({"why": "This came from another page than ours, so nothing was done."}, 403)
            await _refuse(scope, receive, send, answer, REFUSED)
            return
        token = HTTPConnection(scope).cookies.get(COOKIE)
        reader = await self._reader(token)
        scope[READER] = reader
        if scope["type"] == "websocket":
            if reader is None:
                await _refuse(scope, receive, send, PlainTextResponse(""), SIGNED_OUT)
            else:
                await self._while_signed_in(token, scope, receive, send)
        elif reader is None and not is_open(scope["path"]):
            await _to_sign_in(scope, headers)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _reader(self, token: str | None) -> Reader | None:
        return await run_in_threadpool(self._sign_in.reader, token) if token else None

    async def _while_signed_in(self, token: str | None, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass messages on for as long as the session lasts, and hang up at the first one after."""
        hung_up = False

        async def receive_if_signed_in() -> Message:
            nonlocal hung_up
            message = await receive()
            if message["type"] == "websocket.receive" and await self._reader(token) is None:
                hung_up = True
                await send({"type": "websocket.close", "code": SIGNED_OUT})
                return {"type": "websocket.disconnect", "code": SIGNED_OUT}
            return message

        async def send_until_hung_up(message: Message) -> None:
            if not hung_up:
                await send(message)

        await self._app(scope, receive_if_signed_in, send_until_hung_up)

    def _is_own(self, headers: Headers) -> bool:
        """Whether a page of ours sent this. Browsers set `Origin` and `Sec-Fetch-Site`; scripts cannot."""
        origins = headers.getlist("origin")
        if len(origins) == 1 and origins[0] != "null":
            scheme, _, place = origins[0].partition("://")
            return scheme in self._schemes and place.lower() == headers["host"].lower()
        # A form on a page without referrer sends the origin "null", but says where it came from.
        return origins == ["null"] and headers.getlist("sec-fetch-site") == ["same-origin"]


def host_name(headers: Headers) -> str | None:
    """The name in the one `Host` header, without port; `None` when there are several or it is none."""
    named = headers.getlist("host")
    if len(named) != 1:
        return None
    try:
        parts = urlsplit(f"//{named[0]}")
        _ = parts.port
    except ValueError:
        return None
    if parts.netloc != named[0] or parts.username is not None or parts.path or parts.query or parts.fragment:
        return None
    return parts.hostname


def _to_sign_in(scope: Scope, headers: Headers) -> Response:
    """A person's browser is led to the sign-in page; everything else is told no. Streamlit shows JSON as it is."""
    if scope["method"] in ("GET", "HEAD") and "text/html" in headers.get("accept", ""):
        query = scope["query_string"].decode("latin-1")
        page = page_to_return_to(scope["path"] + (f"?{query}" if query else ""))
        return RedirectResponse(SIGN_IN if page == "/" else f"{SIGN_IN}?next={quote(page, safe='')}", 303)
    if scope["path"].startswith("/_stcore/"):
        return JSONResponse(_KEEP_THIS_PAGE, 401)
    return JSONResponse({"why": "You are not signed in. Sign in in another tab; your words stay on this page."}, 401)


async def _refuse(scope: Scope, receive: Receive, send: Send, answer: Response, code: int) -> None:
    if scope["type"] == "websocket":
        await receive()  # the connection itself, which is never accepted
        await send({"type": "websocket.close", "code": code})
    else:
        await answer(scope, receive, send)


def _where(error: BaseException) -> str:
    """File and line of an error, without its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "an unknown place"
