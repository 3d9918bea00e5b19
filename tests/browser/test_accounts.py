"""Somebody is invited, has a phone asked for a code, and comes in with it; whoever guesses at passwords is stopped."""

import time

import pyotp
import pytest
from playwright.sync_api import Page, expect

from insight.access.entering import TOO_MANY
from tests.browser.hand import Hand
from tests.browser.test_faces import ALL_RULES, WIDEST, keep_shot

pytestmark = pytest.mark.browser

NAME, GOOD = "kit-harper", "river teapot candle"
PHONE_WIDTH = 390


def look(page: Page, name: str) -> None:
    """What the machine can judge of a screen as it stands."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.wait_for_timeout(400)
    keep_shot(page, f"accounts_{name}")
    found = axe.run(page, options={"runOnly": ALL_RULES})
    assert not found.violations_count, found.generate_report()
    assert page.evaluate(WIDEST) <= PHONE_WIDTH


def give_password(page: Page, password: str) -> None:
    page.get_by_label("The name you sign in with").fill(NAME)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_somebody_is_invited_and_comes_in_with_a_code_from_their_phone(served, screen):
    steward = Hand(screen("steward", width=PHONE_WIDTH))
    steward.page.goto(f"{served.address}/people")
    steward.heading("People")
    steward.press("Make a link")
    link = steward.page.get_by_test_id("stCode").inner_text().strip()
    assert link.startswith(f"{served.address}/insight/welcome/")
    look(steward.page, "invited")

    page = screen(width=PHONE_WIDTH)
    kit = Hand(page)
    page.goto(link)
    look(page, "welcome")
    kit.fill("Your name", "Kit")
    kit.fill("A name to sign in with", NAME)
    kit.fill("A password", GOOD)
    kit.press("Make my account")
    kit.heading("What needs you now")

    page.goto(f"{served.address}/my-account")
    kit.press("Set up my phone")
    picture = page.get_by_role("img", name="A code for your phone to read")
    expect(picture).to_be_visible()
    assert picture.evaluate("each => each.naturalWidth") > 200
    letters = page.get_by_text("Or type these letters into the app").inner_text().split()[-1]
    look(page, "set_up")
    phone = pyotp.TOTP(letters)
    page.get_by_label("3. Type the six digits that it shows").fill(phone.now())
    kit.press("Ask me for a code from now on")
    expect(page.get_by_test_id("stCode")).to_contain_text("-")
    assert len(page.get_by_test_id("stCode").inner_text().split()) == 10
    look(page, "spare_codes")
    kit.press("I have written them down")
    expect(page.get_by_text("10 spare codes are left.")).to_be_visible()

    kit.press("Sign out everywhere")
    kit.heading("You are signed out")
    page.goto(f"{served.address}/my-account")
    kit.heading("Have a look around")
    give_password(page, GOOD)
    kit.heading("One more step")
    look(page, "code")
    page.goto(f"{served.address}/my-account")
    kit.heading("Have a look around")  # the right password alone opens nothing
    page.goto(f"{served.address}/insight/sign-in/code?next=%2Fmy-account")
    page.get_by_label("The six digits that your phone shows").fill("000000")
    kit.press("Go on")
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    page.get_by_label("The six digits that your phone shows").fill(phone.at(time.time(), counter_offset=1))
    kit.press("Go on")
    kit.heading("My account")

    stranger = screen(width=PHONE_WIDTH)
    stranger.goto(f"{served.address}/insight/sign-in")
    for number in range(20):
        give_password(stranger, f"guess {number}")
    expect(stranger.get_by_role("alert")).to_have_text(TOO_MANY)
    give_password(stranger, GOOD)
    expect(stranger.get_by_role("alert")).to_have_text(TOO_MANY)
