"""A group takes story cards along, a number leads back to its story, and those who told are told what came of it."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm
from playwright.sync_api import expect

from insight.access.reader import Role
from insight.demo.load import KNOWN_CODE
from tests.browser.hand import settled

pytestmark = pytest.mark.browser
MADE_WITHIN = 90_000  # ms: what was typed is read for names first, and the model for that is loaded the first time


def test_from_stories_to_cards_and_from_a_card_back(served, screen) -> None:
    house = served.services()
    [jean] = [one.reader() for one in house.demo.people() if one.role is Role.MEMBER]
    page = screen("sub\u2011group")
    page.goto(f"{served.address}/story-cards")
    page.get_by_role("combobox", name="Which one?").click()
    page.get_by_role("option", name="What people value").click()
    expect(page.get_by_text("may not be read out in a room.")).to_be_visible()
    page.get_by_label("Who gets them?").fill("The accommodation group")
    with page.expect_download(timeout=MADE_WITHIN) as taken:
        page.get_by_role("button", name="Take along the cards").click()
    document = Document(BytesIO(Path(taken.value.path()).read_bytes()))
    assert round(document.sections[0].page_width / Mm(1)) == 148
    with page.expect_download(timeout=MADE_WITHIN) as taken:
        page.get_by_role("button", name="Take along the sheets beside them").click()
    assert taken.value.suggested_filename == "session-sheets.docx"

    numbers = [one.text.split("\tCard ")[1] for one in document.paragraphs if "\tCard " in one.text]
    of = {one: house.giving.packs.find(jean, one)[0] for one in numbers}
    number, facts = next((number, facts) for number, facts in of.items() if facts.consent.quotes)
    page.goto(f"{served.address}/session")
    page.get_by_text("Did you read story cards?").click()
    page.get_by_label("The number on a card").fill(number)
    page.get_by_label("The number on a card").press("Enter")
    expect(page.get_by_role("link", name=facts.title)).to_be_visible()
    page.get_by_role("button", name="Put it on the wall").click()
    expect(page.get_by_text("It is on the wall. Choose it below.")).to_be_visible(timeout=MADE_WITHIN)
    settled(page)
    [room] = house.learning.rooms.list(jean)
    hangs = house.learning.rooms.open(jean, room, together=False).wall[-1]
    assert hangs.story.facts.id == facts.id
    page.get_by_role("combobox", name="Which stories stayed with you?").press_sequentially(facts.title)
    expect(page.get_by_role("option", name=facts.title)).to_be_visible()
    assert number not in page.url


def test_cards_print_one_a_page_and_nothing_else_of_the_page(served, screen) -> None:
    page = screen("sub\u2011group")
    page.goto(f"{served.address}/story-cards")
    page.get_by_label("Who gets them?").fill("The accommodation group")
    page.get_by_role("button", name="Print them from here").click()
    looked_over = 90_000  # ms: for whom they are is looked over for names by a process that starts for it
    expect(page.get_by_role("button", name="Print these cards")).to_be_visible(timeout=looked_over)
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print these cards").click()
    page.emulate_media(media="print")
    cards = page.locator(".ins-print .story-card")
    expect(page.locator("[data-testid=stApp]")).to_be_hidden()
    expect(cards.nth(1)).to_be_attached()
    number = cards.count()
    assert number > 1
    for at in range(number):
        inside = cards.nth(at).evaluate("card => [card.scrollHeight, card.clientHeight]")
        assert inside[0] <= inside[1], "a card is cut"
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == number


def test_whoever_told_sees_what_it_led_to_and_the_ledger_knows(served, screen) -> None:
    page = screen("researcher")
    page.goto(f"{served.address}/told-back")
    expect(page.get_by_text("told us something that led to what stands below")).to_be_visible()
    page.get_by_label("The four words on their card").fill(KNOWN_CODE)
    page.get_by_role("button", name="They have been told").click()
    expect(page.get_by_text("That is kept.")).to_be_visible()
    expect(page.get_by_label("The four words on their card")).to_have_value("")

    pair = screen("pair")
    pair.goto(f"{served.address}/with-a-card")
    pair.get_by_label("The four words on the card").fill(KNOWN_CODE)
    pair.get_by_role("button", name="Open", exact=True).click()
    expect(pair.get_by_text("It stood on a card that a group read together").first).to_be_visible()


def test_a_page_for_scrutiny_is_read_first_and_then_taken(served, screen) -> None:
    page = screen("steward")
    page.goto(f"{served.address}/for-scrutiny")
    expect(page.get_by_role("heading", name="What we do not know")).to_be_visible()
    page.get_by_role("textbox", name="What we heard, in two or three sentences").fill("People want to be rung back.")
    page.get_by_role("textbox", name="What we heard, in two or three sentences").press("Control+Enter")
    expect(page.get_by_text("People want to be rung back.").last).to_be_visible()
    # Pressed at once, the field still being written in: what was typed counts.
    page.get_by_label("Who gets it?").fill("The health scrutiny committee")
    with page.expect_download(timeout=MADE_WITHIN) as taken:
        page.get_by_role("button", name="Take along the page").click()
    said = [one.text for one in Document(BytesIO(Path(taken.value.path()).read_bytes())).paragraphs]
    assert "People want to be rung back." in said
    with page.expect_download(timeout=MADE_WITHIN) as taken:
        page.get_by_role("button", name="Take it as a web page").click()
    web = screen()
    web.set_content(Path(taken.value.path()).read_text("utf-8"))
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    assert axe.run(web).response["violations"] == []
