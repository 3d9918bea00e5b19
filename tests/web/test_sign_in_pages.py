"""The plain pages: signing in and out, and the demo's people."""

import re
from collections.abc import Callable

import pytest

from insight.access.entering import TOO_MANY
from insight.access.sign_in import WRONG
from insight.store.unit_of_work import Bank
from insight.web.middleware import COOKIE
from insight.web.services import Services

GOOD = "kettle moss lantern"


def account_id(bank: Bank, name: str) -> str:
    with bank.reading() as work:
        found = work.people.by_sign_in_name(name)
        assert found is not None
        return found[0].id


def test_the_right_password_opens_the_page_that_was_wanted(browser: Callable) -> None:
    one = browser()
    led = one.get("/themes?theme=abc1").headers["location"]
    form = one.get(led).text
    wanted = re.search(r'name="next" value="([^"]*)"', form)
    assert wanted is not None
    answer = one.post("/insight/sign-in", data={"sign_in_name": "ade", "password": GOOD, "next": wanted[1]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/themes?theme=abc1")
    assert one.get("/themes").text == "inside"
    assert one.get(led).headers["location"] == "/themes?theme=abc1"


@pytest.mark.parametrize("trick", ["//evil.example", "https://evil.example", "/\\evil.example", "/%2f/evil.example"])
def test_a_sign_in_leads_nowhere_else(browser: Callable, trick: str) -> None:
    one = browser()
    assert 'name="next" value="/"' in one.get("/insight/sign-in", params={"next": trick}).text
    answer = one.post("/insight/sign-in", data={"sign_in_name": "ade", "password": GOOD, "next": trick})
    assert answer.headers["location"] == "/"
    assert one.get("/insight/sign-in", params={"next": trick}).headers["location"] == "/"


@pytest.mark.parametrize("production", [False, True])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Callable, production: bool) -> None:
    home = "https://insight.example.org" if production else "http://127.0.0.1:8501"
    answer = browser(base_url=home, production=production).post(
        "/insight/sign-in", data={"sign_in_name": "ade", "password": GOOD}
    )
    token, *attributes = answer.headers["set-cookie"].split("; ")
    assert re.fullmatch(COOKIE + r"=[A-Za-z0-9_-]{43}", token)
    wanted = {"httponly", "path=/", "samesite=lax"} | ({"secure"} if production else set())
    assert {one.lower() for one in attributes} == wanted


def test_a_wrong_password_is_said_beside_the_fields_and_the_name_is_kept(browser: Callable) -> None:
    answer = browser().post("/insight/sign-in", data={"sign_in_name": 'ade"><script>', "password": "wrong"})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert f'role="alert">{WRONG}' in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    assert answer.text.count('aria-describedby="what-went-wrong"') == 2
    assert 'value="ade&quot;&gt;&lt;script&gt;"' in answer.text
    assert "wrong" not in re.sub("what-went-wrong", "", answer.text)


def test_twenty_wrong_passwords_are_stopped_after_five(browser: Callable) -> None:
    one = browser()
    answers = [
        one.post("/insight/sign-in", data={"sign_in_name": "ade", "password": f"guess {number}"}).text
        for number in range(20)
    ]
    assert [WRONG in answer for answer in answers] == [True] * 5 + [False] * 15
    assert all(TOO_MANY in answer for answer in answers[5:])
    assert one.post("/insight/sign-in", data={"sign_in_name": "ade", "password": GOOD}).status_code == 401


def test_a_new_sign_in_ends_the_session_before(browser: Callable, services: Services) -> None:
    one = browser("ade")
    before = one.cookies[COOKIE]
    one.post("/insight/sign-in", data={"sign_in_name": "bo", "password": GOOD})
    assert services.sign_in.reader(before) is None
    after = services.sign_in.reader(one.cookies[COOKIE])
    assert after is not None
    assert after.name == "Bo"


def test_signing_out_ends_the_session_and_takes_the_cookie_away(browser: Callable, services: Services) -> None:
    one = browser("ade")
    token = one.cookies[COOKIE]
    answer = one.post("/insight/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/insight/sign-in")
    assert COOKIE not in one.cookies
    assert services.sign_in.reader(token) is None
    assert one.get("/").status_code == 303


def test_no_link_can_sign_anybody_out(browser: Callable) -> None:
    one = browser("ade")
    one.get("/insight/sign-out")
    assert one.get("/").text == "inside"


@pytest.mark.parametrize("path", ["/insight/sign-in", "/insight/demo-sign-in"])
def test_a_form_too_long_is_refused(browser: Callable, path: str) -> None:
    one = browser(demo=True)
    assert one.post(path, data={"sign_in_name": "a" * 20_000}).status_code == 413
    assert one.post(path, content=b"&".join(b"a=b" for _ in range(50))).status_code == 413


def test_the_page_needs_no_script_and_nothing_from_elsewhere(browser: Callable) -> None:
    page = browser(demo=True).get("/insight/sign-in")
    assert "<script" not in page.text
    assert "http" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert page.headers["referrer-policy"] == "same-origin"


# The demo.


def test_the_demo_shows_its_people_and_one_click_is_enough(browser: Callable, services: Services, bank: Bank) -> None:
    one = browser(demo=True)
    page = one.get("/insight/sign-in").text
    assert "This is a demo. Everything here is invented." in page
    assert "Look around as a pair who listens" in page
    assert "Look around as the steward" in page
    assert "Cook &lt;b&gt;" in page
    assert account_id(bank, "ade") not in page
    assert one.post("/insight/demo-sign-in", data={"account": account_id(bank, "demo-pair")}).status_code == 303
    reader = services.sign_in.reader(one.cookies[COOKIE])
    assert reader is not None
    assert reader.name == "Morgan"


@pytest.mark.parametrize(
    ("switches", "who"),
    [
        ({"demo": False}, "demo-pair"),
        ({"demo": True, "loopback": False}, "demo-pair"),
        ({"demo": True, "production": True, "base_url": "https://127.0.0.1:8501"}, "demo-pair"),
        ({"demo": True, "base_url": "http://insight.example.org"}, "demo-pair"),
        ({"demo": True}, "ade"),
        ({"demo": True}, "rowan"),
    ],
)
def test_nobody_is_tried_out_without_the_demo_on_this_machine(
    browser: Callable, bank: Bank, switches: dict, who: str
) -> None:
    one = browser(**switches)
    answer = one.post("/insight/demo-sign-in", data={"account": account_id(bank, who)})
    assert answer.status_code == 403
    assert COOKIE not in one.cookies
    if who == "demo-pair":
        assert "Look around" not in one.get("/insight/sign-in").text
