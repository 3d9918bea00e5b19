"""Who is let in: every path and method, signed in or out, from whichever host and origin, and with which headers."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.websockets import WebSocketDisconnect

from insight.access.account import Doors
from insight.access.accounts import Accounts
from insight.access.reader import Role, operator
from insight.store.unit_of_work import Bank
from insight.web.middleware import COOKIE
from insight.web.paths import FONTS, is_open, page_to_return_to
from insight.web.services import Services
from tests.web.conftest import PASSWORDS

Site = Callable[..., Starlette]
HOME = "http://127.0.0.1:8501"
SOCKETS = "ws://127.0.0.1:8501"
STREAM = SOCKETS + "/_stcore/stream"


def ask(
    app: Starlette,
    path: str,
    method: str = "GET",
    *,
    host: str | None = "127.0.0.1:8501",
    headers: tuple[tuple[str, str], ...] = (),
    query: str = "",
) -> tuple[int, dict[str, str]]:
    """One request as the server would hand it over, with no client in between to tidy it; status and headers."""
    sent: list[dict] = []
    lines = [(b"host", host.encode())] if host is not None else []
    lines += [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "headers": lines,
        "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8501),
    }  # fmt: skip

    told = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict:
        return next(told, {"type": "http.disconnect"})

    async def send(message: dict) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


BROWSING = (("accept", "text/html,application/xhtml+xml"),)
OWN = (("origin", "http://127.0.0.1:8501"),)

# path, method, status when signed out, status when signed in
TABLE = [
    ("/", "GET", 303, 200),
    ("/themes", "GET", 303, 200),
    ("/insight/sign-in", "GET", 200, 303),
    ("/insight/sign-in", "POST", 401, 401),
    ("/insight/sign-out", "POST", 401, 303),
    ("/insight/demo-sign-in", "POST", 403, 403),
    ("/insight/welcome/abc", "GET", 404, 404),
    ("/insight/welcome/abc", "POST", 404, 404),
    ("/insight/new-password/abc", "GET", 404, 404),
    ("/insight/new-password/abc", "POST", 404, 404),
    ("/insight/sign-in/code", "GET", 303, 303),
    ("/insight/sign-in/code", "POST", 303, 303),
    ("/insight/sign-in/provider", "GET", 303, 303),
    ("/insight/sign-in/provider/back", "GET", 303, 303),
    ("/insight/health", "GET", 200, 200),
    ("/insight/static/sign_in.css", "GET", 200, 200),
    (FONTS[0], "GET", 200, 200),
    (FONTS[1], "GET", 200, 200),
    ("/insight/drafts/abc", "POST", 401, 400),
    ("/static/js/index.abc.js", "GET", 303, 200),
    ("/media/abc.png", "GET", 303, 200),
    ("/component/abc/index.html", "GET", 303, 200),
    ("/_stcore/health", "GET", 303, 200),
    ("/_stcore/metrics", "GET", 303, 200),
    ("/_stcore/host-config", "GET", 303, 200),
    ("/_stcore/bidi-components/abc.js", "GET", 303, 200),
    ("/_stcore/agent/openapi.json", "GET", 303, 200),
    ("/_stcore/agent/mcp", "POST", 401, 200),
    ("/_stcore/upload_file/a/b", "PUT", 401, 200),
    ("/_stcore/upload_file/a/b", "DELETE", 401, 200),
    ("/auth/login", "GET", 303, 200),
    ("/oauth2callback", "GET", 303, 200),
    ("/", "HEAD", 303, 200),
    ("/", "OPTIONS", 401, 405),
    ("/", "PATCH", 401, 405),
    # Tricks: nothing but the very paths that are open is open.
    ("//", "GET", 303, 200),
    ("//evil.example", "GET", 303, 200),
    ("/../", "GET", 303, 200),
    ("/\\evil.example", "GET", 303, 200),
    ("/insight/health/", "GET", 303, 200),
    ("/insight/health/../../media/x", "GET", 303, 200),
    ("/insight/static/../sign_in_pages.py", "GET", 303, 200),
    ("/insight/static/", "GET", 303, 200),
    ("/insight/sign-in/x", "GET", 303, 200),
    ("//insight/sign-in", "GET", 303, 200),
    ("/insight/Health", "GET", 303, 200),
    ("/insight/health\x00", "GET", 303, 200),
    ("/insight/health\n", "GET", 303, 200),
    ("/insight/welcome/", "GET", 303, 200),
    ("/insight/welcome/a/b", "GET", 303, 200),
    ("/insight/welcome/..", "GET", 303, 404),
    ("/insight/welcome/abc\n", "GET", 303, 404),
    ("/insight", "GET", 303, 200),
]


@pytest.mark.parametrize(("path", "method", "out", "within"), TABLE)
def test_every_path_and_method_signed_out_and_in(
    site: Site, services: Services, path: str, method: str, out: int, within: int
) -> None:
    app = site()
    status, headers = ask(app, path, method, headers=BROWSING + OWN)
    assert status == out
    if out == 303:
        assert headers["location"].startswith("/insight/sign-in")
    cookie = (("cookie", f"{COOKIE}={services.sign_in.sign_in('ade', 'kettle moss lantern')}"),)
    assert ask(app, path, method, headers=BROWSING + OWN + cookie)[0] == within


@given(path=st.text(max_size=40).map("/".__add__), method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_other_path_is_ever_let_through_signed_out(site: Site, path: str, method: str) -> None:
    if not is_open(path):
        assert ask(site(), path, method, headers=OWN)[0] == 401


def test_programs_are_told_no_and_people_are_led_to_the_sign_in(site: Site) -> None:
    assert ask(site(), "/themes")[0] == 401
    status, headers = ask(site(), "/themes", headers=BROWSING, query="story=abc1")
    assert (status, headers["location"]) == (303, "/insight/sign-in?next=%2Fthemes%3Fstory%3Dabc1")
    for trick in ("//evil.example", "/\\evil.example", "/insight/x", "/a//b", "/a:b"):
        assert ask(site(), trick, headers=BROWSING)[1]["location"] == "/insight/sign-in"


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1:8501", True),
        ("localhost", True),
        ("LOCALHOST:9", True),
        ("[::1]:8501", True),
        ("insight.example.org", True),
        ("Insight.Example.Org:443", True),
        ("evil.example", False),
        ("insight.example.org.evil.example", False),
        ("evil.insight.example.org", False),
        ("127.0.0.1.evil.example", False),
        ("127.0.0.1@evil.example", False),
        ("evil@127.0.0.1", False),
        ("127.0.0.1:port", False),
        ("127.0.0.1:99999", False),
        ("127.0.0.1/x", False),
        ("127.0.0.1#x", False),
        ("[::1", False),
        ("[127.0.0.1]", False),
        (" 127.0.0.1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_our_own_names_are_answered(site: Site, host: str | None, allowed: bool) -> None:
    assert ask(site(), "/insight/health", host=host)[0] == (200 if allowed else 400)


def test_two_host_headers_are_refused(site: Site) -> None:
    assert ask(site(), "/insight/health", headers=(("host", "127.0.0.1:8501"),))[0] == 400


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"origin": "http://127.0.0.1:8501"}, True),
        ({"origin": "HTTP://127.0.0.1:8501"}, False),
        ({"origin": "https://127.0.0.1:8501"}, True),
        ({"origin": "http://127.0.0.1:8502"}, False),
        ({"origin": "http://localhost:8501"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://127.0.0.1:8501.evil.example"}, False),
        ({"origin": "http://127.0.0.1:8501@evil.example"}, False),
        ({"origin": "http://evil.example/http://127.0.0.1:8501"}, False),
        ({"origin": "127.0.0.1:8501"}, False),
        ({"origin": "file://"}, False),
        ({"origin": "null"}, False),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "null", "sec-fetch-site": "same-site"}, False),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, False),
        ({"origin": "null", "sec-fetch-site": "none"}, False),
        ({"origin": "http://evil.example", "sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"referer": "http://127.0.0.1:8501/"}, False),
        ({}, False),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "BREW"])
def test_unsafe_methods_come_from_our_own_pages_only(
    site: Site, services: Services, headers: dict[str, str], allowed: bool, method: str
) -> None:
    cookie = ("cookie", f"{COOKIE}={services.sign_in.sign_in('ade', 'kettle moss lantern')}")
    status, _ = ask(site(), "/somewhere", method, headers=(cookie, *headers.items()))
    assert (status == 403) is not allowed


@pytest.mark.parametrize(
    "path",
    ["sign-in", "sign-in/code", "sign-out", "demo-sign-in", "welcome/abc", "new-password/abc", "drafts/abc", "card"],
)
@pytest.mark.parametrize("origin", ["http://evil.example", "null", None])
def test_every_form_of_ours_is_sent_from_our_own_pages_only(
    site: Site, services: Services, path: str, origin: str | None
) -> None:
    cookie = ("cookie", f"{COOKIE}={services.sign_in.sign_in('ade', 'kettle moss lantern')}")
    headers = (cookie, *([("origin", origin)] if origin else []))
    assert ask(site(), f"/insight/{path}", "POST", headers=headers)[0] == 403


def test_two_origins_are_none(site: Site) -> None:
    assert ask(site(), "/insight/sign-in", "POST", headers=OWN + OWN)[0] == 403


def test_behind_tls_only_its_own_pages_count(site: Site) -> None:
    app = site(production=True)
    for origin, status in (("https://127.0.0.1:8501", 401), ("http://127.0.0.1:8501", 403)):
        assert ask(app, "/insight/sign-in", "POST", headers=(("origin", origin),))[0] == status


# Websockets.


@pytest.mark.parametrize(
    ("who", "origin", "host", "code"),
    [
        (None, "http://127.0.0.1:8501", "127.0.0.1:8501", 4401),
        ("ade", "http://evil.example", "127.0.0.1:8501", 4403),
        ("ade", "null", "127.0.0.1:8501", 4403),
        ("ade", "", "127.0.0.1:8501", 4403),
        ("ade", "http://evil.example", "evil.example", 4403),
        (None, "http://evil.example", "127.0.0.1:8501", 4403),
        ("ade", "http://127.0.0.1:8501", "127.0.0.1:8501", None),
    ],
)
@pytest.mark.parametrize("path", ["/_stcore/stream", "/insight/health", "/insight/sign-in"])
def test_a_websocket_needs_a_session_and_our_own_page(
    browser: Callable, who: str | None, origin: str, host: str, code: int | None, path: str
) -> None:
    connect = browser(who).websocket_connect(SOCKETS + path, headers={"origin": origin, "host": host})
    if code is None and path == "/_stcore/stream":
        with connect as socket:
            socket.send_text("hello")
            assert socket.receive_text() == "hello"
    elif code is not None:
        with pytest.raises(WebSocketDisconnect) as closed, connect:
            pass
        assert closed.value.code == code


def test_a_made_up_cookie_opens_no_websocket(browser: Callable) -> None:
    stranger = browser()
    stranger.cookies.set(COOKIE, "made-up")
    with pytest.raises(WebSocketDisconnect) as closed, stranger.websocket_connect(STREAM):
        pass
    assert closed.value.code == 4401


@pytest.mark.parametrize("end", ["sign out", "everywhere", "idle", "closed", "by the steward", "new password"])
def test_an_open_websocket_is_cut_at_the_first_message_after_the_session_ended(
    browser: Callable, services: Services, bank: Bank, clock: Callable, end: str
) -> None:
    accounts = Accounts(bank, clock, PASSWORDS, Doors())
    one = browser("ade")
    token = one.cookies[COOKIE]
    reader = services.sign_in.reader(token)
    assert reader is not None
    with one.websocket_connect(STREAM) as socket:
        socket.send_text("before")
        assert socket.receive_text() == "before"
        if end == "sign out":
            services.sign_in.sign_out(token)
        elif end == "everywhere":
            services.sign_in.sign_out_everywhere(reader)
        elif end == "closed":
            accounts.close(operator(), reader.id)
        elif end == "by the steward":
            accounts.sign_out(operator(), reader.id)
        elif end == "new password":
            link = services.links.new_password_link(operator(), reader.id)
            services.links.set_password(link, "river teapot candle")
        else:
            clock.forward(minutes=31)
        socket.send_text("after")
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_text()
        assert closed.value.code == 4401


def test_a_changed_role_keeps_the_websocket_and_pages_see_it(browser: Callable, bank: Bank) -> None:
    one = browser("ade")
    with one.websocket_connect(STREAM) as socket:
        with bank.writing() as work:
            work.people.change_role("ade", Role.READER)
        socket.send_text("still here")
        assert socket.receive_text() == "still here"


# Headers.


@pytest.mark.parametrize(
    "path", ["/", "/insight/sign-in", "/insight/health", "/media/x", "/nowhere", "/breaks", FONTS[0]]
)
@pytest.mark.parametrize("who", [None, "ade"])
@pytest.mark.parametrize("production", [False, True])
def test_every_answer_carries_the_security_headers(
    browser: Callable, path: str, who: str | None, production: bool
) -> None:
    home = "https://insight.example.org" if production else "http://127.0.0.1:8501"
    headers = browser(who, base_url=home, production=production).get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert ("strict-transport-security" in headers) is production
    assert (headers.get("cache-control") == "no-store") is (path != FONTS[0])


def test_refusals_carry_them_too(site: Site) -> None:
    for host, headers in (("evil.example", ()), ("127.0.0.1:8501", (("origin", "http://evil.example"),))):
        _, answered = ask(site(), "/", "POST", host=host, headers=headers)
        assert answered["x-content-type-options"] == "nosniff"
        assert answered["cache-control"] == "no-store"


def test_an_unforeseen_error_is_told_plainly_and_its_text_is_kept_out_of_the_log(
    browser: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = browser("ade").get("/breaks")
    assert answer.status_code == 500
    assert "somebody" not in answer.text
    assert "somebody" not in caplog.text
    assert "RuntimeError at " in caplog.text


# Where a sign-in may lead.


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        ("/", "/"),
        ("/themes", "/themes"),
        ("/themes?theme=abc123&view=2", "/themes?theme=abc123&view=2"),
        ("", "/"),
        ("themes", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/%2f%2fevil.example", "/"),
        ("/%5cevil.example", "/"),
        ("/%2e%2e/", "/"),
        ("/./evil", "/"),
        ("/.//evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/themes\r\nSet-Cookie: a=b", "/"),
        ("/themes\n", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/themes#x", "/"),
        ("/themes?next=//evil.example", "/"),
        ("/insight/sign-out", "/"),
        ("/x" * 200, "/"),
        ("/thémes", "/"),
    ],
)
def test_a_sign_in_leads_to_a_page_of_ours_or_to_the_first(wanted: str, page: str) -> None:
    assert page_to_return_to(wanted) == page


@given(st.text(alphabet="/\\.%:?#@ \tab2fe", max_size=20))
def test_whatever_is_asked_for_a_browser_stays_here(wanted: str) -> None:
    from urllib.parse import urljoin

    assert urljoin("http://127.0.0.1:8501/insight/sign-in", page_to_return_to(wanted)).startswith(HOME + "/")


def test_the_style_sheet_names_the_fonts_that_streamlit_brings() -> None:
    import importlib.util

    import insight.web

    found = importlib.util.find_spec("streamlit")
    assert found is not None
    assert found.origin is not None
    style = (Path(str(insight.web.__file__)).parent / "static" / "sign_in.css").read_text()
    for font in FONTS:
        assert f'url("{font}")' in style
        assert (Path(found.origin).parent / "static" / font.lstrip("/")).is_file(), "Streamlit renamed its fonts"
