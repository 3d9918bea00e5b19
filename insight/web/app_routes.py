"""All routes that are ours and not Streamlit's, for `st.App(…, routes=…)`."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from insight.web.audit_file import audit_route
from insight.web.card_file import card_route, copy_route
from insight.web.code_pages import code_routes
from insight.web.drafts import drafts_route
from insight.web.giving_file import giving_routes
from insight.web.hashing import Hashing
from insight.web.link_pages import LinkPages
from insight.web.paths import HEALTH, STYLE
from insight.web.provider_pages import provider_routes
from insight.web.services import Services
from insight.web.share_back_file import share_back_routes
from insight.web.sign_in_pages import SignInPages
from insight.web.study_file import study_routes
from insight.web.theme_card_file import theme_card_route

_STYLE_FILE = Path(__file__).with_name("static") / "sign_in.css"


def routes(services: Services) -> list[Route]:
    """Sign-in, drafts, documents, health and style sheet: all below `/insight/`, which Streamlit does not reserve."""
    hashing = Hashing()
    return [
        *SignInPages(services, hashing).routes(),
        *code_routes(services),
        *LinkPages(services, hashing).routes(),
        *provider_routes(services),
        drafts_route(services),
        card_route(services),
        audit_route(services),
        copy_route(services),
        *study_routes(services),
        *share_back_routes(services),
        theme_card_route(services),
        *giving_routes(services),
        Route(HEALTH, _health, methods=["GET"]),
        Route(STYLE, _style, methods=["GET"]),
    ]


async def _health(_request: Request) -> JSONResponse:
    """Whether this process answers; nothing else is told to somebody who is not signed in."""
    return JSONResponse({"ok": True})


async def _style(_request: Request) -> FileResponse:
    return FileResponse(_STYLE_FILE, media_type="text/css", headers={"Cache-Control": "no-cache"})
