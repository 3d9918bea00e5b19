"""A member makes a share-back from a theme, changes it and gives it out; somebody agrees to less, and it says so."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from insight.access.reader import Role
from tests.browser.test_faces import keep_shot

pytestmark = pytest.mark.browser
SLOWLY = 60_000  # ms
TITLE = "What we heard about nights"


def paragraphs(file: Path) -> list[str]:
    return [one.text for one in Document(BytesIO(file.read_bytes())).paragraphs]


def take(page, name: str) -> Path:
    """Press the button for a file; where it lies."""
    with page.expect_download(timeout=SLOWLY) as taken:
        page.get_by_role("button", name=name).click()
    return Path(taken.value.path())


def test_from_a_theme_to_a_file_and_on_to_less(served, screen, tmp_path: Path) -> None:
    house = served.services()
    [member] = [one.reader() for one in house.demo.people() if one.role is Role.MEMBER]
    back = house.giving.share_backs
    theme = house.themes.shelf.list(member).themes[0]
    page = screen("sub\u2011group")
    page.goto(f"{served.address}/share-backs")
    page.get_by_role("button", name="Make a share-back").click()
    page.get_by_role("textbox", name="Its title").fill(TITLE)
    page.get_by_role("combobox", name="What is it about?").fill(theme.name[:12])
    page.get_by_role("option", name=f"One theme: {theme.name}").click()
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible(timeout=SLOWLY)  # what looks for names starts
    share = next(one.id for one in back.making.list(member) if one.title == TITLE)
    quoted = [one.words for part in back.giving.look(member, share).given.parts for one in part.quotes]
    assert quoted
    expect(page.get_by_text("Quote 1:").first).to_be_visible()
    expect(page.locator(".ins.letters .letter").first).to_contain_text(quoted[0].split("\n")[0][:40])

    page.get_by_role("button", name="Change this part").last.click()
    page.get_by_role("textbox", name="What we say").fill("The desk asks first now. The form has not changed.")
    page.get_by_role("button", name="Keep these words").click()
    expect(page.get_by_text("The desk asks first now.")).to_be_visible(timeout=SLOWLY)
    page.get_by_role("button", name="It is finished").click()
    expect(page.get_by_text("It is finished: others read it.")).to_be_visible()

    page.get_by_label("For whom is it?").fill("the scrutiny committee")
    page.get_by_label("For whom is it?").press("Enter")
    said = paragraphs(take(page, "A Word document"))
    assert said[0] == TITLE
    assert quoted[0] in said
    assert "The desk asks first now. The form has not changed." in said
    html = take(page, "A page for any browser").read_bytes()
    alone = tmp_path / "share-back.html"
    alone.write_bytes(html)
    other = page.context.new_page()
    for width, scheme in ((1280, "light"), (320, "dark")):
        other.set_viewport_size({"width": width, "height": 900})
        other.emulate_media(color_scheme=scheme)
        other.goto(alone.as_uri())
        expect(other.get_by_role("heading", name=TITLE)).to_be_visible()
        assert other.evaluate("document.documentElement.scrollWidth") <= width
        keep_shot(other, f"share_back_file_{width}_{scheme}")
    expect(other.locator("blockquote").first).to_contain_text(quoted[0].split("\n")[0][:40])
    other.close()

    reader = screen("share-back-reader")
    reader.goto(served.address)
    reader.get_by_role("button", name=TITLE).click()
    expect(reader.get_by_text("The desk asks first now.")).to_be_visible()
    expect(reader.get_by_text("Quote 1:")).to_have_count(0)
    expect(reader.locator("[data-testid=stSidebar] a")).to_have_count(3)  # home, what we heard, their account

    room = screen("sub\u2011group")
    room.goto(f"{served.address}/share-back-for-a-room?share={share}")
    first = room.locator(".ins.slides section")
    expect(first).to_be_visible()
    before = first.inner_text()
    room.keyboard.press("ArrowRight")
    expect(first).not_to_have_text(before)

    story = back.giving.look(member, share).stories[0]
    steward = next(one.reader() for one in house.demo.people() if one.role is Role.STEWARD)
    agreed = house.with_a_card.agreed(steward, story)
    house.with_a_card.change_without(steward, story, replace(agreed, outside=False))
    page.get_by_label("For whom is it?").fill("the council")
    page.get_by_label("For whom is it?").press("Enter")
    expect(page.get_by_text("quote is not here: what was agreed does not reach this far")).to_be_visible()
    later = paragraphs(take(page, "A Word document"))
    assert any("what was agreed does not reach this far" in one for one in later)
    assert len([one for one in quoted if one in later]) == len(quoted) - 1
    receipt = house.leaving.withdrawal.withdraw(steward, story).in_words()
    assert f"given out before, in “{TITLE}”" in receipt
    assert "for the scrutiny committee" in receipt
    assert "for the council" not in receipt
