"""Files through the browser: one of each kind at two widths, hostile ones among them, and real accounts to the end."""

import csv
import json
import os
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import settled

BENCH = os.environ.get("INSIGHT_BENCH_DATA", "")
ACCOUNTS = Path(BENCH, "stories", "counselchat_questions.csv")
IN_WITHIN = 120_000  # ms for the longest file on a loaded machine
FOUND_WITHIN = 240  # seconds, while hundreds of others are being read
READ_WITHIN = 300_000  # ms until the machine has read every story of it

pytestmark = pytest.mark.browser
needs_real_texts = pytest.mark.skipif(
    not BENCH or not ACCOUNTS.is_file(), reason="name the folder of real texts in INSIGHT_BENCH_DATA"
)
FILES = Path(__file__).parents[1] / "stories" / "importers" / "files"
KINDS = (
    "kobo.csv", "libreoffice.xlsx", "libreoffice-windows-1252.csv", "libreoffice-headings.docx", "libreoffice.txt",
    "taguette-highlights.csv", "taguette-document.html", "teams.vtt", "zoom.vtt", "subtitles.srt", "pyrefiqda.qdpx",
)  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDEST = "() => document.documentElement.scrollWidth"


def first_rows(number: int, to: Path) -> int:
    """The first accounts and two rows that cannot come in; how many of the accounts are the first of their kind."""
    csv.field_size_limit(10_000_000)
    with ACCOUNTS.open(newline="", encoding="utf-8") as file:
        texts = [row["text"] for _, row in zip(range(number), csv.DictReader(file), strict=False)]
    with to.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["ref", "text"])
        writer.writerows([f"row {number}", text] for number, text in enumerate(texts))
        writer.writerows([["empty", ""], ["too long", "a" * 200_001]])
    return len({" ".join(text.split()) for text in texts if text.strip()})


def choose(page: Page, address: str, *files: Path) -> None:
    """Choose files and wait until they were looked at."""
    page.goto(f"{address}/bring-in")
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text(files[-1].name + ":").first).to_be_visible(timeout=IN_WITHIN)


def bring(page: Page) -> None:
    """Bring in what was chosen."""
    page.get_by_text("They were told for it").click()
    button = page.get_by_role("button", name="Bring in", exact=True)
    expect(button).to_be_enabled()
    button.click()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_file_of_each_kind_comes_in_beside_a_damaged_one(screen, served, tmp_path, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    (tmp_path / "broken.docx").write_bytes((FILES / "libreoffice-headings.docx").read_bytes()[:3000])
    page = screen("researcher", width=width)
    choose(page, served.address, *(FILES / name for name in KINDS), tmp_path / "broken.docx")
    expect(page.get_by_role("alert").first).to_contain_text("damaged")
    again = page.get_by_role("button", name="Read it this way")
    if width == 1280:
        again.first.click()  # the second time it is remembered
    expect(page.get_by_text("kobo.csv: 2 stories, 1 row cannot come in")).to_be_visible(timeout=IN_WITHIN)
    settled(page)
    found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(WIDEST) <= width
    bring(page)
    if width == 1280:
        expect(page.get_by_text("18 stories are in.")).to_be_visible(timeout=IN_WITHIN)
    else:
        expect(page.get_by_text("Nothing was brought in.", exact=True)).to_be_visible(timeout=IN_WITHIN)
        expect(page.get_by_text("this text is in the bank already").first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the whole list").click()
    rows = list(csv.reader(saved.value.path().read_text("utf-8").splitlines()))
    assert rows[0] == ["file", "row", "why"]
    assert ["1", "3", "there is no text in it"] in rows
    assert page.evaluate(WIDEST) <= width


@needs_real_texts
@pytest.mark.parametrize("rows", [40, pytest.param(500, marks=pytest.mark.soak)])
def test_a_table_comes_in_is_looked_over_and_found(screen, served, tmp_path, rows):
    different = first_rows(rows, tmp_path / "accounts.csv")
    page = screen("researcher")
    choose(page, served.address, tmp_path / "accounts.csv")
    bring(page)
    expect(page.get_by_text(f"{different} stories are in.")).to_be_visible(timeout=IN_WITHIN)
    expect(page.get_by_role("heading", name="refused")).to_be_visible()
    expect(page.get_by_text("there is no text in it").first).to_be_visible()
    expect(page.get_by_text("longer than 200,000").first).to_be_visible()
    page.get_by_role("link", name="Look them over").click()
    expect(page.get_by_role("button", name="came in").first).to_be_visible(timeout=READ_WITHIN)
    page.get_by_role("button", name="came in").last.click()
    expect(page.get_by_role("heading", name="What should be taken out?")).to_be_visible()
    page.get_by_role("button", name="Read it back").click()
    expect(page.get_by_role("heading", name="Read it back")).to_be_visible()
    words = page.locator(".letter").first.inner_text()
    page.get_by_role("button", name="Approve and keep").click()
    expect(page.get_by_text("Kept. It can be found in a few seconds")).to_be_visible()
    assert until_found(served, words)


def until_found(served, words: str) -> bool:
    """Whether the story is found by its own words, once the worker has come to it: it may still be reading others."""
    began = time.monotonic()
    while time.monotonic() - began < FOUND_WITHIN:
        found = json.loads(served.run("search", " ".join(words.split()[:30]), "--json"))
        if any(one["text"] in words or words[:60] in one["text"] for one in found[:3]):
            return True
        time.sleep(2)
    return False


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("report.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
        ("nul.csv", b"text\n\x00\x00\x00\x00\n"),
    ],
)
def test_a_file_that_cannot_come_in_is_refused_in_plain_words(screen, served, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    page = screen("researcher")
    choose(page, served.address, tmp_path / name)
    told = page.get_by_role("alert").first
    expect(told).to_be_visible(timeout=IN_WITHIN)
    assert "Nothing was brought in" in told.inner_text()
    assert page.locator("[data-testid=stException]").count() == 0
