"""A sub-group's session: a theme is read, it strikes them, they say so what and now what, and they meet again."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from insight.access.reader import Role
from tests.browser.hand import settled

pytestmark = pytest.mark.browser

READ_WITHIN = 90_000  # ms: what staff type is looked over by a process that starts with the first text


def choose(page: Page, label: str, choice: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=choice).click()
    page.keyboard.press("Escape")


def test_a_session_from_a_theme_to_the_next_one(served, screen):
    house = served.services()
    member = next(one.reader() for one in house.demo.people() if one.role is Role.MEMBER)
    [room] = house.learning.rooms.list(member)
    line = house.themes.shelf.list(member).themes[0]
    page = screen("sub\u2011group", width=1280)

    page.goto(f"{served.address}/theme?theme={line.id}")
    page.get_by_role("button", name="This struck us").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("a voice we had not heard").click()
    dialog.get_by_role("textbox", name="Why did it strike you?").fill("Nobody had said it like this.")
    dialog.get_by_role("button", name="Put it on the wall").click()
    expect(dialog.get_by_text("It is on the wall.")).to_be_visible(timeout=READ_WITHIN)
    opened = house.learning.rooms.open(member, room, together=False)
    assert opened.wall[-1].citation.why == "Nobody had said it like this."
    page.keyboard.press("Escape")

    reading = "It is about who comes back, not about what they bring."
    page.get_by_role("textbox", name="How do you read it?").fill(reading)
    page.get_by_role("button", name="Sign this reading").click()
    expect(page.get_by_text("Your reading stands beside the others.")).to_be_visible(timeout=READ_WITHIN)
    expect(page.get_by_text(reading)).to_be_visible()
    expect(page.get_by_text("Those who told us")).to_be_visible()

    page.get_by_role("link", name="Write down what we noticed").click()
    expect(page.get_by_role("heading", name="A sub-group's room")).to_be_visible()
    settled(page)
    page.get_by_role("textbox", name="What we noticed").fill("People remember who came back.")
    page.get_by_role("textbox", name="So what").fill("Our rotas change faces every week.")
    page.get_by_role("textbox", name="Now what").fill("One face for six weeks, and see.")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("textbox", name="What we noticed")).to_have_value("", timeout=READ_WITHIN)
    expect(page.get_by_text("People remember who came back.")).to_be_visible()
    settled(page)
    entry = house.learning.rooms.open(member, room, together=False).entries[0]
    assert (entry.entry.now_what, entry.themes) == ("One face for six weeks, and see.", (line.id,))

    page.get_by_role("link", name="Sessions of this room").click()
    expect(page.get_by_role("heading", name="Sessions")).to_be_visible()
    settled(page)
    choose(page, "Who came?", member.name)
    page.get_by_label("How many others came?").fill("5")
    page.get_by_role("textbox", name="What did you decide?").fill("Two hostels try one face for six weeks.")
    then = date.today() + timedelta(days=28)
    page.get_by_label("When is the next session?").first.click()
    page.keyboard.type(f"{then:%d%m%Y}")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keep this record").click()
    expect(page.get_by_text("The record is kept.")).to_be_visible(timeout=READ_WITHIN)
    held = house.learning.rooms.open(member, room, together=False).held[0]
    assert (held.session.people, held.session.others, held.session.next_on) == ((member.id,), 5, then)
    assert "People remember who came back." in [one.noticed for one in held.entries]


def test_a_theme_is_taken_back_on_a_card(served, screen):
    house = served.services()
    peer = next(one.reader() for one in house.demo.people() if one.role is Role.PEER_RESEARCHER)
    card = next(one for one in house.learning.check_back.cards(peer) if one.quote)
    page = screen("researcher", width=390)
    page.goto(f"{served.address}/check-back?theme={card.theme}")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take this card along").click()
    assert taken.value.suggested_filename == "theme-card.docx"
    page.get_by_text("That's not it", exact=True).click()
    page.get_by_role("textbox", name="What is missing, or not so?").fill("It was colder than that.")
    page.get_by_role("button", name="Write this answer down").click()
    expect(page.get_by_text("Few have answered so far")).to_be_visible(timeout=READ_WITHIN)
    settled(page)
    assert [one.missing for one in house.learning.check_back.of_today(peer, card.theme)] == ["It was colder than that."]
    page.get_by_role("link", name="The whole theme").click()
    expect(page.get_by_text("Few have answered so far")).to_be_visible()
    expect(page.get_by_text("• It was colder than that.")).to_have_count(0)
