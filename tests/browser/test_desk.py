"""A peer researcher keeps a quote, codes a story with the keyboard, and says when it is done."""

import pytest
from playwright.sync_api import expect

from insight.access.reader import Role
from tests.browser.hand import settled

pytestmark = pytest.mark.browser

WORDS = "nobody had asked"


@pytest.fixture
def peer(served):
    return next(one.reader() for one in served.services().demo.people() if one.role is Role.PEER_RESEARCHER)


def test_from_a_story_to_a_quote_to_a_code(served, screen, peer):
    house = served.services()
    collection = house.desk.collecting.make(peer, "Being asked", "What changes when somebody asks?", None)
    house.desk.coding.add_code(peer, collection, "Somebody asked", "", None)
    story = house.reading.some(peer, [house.search.search(peer, WORDS)[0].facts.id]).popitem()[1]
    first = story.stretches[0]
    some = " ".join(str(story.text)[first.start : first.end].split("\n")[0].split()[:4])
    page = screen("researcher", width=390)
    page.goto(f"{served.address}/story?story={story.id}")
    page.get_by_role("button", name="Keep this").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Only some of it?").fill(some)
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog.get_by_text("Kept in “Being asked”.")).to_be_visible()
    assert [one.text for one in house.desk.collecting.open(peer, collection).quotes] == [some]

    page.goto(f"{served.address}/collections?collection={collection}")
    expect(page.locator("blockquote").get_by_text(some)).to_be_visible()
    page.get_by_role("link", name="Code its stories").click()
    page.get_by_role("button", name=story.facts.title).click()
    expect(page.get_by_text("Codes for passage 1 of")).to_be_visible()
    code = page.get_by_role("button", name="Somebody asked").first
    code.focus()
    page.keyboard.press("Space")
    settled(page)
    expect(code).to_be_focused()
    page.get_by_role("button", name="I have finished this story").click()
    expect(page.get_by_text("You have finished this story.")).to_be_visible()
    work = house.desk.coding.story(peer, collection, story.id)
    assert [one.start for one in work.mine] == [0]
    assert work.finished
    assert WORDS.split()[0] not in page.url
