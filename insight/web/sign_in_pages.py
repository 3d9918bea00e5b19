"""Signing in and out, one-time links and the demo's people, as plain forms."""

from asyncio import Semaphore
from collections.abc import Callable
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from insight.access.account import Account
from insight.access.reader import ROLE_WORDS, Role
from insight.errors import NotAllowed, NotFound, Refused
from insight.web import html
from insight.web.body import TooLong, read_form
from insight.web.html import Field
from insight.web.middleware import COOKIE, READER, host_name
from insight.web.paths import DEMO_SIGN_IN, SIGN_IN, SIGN_OUT, WELCOME, page_to_return_to
from insight.web.services import Services

# Each password takes 64 MiB and a fraction of a second to check. The others wait without holding a thread, so that a
# flood of tries cannot keep anybody's words from being saved.
HASHING_AT_ONCE = 2

# In the order in which a story passes through their hands. The hyphen does not break.
LOOK_AROUND = {
    Role.INTERVIEWER: "a pair who listens",
    Role.MEMBER: "a learning sub\u2011group",
    Role.PEER_RESEARCHER: "a peer researcher",
    Role.STEWARD: "the steward",
    Role.READER: "a reader of share\u2011backs",
}
LINK_IS_VOID = "This link does not open anything any more"
_TOO_LONG = "That was more than this form takes. Nothing was changed."


