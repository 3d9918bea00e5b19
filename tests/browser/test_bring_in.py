"""Real accounts from a file, through the browser: what comes in, what is refused and why, and one of them found."""

import csv
import json
import os
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

BENCH = os.environ.get("INSIGHT_BENCH_DATA", "")
ACCOUNTS = Path(BENCH, "stories", "counselchat_questions.csv")
IN_WITHIN = 120_000  # ms for the longest file on a loaded machine
FOUND_WITHIN = 240  # seconds, while hundreds of others are being read
READ_WITHIN = 300_000  # ms until the machine has read every story of it

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not BENCH or not ACCOUNTS.is_file(), reason="name the folder of real texts in INSIGHT_BENCH_DATA"
    ),
]


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


def bring(page: Page, address: str, file: Path) -> None:
    """Choose a file and bring it in, with everything agreed."""
    page.goto(f"{address}/bring-in")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(file.name)).to_be_visible()
    page.get_by_role("button", name="Bring in", exact=True).click()


@pytest.mark.parametrize("rows", [40, pytest.param(500, marks=pytest.mark.soak)])
def test_a_table_comes_in_is_looked_over_and_found(screen, served, tmp_path, rows):
    different = first_rows(rows, tmp_path / "accounts.csv")
    page = screen("researcher")
    bring(page, served.address, tmp_path / "accounts.csv")
    expect(page.get_by_text(f"{different} stories are in.")).to_be_visible(timeout=IN_WITHIN)
    expect(page.get_by_role("heading", name="refused")).to_be_visible()
    refused = page.get_by_role("table").inner_text()
    assert "there is no text in it" in refused
    assert "longer than 200,000" in refused
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
        ("columns.csv", b"who,what\nKev,a story of some length\n"),
        ("report.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
        ("nul.csv", b"text\n\x00\x00\x00\x00\n"),
    ],
)
def test_a_file_that_cannot_come_in_is_refused_in_plain_words(screen, served, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    page = screen("researcher")
    bring(page, served.address, tmp_path / name)
    told = page.get_by_role("alert").first
    expect(told).to_be_visible(timeout=IN_WITHIN)
    assert "Nothing was brought in" in told.inner_text()
    assert page.locator("[data-testid=stException]").count() == 0
