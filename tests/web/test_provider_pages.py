"""The button for a work account, out to the provider and back, in a browser that keeps its cookies."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from insight.access.account import Doors
from insight.access.openid import OpenIdProvider
from insight.access.provider import BEGIN_AGAIN, NO_GROUP, ProviderSignIn
from insight.access.reader import Role
from insight.access.sign_in import SignIn
from insight.store.unit_of_work import Bank
from insight.web.middleware import COOKIE
from insight.web.provider_pages import STATE_COOKIE
from insight.web.services import Services
from tests.issuer import CLIENT, SECRET, Issuer
from tests.web.conftest import CODES, LIMITS, PASSWORDS, application

HOME = "http://127.0.0.1:8501"
OUT = "/insight/sign-in/provider"


@pytest.fixture
def issuer(clock: Callable) -> Iterator[Issuer]:
    with Issuer(clock) as running:
        yield running


@pytest.fixture
def behind(bank: Bank, clock: Callable, services: Services, issuer: Issuer) -> Services:
    """The services of a house whose people sign in with their work account."""
    doors = Doors(provider=True)
    provider = OpenIdProvider(issuer.url, CLIENT, SECRET, "groups", clock)
    roles = {"insight-members": Role.MEMBER}
    return replace(
        services,
        sign_in=SignIn(bank, clock, PASSWORDS, CODES, LIMITS, doors),
        provider=ProviderSignIn(bank, clock, provider, roles, doors, "your NHS account"),
    )


@pytest.fixture
def new_browser(behind: Services) -> Callable[..., TestClient]:
    def new_browser(base_url: str = HOME, **switches: object) -> TestClient:
        return TestClient(
            application(replace(behind, **switches)), base_url=base_url,
            headers={"origin": base_url, "accept": "text/html"}, follow_redirects=False,
        )  # fmt: skip

    return new_browser


def back_from(issuer: Issuer, address: str) -> str:
    """Where on our side the provider sends a browser that went to this address."""
    return address_of(issuer.visit(address))


def address_of(whole: str) -> str:
    parts = urlsplit(whole)
    return f"{parts.path}?{parts.query}"


def test_the_button_comes_first_and_leads_there_and_back(new_browser: Callable, issuer: Issuer) -> None:
    one = new_browser()
    page = one.get("/insight/sign-in?next=%2Fthemes%3Ftheme%3Dabc1").text
    assert page.index("Sign in with your NHS account") < page.index("The name you sign in with")
    assert f'href="{OUT}?next=%2Fthemes%3Ftheme%3Dabc1"' in page
    out = one.get(f"{OUT}?next=%2Fthemes%3Ftheme%3Dabc1")
    assert out.status_code == 303
    assert out.headers["location"].startswith(issuer.url)
    back = one.get(back_from(issuer, out.headers["location"]))
    assert (back.status_code, back.headers["location"]) == (303, "/themes?theme=abc1")
    assert one.get("/themes").text == "inside"
    assert STATE_COOKIE not in one.cookies
    assert one.get(OUT).headers["location"] == "/"


@pytest.mark.parametrize("production", [False, True])
def test_the_state_is_tied_to_the_browser_that_left(new_browser: Callable, issuer: Issuer, production: bool) -> None:
    home = "https://insight.example.org" if production else HOME
    one = new_browser(home, production=production)
    out = one.get(OUT)
    _, *attributes = out.headers["set-cookie"].split("; ")
    wanted = {"httponly", "samesite=lax", f"path={OUT}", "max-age=600"} | ({"secure"} if production else set())
    assert {each.lower() for each in attributes} == wanted
    back = back_from(issuer, out.headers["location"])
    another = new_browser(home, production=production)
    refused = another.get(back)
    assert refused.status_code == 403
    assert BEGIN_AGAIN in refused.text
    assert COOKIE not in another.cookies
    assert one.get(back).status_code == 303


def test_a_way_back_is_not_gone_twice(new_browser: Callable, issuer: Issuer) -> None:
    one = new_browser()
    out = one.get(OUT)
    back = back_from(issuer, out.headers["location"])
    one.get(back)
    one.post("/insight/sign-out")
    one.cookies.set(STATE_COOKIE, out.cookies[STATE_COOKIE], domain="127.0.0.1", path=OUT)
    assert one.get(back).status_code == 403
    assert one.get("/").status_code == 303


def test_no_group_is_told_in_words(new_browser: Callable, issuer: Issuer) -> None:
    issuer.person = {"sub": "kit"}
    one = new_browser()
    refused = one.get(back_from(issuer, one.get(OUT).headers["location"]))
    assert refused.status_code == 403
    assert NO_GROUP in refused.text
    assert COOKIE not in one.cookies


@pytest.mark.parametrize(
    "query", ["", "?error=access_denied", "?state=a", "?code=a", "?code=a&state=b", "?code=%00&state=%ff"]
)
def test_a_way_back_with_nothing_in_it_is_told_in_words(new_browser: Callable, query: str) -> None:
    one = new_browser()
    one.get(OUT)
    refused = one.get(f"{OUT}/back{query}")
    assert refused.status_code == 403
    assert "Back to the start" in refused.text


def test_a_provider_that_is_away_is_told_in_words(new_browser: Callable, issuer: Issuer) -> None:
    issuer.away = True
    answer = new_browser().get(OUT)
    assert answer.status_code == 503
    assert "does not answer" in answer.text


@pytest.mark.parametrize("trick", ["//evil.example", "https://evil.example", "/insight/sign-out"])
def test_a_way_back_leads_nowhere_else(new_browser: Callable, issuer: Issuer, trick: str) -> None:
    one = new_browser()
    out = one.get(OUT, params={"next": trick})
    assert one.get(back_from(issuer, out.headers["location"])).headers["location"] == "/"


def test_a_request_by_another_name_is_never_a_way_back(new_browser: Callable, issuer: Issuer) -> None:
    assert new_browser("http://evil.example").get(OUT).status_code == 400
    assert issuer.asked == []