class SignInPages:
    """The pages that are there before anybody is signed in."""

    def __init__(self, services: Services) -> None:
        """Over the access service."""
        self._services = services
        self._sign_in = services.sign_in
        self._hashing = Semaphore(HASHING_AT_ONCE)

    def routes(self) -> list[Route]:
        """All routes of this part."""
        return [
            Route(SIGN_IN, self.show, methods=["GET"]),
            Route(SIGN_IN, self.sign_in, methods=["POST"]),
            Route(SIGN_OUT, self.sign_out, methods=["POST"]),
            Route(WELCOME + "{token}", self.show_welcome, methods=["GET"]),
            Route(WELCOME + "{token}", self.accept, methods=["POST"]),
            Route(DEMO_SIGN_IN, self.sign_in_to_demo, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The sign-in form, or the page that was wanted for whoever is signed in already."""
        wanted = page_to_return_to(request.query_params.get("next", "/"))
        if request.scope.get(READER) is not None:
            return RedirectResponse(wanted, 303)
        return await self._page(request, wanted)

    async def sign_in(self, request: Request) -> Response:
        """Check name and password, begin a session, and go where the person was going."""
        try:
            given = await read_form(request)
        except (TooLong, ValueError):
            return await self._page(request, "/", _TOO_LONG, status=413)
        wanted = page_to_return_to(given.get("next", "/"))
        name = given.get("sign_in_name", "")
        try:
            token = await self._hashed(lambda: self._sign_in.sign_in(name, given.get("password", "")))
        except NotAllowed as refusal:
            return await self._page(request, wanted, str(refusal), name, 401)
        return await self._enter(request, token, wanted)

    async def sign_out(self, request: Request) -> Response:
        """End the session and forget the cookie."""
        token = request.cookies.get(COOKIE)
        if token:
            await run_in_threadpool(self._sign_in.sign_out, token)
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(COOKIE, path="/", secure=self._services.production, httponly=True, samesite="lax")
        return answer

    async def show_welcome(self, request: Request) -> Response:
        """The form behind a one-time link."""
        try:
            role = await run_in_threadpool(self._sign_in.invited_as, request.path_params["token"])
        except NotFound as gone:
            return _void(gone)
        return _welcome(request, role)

    async def accept(self, request: Request) -> Response:
        """Make the account a one-time link is good for, and sign in with it."""
        link = request.path_params["token"]
        try:
            role = await run_in_threadpool(self._sign_in.invited_as, link)
            given = await read_form(request)
            names = (given.get("sign_in_name", ""), given.get("name", ""))
            rest = (given.get("password", ""), given.get("organisation", ""))
            token = await self._hashed(lambda: self._sign_in.accept(link, *names, *rest))
        except NotFound as gone:
            return _void(gone)
        except (TooLong, ValueError):
            return html.page(LINK_IS_VOID, html.paragraph(_TOO_LONG), 413)
        except Refused as refusal:
            return _welcome(request, role, str(refusal), given)
        return await self._enter(request, token, "/")

    async def sign_in_to_demo(self, request: Request) -> Response:
        """Begin a session as one of the demo's people."""
        if not self._services.shows_demo(host_name(request.headers)):
            return await self._page(request, "/", "The demo's people are not here.", status=403)
        try:
            given = await read_form(request)
            token = await run_in_threadpool(self._sign_in.demo_sign_in, given.get("account", ""))
        except (TooLong, ValueError):
            return await self._page(request, "/", _TOO_LONG, status=413)
        except NotAllowed as refusal:
            return await self._page(request, "/", str(refusal), status=403)
        return await self._enter(request, token, "/")

    async def _hashed(self, check: Callable[[], str]) -> str:
        async with self._hashing:
            return await run_in_threadpool(check)

    async def _enter(self, request: Request, token: str, page: str) -> Response:
        """Give the browser its session, after ending the one it came with.

        The cookie is `Lax`, not `Strict`: somebody signed in who follows a link in a mail should see the page, and no
        GET changes anything here. It has no lifetime of its own, so that it goes when the browser is closed.
        """
        before = request.cookies.get(COOKIE)
        if before:
            await run_in_threadpool(self._sign_in.sign_out, before)
        answer = RedirectResponse(page, 303)
        answer.set_cookie(COOKIE, token, path="/", secure=self._services.production, httponly=True, samesite="lax")
        return answer

    async def _page(
        self, request: Request, wanted: str, wrong: str = "", name: str = "", status: int = 200
    ) -> Response:
        people: tuple[Account, ...] = ()
        if self._services.shows_demo(host_name(request.headers)):
            people = await run_in_threadpool(self._sign_in.demo_people)
        fields = (
            Field("sign_in_name", "The name you sign in with", "username", value=name),
            Field("password", "Password", "current-password", kind="password"),
        )
        sign_in = html.form(SIGN_IN, fields, "Sign in", hidden={"next": wanted}, wrong=bool(wrong))
        help_line = html.paragraph("No account yet, or a forgotten password? Ask your steward for a link.", "aside")
        if people:
            title, body = "Have a look around", _demo(people) + "<h2>Or sign in</h2>" + html.error(wrong) + sign_in
        else:
            purpose = html.paragraph("What people told us is kept here, and stays on this machine.")
            title, body = "Sign in", purpose + html.error(wrong) + sign_in
        return html.page(title, body + help_line, status)


def _demo(people: tuple[Account, ...]) -> str:
    """The demo's people, each with what one sees as them."""
    rows = "\n".join(
        f"<li><div><strong>{escape(one.name)}</strong>"
        + (f'<span class="position">{escape(one.position)}</span>' if one.position else "")
        + "</div>"
        + html.quiet_button(DEMO_SIGN_IN, f"Look around as {LOOK_AROUND[one.role]}", {"account": one.id})
        + "</li>"
        for one in sorted(people, key=lambda one: list(LOOK_AROUND).index(one.role))
    )
    banner = html.paragraph("This is a demo. Everything here is invented.", "banner")
    return f'{banner}\n<ul class="people">\n{rows}\n</ul>'


def _welcome(request: Request, role: Role, wrong: str = "", given: dict[str, str] | None = None) -> Response:
    kept = given or {}
    fields = (
        Field("name", "Your name", "name", "As the others know you.", value=kept.get("name", "")),
        Field(
            "organisation", "Your organisation", "organization", "Leave this empty if you come as yourself.",
            required=False, value=kept.get("organisation", ""),
        ),
        Field(
            "sign_in_name", "A name to sign in with", "username", "Letters and digits, no spaces.",
            value=kept.get("sign_in_name", ""),
        ),
        Field(
            "password", "A password", "new-password",
            "At least 10 characters. Three words that do not belong together are good.", kind="password",
        ),
    )  # fmt: skip
    opening = html.paragraph(f"This link is for you alone and works once. Your part here: {ROLE_WORDS[role]}.")
    the_form = html.form(request.url.path, fields, "Make my account", hidden={}, wrong=bool(wrong))
    return html.page("Welcome", opening + html.error(wrong) + the_form, 400 if wrong else 200)


def _void(gone: NotFound) -> Response:
    return html.page(LINK_IS_VOID, html.paragraph(str(gone)), 404)
