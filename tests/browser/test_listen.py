"""Two who have never seen the program: from sign-in to card on laptop and phone, through a kill and on two devices."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from insight.stories.script import YOUNG
from tests.browser.hand import MOST_ACTIONS, Hand, as_far_as_the_card, as_far_as_the_page, settled
from tests.browser.test_faces import ALL_RULES, WIDEST, keep_shot

pytestmark = pytest.mark.browser

FIRST = "They let me bring the dog, and that was the whole difference. "
AFTER_THE_KILL = "I came every Tuesday after that. "
ON_THE_PHONE = "My sister came along in March. "
STILL_HERE = "And I brought the biscuits. "


def clean(page: Page, name: str, width: int) -> None:
    """Nothing a machine can find fault with, and nothing wider than the screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    settled(page)
    page.wait_for_timeout(400)  # components draw after the script has ended
    keep_shot(page, f"{name}_{width}")
    found = axe.run(page, options={"runOnly": ALL_RULES})
    assert not found.violations_count, found.generate_report()
    assert page.evaluate(WIDEST) <= width


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_first_time_pair_gets_to_the_card_through_a_kill_and_on_two_devices(screen, served, width, scheme):
    hand = Hand(screen(None, width=width, scheme=scheme, touch=width == 390))
    hand.page.goto(served.address)
    hand.press("Look around as a pair who listens")
    as_far_as_the_page(hand)
    hand.heading("What they told you")
    hand.type_and_see_it_saved(FIRST)
    served.kill_web()
    hand.type_and_see_it_saved(AFTER_THE_KILL)

    # The same account on another device finds it in the list, with every word; there more is written.
    other = Hand(screen("pair", width=390, touch=True))
    other.page.goto(served.address)
    other.page.get_by_role("link", name=re.compile("^Begun on ")).first.click()
    other.heading("What they told you")
    expect(other.editor).to_have_value(FIRST + AFTER_THE_KILL)
    other.type_and_see_it_saved(ON_THE_PHONE)

    # The first device does not know that yet. What it types overwrites nothing: both are shown, and both are kept.
    hand.type(STILL_HERE)
    both = hand.page.get_by_role("region", name="Two versions").first
    expect(both).to_contain_text(ON_THE_PHONE.strip())
    clean(hand.page, "two versions", width)
    hand.click(both.get_by_role("button", name="Keep both"))
    expect(hand.page.locator(".editor .state").first).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    kept = hand.editor.input_value()
    assert all(words.strip() in kept for words in (FIRST, AFTER_THE_KILL, ON_THE_PHONE, STILL_HERE))

    card = as_far_as_the_card(hand)
    assert len(card) == 4
    assert hand.actions < MOST_ACTIONS
    clean(hand.page, "card", width)
    hand.press("They have it")
    hand.heading("What should be taken out?")


def test_a_group_says_yes_alone_and_each_takes_a_card_home(screen, served):
    hand = Hand(screen("pair", width=390, touch=True))
    page = hand.page
    page.goto(served.address)
    as_far_as_the_page(hand)
    hand.type_and_see_it_saved(FIRST)
    page.get_by_role("button", name="Check", exact=True).click()
    hand.heading("Check, then hand in")
    settled(page)
    page.get_by_text("Somebody else tells too").click()
    hand.tap("Who is it?", "A family member")
    hand.press("Add this person")
    hand.heading("Who tells?")
    expect(page.get_by_text("Person 2 of 2")).to_be_visible()
    hand.tap("How old are they?", "16 or 17")
    hand.press("Go on")
    for asking in YOUNG.askings:
        hand.tap(asking.question, "No" if asking.use == "quotes" else "Yes")
    hand.press("Go on")
    hand.heading("What else do they wish?")
    hand.press("Go on")
    hand.heading("What they told you")
    with page.expect_response(lambda answer: "/insight/drafts/" in answer.url and answer.ok) as saved:
        hand.type("I held her coat the whole time.")
    assert json.loads(saved.value.request.post_data)["field"].startswith("2.")
    page.get_by_role("button", name="Check", exact=True).click()
    hand.press("Hand in")
    for number in (1, 2):
        expect(page.get_by_text(f"Person {number} of 2")).to_be_visible()
        # By its end: while the page is drawn anew, the line of the person before may still stand beside it.
        answer = "yes" if number == 1 else "no"
        expect(page.get_by_text(re.compile(f"It may be shared outside, .*: {answer}$"))).to_be_visible()
        hand.press("They have it")
    hand.heading("What should be taken out?")
