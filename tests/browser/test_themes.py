"""A sub-group around a screen: they name, split and pin, the machine looks again, and what they did is still there."""

import pytest
from playwright.sync_api import expect

from insight.access.reader import Role, system
from tests.browser.hand import settled

pytestmark = pytest.mark.browser


def test_what_a_sub_group_did_is_there_after_the_machine_looked_again(served, screen):
    house = served.services()
    member = next(one.reader() for one in house.demo.people() if one.role is Role.MEMBER)
    line = house.themes.shelf.list(member).themes[0]
    page = screen("sub\u2011group", width=1280)
    page.goto(f"{served.address}/theme?theme={line.id}")

    page.get_by_text("Change this theme").click()
    page.get_by_label("A better name for it").fill("What nobody asked about")
    page.get_by_role("button", name="Give it this name").click()
    expect(page.get_by_role("heading", name="What nobody asked about")).to_be_visible()

    page.get_by_role("radio", name="All passages").click()
    page.get_by_text("Sort the passages").click()
    for number in (1, 2):
        page.get_by_role("button", name="Pick it for a theme of its own").nth(number).click()
        expect(page.get_by_text(f"{number} passage{'s are' if number > 1 else ' is'} picked")).to_be_visible()
    page.get_by_label("What shall the new theme be called?").fill("A part that is its own")
    page.get_by_role("button", name="Make a theme of them").click()
    expect(page.get_by_text("There is a new theme.")).to_be_visible()

    expect(page.get_by_text("Change this theme")).to_have_count(1)
    settled(page)
    page.get_by_text("Change this theme").click()
    page.get_by_role("button", name="Pin it").click()
    expect(page.get_by_text("Pinned: no new look changes it.")).to_be_visible()
    settled(page)
    before = {one.passage for one in house.themes.shelf.show(member, line.id).passages}

    house.themes.builds.build(system("theme build"))
    page.goto(f"{served.address}/themes")
    expect(page.get_by_role("heading", name="What nobody asked about")).to_be_visible()
    expect(page.get_by_role("heading", name="A part that is its own")).to_be_visible()
    assert {one.passage for one in house.themes.shelf.show(member, line.id).passages} >= before

    page.goto(f"{served.address}/theme?theme={line.id}")
    page.get_by_text("What was done with it").click()
    expect(page.get_by_text("pinned it.")).to_be_visible()
