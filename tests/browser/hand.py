"""A person at the screen: does what people do and counts it, and knows the way from the first page to the card."""

import json
import re

from playwright.sync_api import Locator, Page, Response, expect

from insight.stories.script import ADULT

MOST_ACTIONS = 40  # what a pair may need from the first page to the card
# ms until an open page is answered again after a kill, beside other tests; `make soak` measures how soon it is.
BACK_WITHIN = 30_000


def settled(page: Page) -> None:
    """Wait until the page is drawn to its end: what is pressed before that may be replaced under the hand."""
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=BACK_WITHIN)


class Hand:
    """Does what a person does, and counts it: every press, choice and field is one action."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def press(self, name: str, role: str = "button") -> None:
        self.click(self.page.get_by_role(role, name=name, exact=True))

    def click(self, thing: Locator) -> None:
        self.actions += 1
        thing.click()

    def fill(self, label: str, words: str) -> None:
        self.actions += 1
        self.page.get_by_label(label).fill(words)

    def choose(self, label: str, choice: str) -> None:
        """Open the list and take one of it: two actions."""
        self.click(self.page.get_by_role("combobox", name=label))
        self.click(self.page.get_by_role("option", name=choice, exact=True))

    def tap(self, question: str, answer: str) -> None:
        """One of the large answers under a question."""
        self.click(self.page.get_by_role("radiogroup", name=question).get_by_text(answer, exact=True))

    def type(self, words: str) -> None:
        """At the end of what is written, key by key."""
        self.actions += 1
        self.editor.press("Control+End")
        self.editor.press_sequentially(words)

    @property
    def editor(self) -> Locator:
        return self.page.get_by_label("The story, in their words")

    def type_and_see_it_saved(self, words: str) -> None:
        """Type, and wait until the server has said yes to exactly this text: the line above shows minutes only."""
        wanted = self.editor.input_value() + words

        def says_yes(answer: Response) -> bool:
            if "/insight/drafts/" not in answer.url or not answer.ok:
                return False
            return bool(json.loads(answer.request.post_data or "{}")["text"] == wanted)

        with self.page.expect_response(says_yes, timeout=BACK_WITHIN):
            self.type(words)
        expect(self.page.locator(".editor .state").first).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))

    def heading(self, words: str) -> None:
        """Wait for a page, all of it: under its heading may still stand a button of the page before."""
        expect(self.page.get_by_role("heading", name=words, exact=True)).to_be_visible()
        if self.page.locator("[data-testid=stApp]").count():  # the pages for signing in are drawn at once
            settled(self.page)


def as_far_as_the_page(hand: Hand) -> None:
    """From home, signed in, to the page to write on: an adult who agrees to everything."""
    hand.press("Begin a conversation", "link")
    hand.choose("What is it about?", "What people value")
    hand.press("Go on")
    hand.heading("Who tells?")
    hand.tap("How old are they?", "18 or older")
    hand.press("Go on")
    hand.heading("Read this aloud first")
    for asking in ADULT.askings:
        hand.tap(asking.question, "Yes")
    hand.press("Go on")
    hand.heading("What else do they wish?")
    hand.press("Go on")


def as_far_as_the_card(hand: Hand) -> list[str]:
    """From the page to write on to the card; its words."""
    hand.press("Go on")
    hand.heading("Better or worse")
    hand.choose("Pick a time to compare with.", "a year ago")
    hand.click(hand.page.locator("[class*=st-key-large]").get_by_text("much better"))
    hand.press("Go on")
    hand.heading("How was it to be asked?")
    hand.tap("Did you feel heard?", "Yes, I felt heard")
    hand.press("Go on")
    hand.heading("Check, then hand in")
    hand.press("Hand in")
    hand.heading("Hand over this card")
    expect(hand.page.locator(".card li")).to_have_count(4)
    return hand.page.locator(".card li").all_inner_texts()
