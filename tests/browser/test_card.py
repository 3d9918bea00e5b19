"""With a card in a browser: it opens, reads, changes, prints alone on a postcard, and comes as a Word file."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from insight.demo.load import KNOWN_CODE
from tests.browser.test_faces import ALL_RULES, RULES_OF_LOOKS, WIDEST, keep_shot, listen_for_troubles

pytestmark = pytest.mark.browser

A6_ACROSS = (420, 298)  # points
AGREED = "People in the alliance may read it: yes"


def type_in(page: Page, served, code: str = KNOWN_CODE) -> None:
    page.goto(f"{served.address}/with-a-card")
    page.get_by_label("The four words on the card").fill(code)
    page.get_by_role("button", name="Open", exact=True).click()


def check(page: Page, name: str, scheme: str) -> None:
    """As the faces are checked: wide and narrow, and by axe, narrow in the light and wide in the dark."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    judged_at, rules = (320, ALL_RULES) if scheme == "light" else (1280, RULES_OF_LOOKS)
    for width in (390, 320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        keep_shot(page, f"card_{name}_{scheme}_{width}")
        assert page.evaluate(WIDEST) <= width
        if width == judged_at:
            found = axe.run(page, options={"runOnly": rules})
            assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_holder_sees_reads_changes_and_gets_a_card(screen, served, scheme, tmp_path: Path) -> None:
    page = screen("pair", scheme=scheme)
    with listen_for_troubles(page) as troubles:
        type_in(page, served)
        expect(page.get_by_role("heading", name="Hello again")).to_be_visible()
        expect(page.get_by_text(AGREED)).to_be_visible()
        assert KNOWN_CODE.split()[0] not in page.url
        check(page, "open", scheme)
        page.get_by_role("button", name="We are in private").first.click()
        expect(page.get_by_role("button", name="Put it away")).to_be_visible()
        expect(page.locator(".letters .letter").first).to_be_visible()
        check(page, "read", scheme)
        page.get_by_role("button", name="Change what I agreed").click()
        expect(page.get_by_role("heading", name="Change what I agreed")).to_be_visible()
        check(page, "change", scheme)
        page.get_by_role("button", name="Keep these answers").click()
        expect(page.get_by_role("heading", name="That is kept")).to_be_visible()
        expect(page.locator(".sheet li")).to_have_text(KNOWN_CODE.split())
        check(page, "card", scheme)
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save it as a Word file").click()
        saved.value.save_as(tmp_path / "card.docx")
        said = [one.text for one in Document(BytesIO((tmp_path / "card.docx").read_bytes())).paragraphs]
        assert AGREED in said
        for name in ("Remove what I told you", "Add a word of my own to the card", "Have a letter left"):
            page.get_by_role("button", name="Back to what you told us").click()
            page.get_by_role("button", name=re.compile(name)).click()
            expect(page.get_by_role("button", name="Back to what you told us")).to_be_visible()
            check(page, name[:6].strip().lower(), scheme)
    assert troubles == []


def test_the_card_prints_alone_on_a_postcard(screen, served, tmp_path: Path) -> None:
    page = screen("pair")
    page.add_init_script("window.print = () => { window.printed = true; }")
    type_in(page, served)
    page.get_by_role("button", name="Change what I agreed").click()
    page.get_by_role("button", name="Keep these answers").click()
    page.get_by_role("button", name="Print this card").click()
    assert page.evaluate("window.printed")
    made = page.pdf(prefer_css_page_size=True, path=tmp_path / "card.pdf")
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", made)
    assert [tuple(int(float(side)) for side in one) for one in sizes] == [A6_ACROSS]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".ins-print").count() == 0


def test_leaving_the_page_puts_the_card_away(screen, served) -> None:
    page = screen("pair")
    type_in(page, served)
    expect(page.get_by_role("heading", name="Hello again")).to_be_visible()
    page.get_by_role("link", name="Look over").click()
    expect(page.get_by_role("heading", name="Stories to look over")).to_be_visible()
    page.get_by_role("link", name="With a card").click()
    expect(page.get_by_label("The four words on the card")).to_have_value("")


def test_words_that_are_on_no_card_are_told(screen, served) -> None:
    page = screen("pair")
    type_in(page, served, "moss moss moss moss")
    expect(page.get_by_text("No story goes with this code")).to_be_visible()
    expect(page.get_by_label("The four words on the card")).to_have_value("moss moss moss moss")
    type_in(page, served)  # the right one forgives the slip
    expect(page.get_by_role("heading", name="Hello again")).to_be_visible()
