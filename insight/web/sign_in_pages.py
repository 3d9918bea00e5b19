"""Signing in and out, and the demo's people, as plain forms."""

from html import escape
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from insight.access.account import Account
from insight.access.reader import Role
from insight.errors import NotAllowed
from insight.web import html
from insight.web.body import TooLong, read_form
from insight.web.hashing import Hashing
from insight.web.html import Field
from insight.web.middleware import COOKIE, READER, host_name
from insight.web.paths import CODE, DEMO_SIGN_IN, PROVIDER, SIGN_IN, SIGN_OUT, page_to_return_to
from insight.web.services import Services
from insight.web.session_cookie import enter, leave

# In the order in which a story passes through their hands. The hyphen does not break.
LOOK_AROUND = {
    Role.INTERVIEWER: "a pair who listens",
    Role.MEMBER: "a learning sub\u2011group",
    Role.PEER_RESEARCHER: "a peer researcher",
    Role.STEWARD: "the steward",
    Role.READER: "a reader of share\u2011backs",
}
TOO_LONG = "That was more than this form takes. Nothing was changed."


class SignInPages:
    """The pages that are there before anybody is signed in."""

    def __init__(self, services: Services, hashing: Hashing) -> None:
        """Over the access service."""
        self._services = services
        self._sign_in = services.sign_in
        self._hashing = hashing

    def routes(self) -> list[Route]:
        """All routes of this part."""
        return [
            Route(SIGN_IN, self.show, methods=["GET"]),
            Route(SIGN_IN, self.sign_in, methods=["POST"]),
            Route(SIGN_OUT, self.sign_out, methods=["POST"]),
            Route(DEMO_SIGN_IN, self.sign_in_to_demo, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The sign-in form, or the page that was wanted for whoever is signed in already."""
        wanted = page_to_return_to(request.query_params.get("next", "/"))
        if request.scope.get(READER) is not None:
            return RedirectResponse(wanted, 303)
        return await self._page(request, wanted)

    async def sign_in(self, request: Request) -> Response:
        """Check name and password, begin a session, and go where the person was going, past the code if one is owed."""
        try:
            given = await read_form(request)
        except (TooLong, ValueError):
            return await self._page(request, "/", TOO_LONG, status=413)
        wanted = page_to_return_to(given.get("next", "/"))
        name = given.get("sign_in_name", "")
        try:
            token = await self._hashing.run(lambda: self._sign_in.sign_in(name, given.get("password", "")))
        except NotAllowed as refusal:
            return await self._page(request, wanted, str(refusal), name, 401)
        if await run_in_threadpool(self._sign_in.owes_code, token):
            wanted = f"{CODE}?next={quote(wanted, safe='')}"
        return await enter(request, self._services, token, wanted)

    async def sign_out(self, request: Request) -> Response:
        """End the session and forget the cookie."""
        token = request.cookies.get(COOKIE)
        if token:
            await run_in_threadpool(self._sign_in.sign_out, token)
        return leave(self._services, SIGN_IN)

    async def sign_in_to_demo(self, request: Request) -> Response:
        """Begin a session as one of the demo's people."""
        if not self._services.shows_demo(host_name(request.headers)):
            return await self._page(request, "/", "The demo's people are not here.", status=403)
        try:
            given = await read_form(request)
            token = await run_in_threadpool(self._sign_in.demo_sign_in, given.get("account", ""))
        except (TooLong, ValueError):
            return await self._page(request, "/", TOO_LONG, status=413)
        except NotAllowed as refusal:
            return await self._page(request, "/", str(refusal), status=403)
        return await enter(request, self._services, token, "/")

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
        purpose = html.paragraph("What people told us is kept here, and stays on this machine.")
        form = html.error(wrong) + sign_in + help_line
        if people:
            title, body = "Have a look around", _demo(people) + "<h2>Or sign in</h2>" + form
        elif self._services.provider is not None:
            title, body = "Sign in", purpose + _with_provider(self._services.provider.label, wanted) + form
        else:
            title, body = "Sign in", purpose + form
        return html.page(title, body, status)


def _with_provider(label: str, wanted: str) -> str:
    """The way in for nearly everybody. A link, because browsers stop a form that leads to another place than ours."""
    button = html.link_button(f"{PROVIDER}?next={quote(wanted, safe='')}", f"Sign in with {label}")
    return button + "<h2>Or with a password</h2>" + html.paragraph("This way is for the steward who set this up.")


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
