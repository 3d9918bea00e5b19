"""The code after the password: nothing opens before it, by no way."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from insight.access.entering import TOO_MANY
from insight.access.sign_in import WRONG_CODE
from insight.web.middleware import COOKIE
from insight.web.services import Services
from tests.web.test_middleware import BROWSING, OWN, STREAM, Site, ask

GOOD = "kettle moss lantern"
CODE = "/insight/sign-in/code"


@pytest.fixture
def owing(browser: Callable, phone: Callable[[], str]) -> TestClient:
    """A browser in which Bo has given the right password."""
    one = browser()
    answer = one.post("/insight/sign-in", data={"sign_in_name": "bo", "password": GOOD, "next": "/themes?theme=abc1"})
    assert answer.headers["location"] == f"{CODE}?next=%2Fthemes%3Ftheme%3Dabc1"
    return one


def test_the_right_code_leads_to_the_page_that_was_wanted(owing: TestClient, phone: Callable[[], str]) -> None:
    before = owing.cookies[COOKIE]
    form = owing.get(f"{CODE}?next=%2Fthemes%3Ftheme%3Dabc1")
    assert form.status_code == 200
    assert 'autocomplete="one-time-code"' in form.text
    wanted = re.search(r'name="next" value="([^"]*)"', form.text)
    assert wanted is not None
    answer = owing.post(CODE, data={"code": phone(), "next": wanted[1]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/themes?theme=abc1")
    assert owing.cookies[COOKIE] != before
    assert owing.get("/themes").text == "inside"


def test_a_wrong_code_is_said_and_not_repeated_and_twenty_are_stopped_after_five(
    owing: TestClient, phone: Callable[[], str]
) -> None:
    answers = [owing.post(CODE, data={"code": f"98{number:04}"}) for number in range(20)]
    assert [WRONG_CODE in one.text for one in answers] == [True] * 5 + [False] * 15
    assert all(TOO_MANY in one.text for one in answers[5:])
    assert not any("98" in re.sub(r"<style.*", "", one.text) for one in answers)
    assert owing.post(CODE, data={"code": phone()}).status_code == 401
    assert owing.get("/").status_code == 303


def test_whoever_owes_nothing_is_led_to_the_sign_in(browser: Callable, phone: Callable[[], str]) -> None:
    for one in (browser(), browser("ade")):
        assert one.get(CODE).headers["location"] == "/insight/sign-in"
        assert one.post(CODE, data={"code": phone()}).headers["location"] == "/insight/sign-in"


def test_a_form_too_long_is_refused(owing: TestClient) -> None:
    assert owing.post(CODE, data={"code": "1" * 20_000}).status_code == 413


@pytest.mark.parametrize("trick", ["//evil.example", "https://evil.example", "/insight/sign-out"])
def test_a_code_leads_nowhere_else(owing: TestClient, phone: Callable[[], str], trick: str) -> None:
    assert 'name="next" value="/"' in owing.get(CODE, params={"next": trick}).text
    assert owing.post(CODE, data={"code": phone(), "next": trick}).headers["location"] == "/"


def test_who_owes_a_code_opens_no_websocket_and_saves_nothing(owing: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect) as closed, owing.websocket_connect(STREAM):
        pass
    assert closed.value.code == 4401
    assert owing.post("/insight/drafts/abc", headers={"x-insight": "1"}).status_code == 401
    assert owing.post("/insight/card", headers={"x-insight": "1"}).status_code == 401


PATHS = st.one_of(
    st.sampled_from(["/", "/themes", "/media/x.png", "/_stcore/health", "/_stcore/stream", "/insight/sign-out"]),
    st.text(max_size=40).map("/".__add__),
    st.text(max_size=20).map("/insight/".__add__),
)


@given(path=PATHS, method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD"]))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_to_every_other_path_who_owes_a_code_is_nobody(
    site: Site, services: Services, owing: TestClient, path: str, method: str
) -> None:
    if path == CODE:
        return
    cookie = (("cookie", f"{COOKIE}={owing.cookies[COOKIE]}"),)
    assert ask(site(), path, method, headers=BROWSING + OWN + cookie) == ask(
        site(), path, method, headers=BROWSING + OWN
    )
    assert services.sign_in.reader(owing.cookies[COOKIE]) is None
