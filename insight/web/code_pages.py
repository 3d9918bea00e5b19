"""The code after the password: until it is given, this page is the only one that a session opens."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from insight.errors import NotAllowed, NotFound
from insight.web import html
from insight.web.body import TooLong, read_form
from insight.web.html import Field
from insight.web.middleware import COOKIE
from insight.web.paths import CODE, SIGN_IN, page_to_return_to
from insight.web.services import Services
from insight.web.session_cookie import enter, leave
from insight.web.sign_in_pages import TOO_LONG


def code_routes(services: Services) -> list[Route]:
    """The form, and what it sends."""
    sign_in = services.sign_in

    async def show(request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        if not await run_in_threadpool(sign_in.owes_code, token):
            return RedirectResponse(SIGN_IN, 303)
        return _page(page_to_return_to(request.query_params.get("next", "/")))

    async def give(request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        try:
            given = await read_form(request)
        except (TooLong, ValueError):
            return _page("/", TOO_LONG, 413)
        wanted = page_to_return_to(given.get("next", "/"))
        try:
            new = await run_in_threadpool(sign_in.give_code, token, given.get("code", ""))
        except NotFound:
            return leave(services, SIGN_IN)
        except NotAllowed as refusal:
            return _page(wanted, str(refusal), 401)
        return await enter(request, services, new, wanted)

    return [Route(CODE, show, methods=["GET"]), Route(CODE, give, methods=["POST"])]


def _page(wanted: str, wrong: str = "", status: int = 200) -> Response:
    field = Field(
        "code", "The six digits that your phone shows", "one-time-code",
        "No phone at hand? Type one of your spare codes.",
    )  # fmt: skip
    form = html.form(CODE, (field,), "Go on", hidden={"next": wanted}, wrong=bool(wrong))
    return html.page("One more step", html.error(wrong) + form + html.link(SIGN_IN, "Sign in as somebody else"), status)
