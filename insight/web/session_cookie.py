"""The cookie that holds a session: given when one begins, taken back when it ends."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from insight.web.middleware import COOKIE
from insight.web.services import Services


async def enter(request: Request, services: Services, token: str, page: str) -> Response:
    """Give the browser its session, after ending the one it came with.

    The cookie is `Lax`, not `Strict`: somebody signed in who follows a link in a mail should see the page, and no
    GET changes anything here. It has no lifetime of its own, so that it goes when the browser is closed.
    """
    before = request.cookies.get(COOKIE)
    if before:
        await run_in_threadpool(services.sign_in.sign_out, before)
    answer = RedirectResponse(page, 303)
    answer.set_cookie(COOKIE, token, path="/", secure=services.production, httponly=True, samesite="lax")
    return answer


def leave(services: Services, page: str) -> Response:
    """Go to a page without the cookie."""
    answer = RedirectResponse(page, 303)
    answer.delete_cookie(COOKIE, path="/", secure=services.production, httponly=True, samesite="lax")
    return answer
