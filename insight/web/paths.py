"""The addresses of the web face, which of them anybody may ask for, and where a sign-in may lead."""

import re

SIGN_IN = "/insight/sign-in"
SIGN_OUT = "/insight/sign-out"
CODE = "/insight/sign-in/code"
PROVIDER = "/insight/sign-in/provider"
PROVIDER_BACK = "/insight/sign-in/provider/back"
WELCOME = "/insight/welcome/"
NEW_PASSWORD = "/insight/new-password/"  # noqa: S105  # an address
DEMO_SIGN_IN = "/insight/demo-sign-in"
DRAFTS = "/insight/drafts/"
CARD = "/insight/card"
AUDIT = "/insight/audit"
COPY = "/insight/copy"
STUDY = "/insight/study/"
SHARE_BACK = "/insight/share-back/"
THEME_CARD = "/insight/theme-card"
PACK = "/insight/pack/"
SCRUTINY = "/insight/scrutiny/"
HEALTH = "/insight/health"
STYLE = "/insight/static/sign_in.css"
# The two faces of type that the sign-in page's style sheet takes from Streamlit, under the names of the pinned version.
FONTS = (
    "/static/media/SourceSansVF-Upright.ttf.BsWL4Kly.woff2",
    "/static/media/SourceSerifVariable-Roman.ttf.mdpVL9bi.woff2",
)

_OPEN = frozenset({SIGN_IN, CODE, PROVIDER, PROVIDER_BACK, DEMO_SIGN_IN, HEALTH, STYLE, *FONTS})
_LINK = re.compile(f"(?:{re.escape(WELCOME)}|{re.escape(NEW_PASSWORD)})[A-Za-z0-9_-]{{1,100}}")
# Pages and opaque ids are all that ever stands in an address of ours. No dots, colons, backslashes or escapes, and no
# second slash: nothing that a browser could read as another host.
_PAGE = re.compile(r"/(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?(?:\?[A-Za-z0-9_=&-]*)?")
_LONGEST_PAGE = 300


def is_open(path: str) -> bool:
    """Whether somebody who is not signed in may ask for this decoded path: exactly these, and nothing below them."""
    return path in _OPEN or _LINK.fullmatch(path) is not None


def page_to_return_to(wanted: str) -> str:
    """`wanted` when it is a page of this bank, else the first page."""
    if len(wanted) > _LONGEST_PAGE or not _PAGE.fullmatch(wanted) or wanted.startswith("/insight/"):
        return "/"
    return wanted
