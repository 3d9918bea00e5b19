"""What stands behind one-time links: making an account, and setting a new password."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from insight.access.invitation import Invitation
from insight.access.reader import ROLE_WORDS
from insight.errors import NotFound, Refused
from insight.web import html
from insight.web.body import TooLong, read_form
from insight.web.hashing import Hashing
from insight.web.html import Field
from insight.web.paths import NEW_PASSWORD, SIGN_IN, WELCOME
from insight.web.services import Services
from insight.web.session_cookie import enter
from insight.web.sign_in_pages import TOO_LONG

LINK_IS_VOID = "This link does not open anything any more"
_HOW_LONG = "At least 10 characters. Three words that do not belong together are good."


class LinkPages:
    """The pages behind links that are good once."""

    def __init__(self, services: Services, hashing: Hashing) -> None:
        """Over the service of links."""
        self._services = services
        self._links = services.links
        self._hashing = hashing

    def routes(self) -> list[Route]:
        """All routes of this part."""
        return [
            Route(WELCOME + "{token}", self.show_welcome, methods=["GET"]),
            Route(WELCOME + "{token}", self.accept, methods=["POST"]),
            Route(NEW_PASSWORD + "{token}", self.show_new_password, methods=["GET"]),
            Route(NEW_PASSWORD + "{token}", self.set_password, methods=["POST"]),
        ]

    async def show_welcome(self, request: Request) -> Response:
        """The form for an account of one's own."""
        try:
            link = await run_in_threadpool(self._links.invitation, request.path_params["token"])
        except NotFound as gone:
            return _void(gone)
        return _welcome(request, link)

    async def accept(self, request: Request) -> Response:
        """Make the account a one-time link is good for, and sign in with it."""
        token = request.path_params["token"]
        try:
            link = await run_in_threadpool(self._links.invitation, token)
            given = await read_form(request)
            names = (given.get("sign_in_name", ""), given.get("name", ""))
            rest = (given.get("password", ""), given.get("organisation", ""))
            session = await self._hashing.run(lambda: self._links.accept(token, *names, *rest))
        except NotFound as gone:
            return _void(gone)
        except (TooLong, ValueError):
            return html.page(LINK_IS_VOID, html.paragraph(TOO_LONG), 413)
        except Refused as refusal:
            return _welcome(request, link, str(refusal), given)
        return await enter(request, self._services, session, "/")

    async def show_new_password(self, request: Request) -> Response:
        """The form for a new password."""
        try:
            account = await run_in_threadpool(self._links.whose_password, request.path_params["token"])
        except NotFound as gone:
            return _void(gone)
        return _new_password(request, account.sign_in_name)

    async def set_password(self, request: Request) -> Response:
        """Set the password; one signs in with it then as always, with a code if one is asked for."""
        token = request.path_params["token"]
        try:
            account = await run_in_threadpool(self._links.whose_password, token)
            given = await read_form(request)
            await self._hashing.run(lambda: self._links.set_password(token, given.get("password", "")))
        except NotFound as gone:
            return _void(gone)
        except (TooLong, ValueError):
            return html.page(LINK_IS_VOID, html.paragraph(TOO_LONG), 413)
        except Refused as refusal:
            return _new_password(request, account.sign_in_name, str(refusal))
        kept = html.paragraph("You are signed out everywhere. Sign in with it now.")
        return html.page("Your new password is kept", kept + html.link_button(SIGN_IN, "Sign in"))


def _welcome(request: Request, link: Invitation, wrong: str = "", given: dict[str, str] | None = None) -> Response:
    kept = given or {}
    organisation = Field(
        "organisation", "Your organisation", "organization", "Leave this empty if you come as yourself.",
        required=False, value=kept.get("organisation", ""),
    )  # fmt: skip
    fields = (
        Field("name", "Your name", "name", "As the others know you.", value=kept.get("name", "")),
        *([organisation] if link.organisation is None else []),
        Field(
            "sign_in_name", "A name to sign in with", "username", "Letters and digits, no spaces.",
            value=kept.get("sign_in_name", ""),
        ),
        Field("password", "A password", "new-password", _HOW_LONG, kind="password"),
    )  # fmt: skip
    opening = html.paragraph(f"This link is for you alone and works once. Your part here: {ROLE_WORDS[link.role]}.")
    the_form = html.form(request.url.path, fields, "Make my account", hidden={}, wrong=bool(wrong))
    return html.page("Welcome", opening + html.error(wrong) + the_form, 400 if wrong else 200)


def _new_password(request: Request, sign_in_name: str, wrong: str = "") -> Response:
    opening = html.paragraph(f"This link is for you alone and works once. You sign in as {sign_in_name}.")
    field = Field("password", "A new password", "new-password", _HOW_LONG, kind="password")
    the_form = html.form(request.url.path, (field,), "Keep this password", hidden={}, wrong=bool(wrong))
    return html.page("A new password", opening + html.error(wrong) + the_form, 400 if wrong else 200)


def _void(gone: NotFound) -> Response:
    return html.page(LINK_IS_VOID, html.paragraph(str(gone)), 404)
