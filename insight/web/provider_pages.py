"""Out to the identity provider and back: two addresses, and a cookie that ties a way back to the browser that left."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from insight.access.provider import BACK_WITHIN, ProviderSignIn
from insight.errors import InsightError, NotAllowed
from insight.web import html
from insight.web.middleware import READER
from insight.web.paths import PROVIDER, PROVIDER_BACK, SIGN_IN, page_to_return_to
from insight.web.services import Services
from insight.web.session_cookie import enter

STATE_COOKIE = "insight_provider_state"
LONGEST = 4000  # of what comes back in the address
_CANCELLED = "You were not signed in. Begin it again here."


def provider_routes(services: Services) -> list[Route]:
    """Both lead to the sign-in page where no provider is set: nothing behind ours may answer somebody signed out."""
    provider = services.provider

    async def out(request: Request) -> Response:
        if provider is None:
            return RedirectResponse(SIGN_IN, 303)
        wanted = page_to_return_to(request.query_params.get("next", "/"))
        if request.scope.get(READER) is not None:
            return RedirectResponse(wanted, 303)
        try:
            address, state = await run_in_threadpool(provider.set_out, wanted, _redirect(request, services))
        except InsightError as trouble:
            return _not_in(trouble)
        answer = RedirectResponse(address, 303)
        answer.set_cookie(
            STATE_COOKIE, state, max_age=int(BACK_WITHIN.total_seconds()), path=PROVIDER,
            secure=services.production, httponly=True, samesite="lax",
        )  # fmt: skip
        return answer

    async def back(request: Request) -> Response:
        if provider is None:
            return RedirectResponse(SIGN_IN, 303)
        answer = await _come_back(request, services, provider)
        answer.delete_cookie(STATE_COOKIE, path=PROVIDER, secure=services.production, httponly=True, samesite="lax")
        return answer

    return [Route(PROVIDER, out, methods=["GET"]), Route(PROVIDER_BACK, back, methods=["GET"])]


async def _come_back(request: Request, services: Services, provider: ProviderSignIn) -> Response:
    given = {name: request.query_params.get(name, "")[:LONGEST] for name in ("state", "code")}
    try:
        if not given["code"]:
            raise NotAllowed(_CANCELLED)
        token, wanted = await run_in_threadpool(
            provider.come_back, given["state"], request.cookies.get(STATE_COOKIE, ""), given["code"],
            _redirect(request, services),
        )  # fmt: skip
    except InsightError as trouble:
        return _not_in(trouble)
    return await enter(request, services, token, page_to_return_to(wanted))


def _redirect(request: Request, services: Services) -> str:
    """The address to come back to, under the name by which we were asked; the doorkeeper has checked it."""
    scheme = "https" if services.production else request.url.scheme
    return f"{scheme}://{request.headers['host']}{PROVIDER_BACK}"


def _not_in(trouble: InsightError) -> Response:
    status = 403 if isinstance(trouble, NotAllowed) else 503
    return html.page(
        "You are not signed in", html.error(str(trouble)) + html.link(SIGN_IN, "Back to the start"), status
    )
