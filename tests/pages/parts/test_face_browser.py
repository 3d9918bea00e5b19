"""In Chromium: every part in light and dark, wide and narrow, without a fault that a machine can find."""

import pytest

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
READY = {
    "editor": "textarea",
    "marks": ".marks .letter button",
    "letters": ".letters mark",
    "card": ".card li",
    "charts": "[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas",
}


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture(params=[1280, 320])
def width(request):
    return request.param


@pytest.fixture(scope="module")
def tab(chromium):
    """One tab for all: what has been drawn in it once is drawn again in a third of the time."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("part", READY)
def test_no_fault_against_wcag_and_nothing_wider_than_the_screen(tab, server, part, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{server.address}/?part={part}")
    tab.locator(READY[part]).first.wait_for()
    tab.wait_for_timeout(600)
    if part == "marks":
        tab.locator(".marks .letter button").first.focus()
    if part == "charts":
        tab.get_by_text("The same figures as a table").click()
        tab.get_by_role("table").wait_for()
    found = axe.run(tab, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    assert tab.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_a_press_on_a_letter_reaches_the_page_and_markup_in_a_story_stays_words(page, server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.address}/?part=letters")
    page.get_by_text("nothing chosen").wait_for()
    page.get_by_role("button", name="More like this: A worker, April").click()
    page.get_by_text("chosen b like").wait_for()
    assert page.get_by_text("<b>It was soup.</b>").count() == 1
    assert [url for url in asked if not url.startswith((server.address, "blob:", "data:"))] == []
    marks = page.locator(".letters mark").all_inner_texts()
    assert marks == ["sat down. She didn’t write, she listened", "asked what I liked to eat"]


def test_a_card_prints_alone(page, server):
    page.add_init_script("window.print = () => {}")
    page.goto(f"{server.address}/?part=card")
    page.locator(".card li").first.wait_for()
    assert page.locator(".card li").all_inner_texts() == ["kettle", "garden", "ferry", "lamp"]
    page.get_by_role("button", name="Print this card").click()
    page.emulate_media(media="print")
    shown = page.evaluate(
        """() => [...document.querySelectorAll('h1, button, .card li')]
          .filter(each => each.checkVisibility({visibilityProperty: true})).map(each => each.textContent)"""
    )
    assert shown == ["kettle", "garden", "ferry", "lamp"]


def test_stories_are_set_in_serif_at_eighteen_pixels_or_more_and_the_program_in_sans(page, server):
    page.goto(f"{server.address}/?part=letters")
    page.locator(".letters .letter").first.wait_for()
    size, line, family = page.locator(".letters .letter").first.evaluate(
        """each => {
          const style = getComputedStyle(each);
          return [parseFloat(style.fontSize), parseFloat(style.lineHeight), style.fontFamily];
        }"""
    )
    assert size >= 18
    assert line / size == pytest.approx(1.6, abs=0.01)
    assert family.startswith('"Source Serif"')
    assert "Source Sans" in page.locator("h1").evaluate("each => getComputedStyle(each).fontFamily")
    assert page.evaluate("document.fonts.check('18px \"Source Serif\"')")
