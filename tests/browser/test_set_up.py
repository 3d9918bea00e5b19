"""The steward's first hour: from the link on a new machine until pairs may listen, on a telephone."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from insight.running import free_port
from tests.browser.conftest import open_tab
from tests.browser.hand import Hand
from tests.served import Served

pytestmark = pytest.mark.browser

PASSWORD = "kettle moss lantern"
NARROW = 390


@pytest.fixture
def new_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A bank that nobody has used, served as in earnest: no demo."""
    monkeypatch.setenv("INSIGHT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("INSIGHT_DEMO", raising=False)
    one = Served(tmp_path, free_port())
    yield one
    one.end()


def first_link(served: Served) -> str:
    found = re.search(r"http://\S+/insight/welcome/\S+", served.log.read_text("utf-8"))
    assert found
    return found[0]


def fits(hand: Hand) -> bool:
    return int(hand.page.evaluate("() => document.documentElement.scrollWidth")) <= NARROW


def test_a_new_bank_is_settled_step_by_step(chromium, new_bank):
    address = f"http://127.0.0.1:{new_bank.port}"
    page = open_tab(chromium, SimpleNamespace(address=address), width=NARROW)
    hand = Hand(page)
    page.goto(first_link(new_bank))
    for name, words in (("name", "Ines"), ("sign_in_name", "ines"), ("password", PASSWORD)):
        page.locator(f"input[name={name}]").fill(words)
    hand.press("Make my account")

    hand.heading("What needs you now")
    expect(page.get_by_text("Insight is not set up yet. Your steward has 7 steps left.")).to_be_visible()
    hand.press("Go on with it", "link")
    hand.heading("Before the first story")
    assert fits(hand)
    hand.press("Who hosts it")
    hand.heading("Who hosts it")
    hand.fill("Which organisation", "City Council")
    hand.fill("Where to write to", "IT desk, Town Hall")
    hand.press("Keep this")

    hand.heading("Who decides together")
    hand.fill("Name of an organisation", "City Council")
    hand.fill("Where to write to about data protection", "Data-protection officer, Town Hall")
    hand.press("Add")
    expect(page.get_by_text("Write to: Data-protection officer, Town Hall")).to_be_visible()
    page.reload()  # whoever stops here goes on here
    hand.press("That is all of us")

    hand.heading("On what basis in law")
    assert fits(hand)
    page.get_by_text("Yes, it may be told").click()
    expect(page.get_by_role("combobox", name="Why may we keep that?")).to_be_visible()
    hand.press("Keep this")
    hand.heading("Is it research?")
    hand.press("Keep this")
    hand.heading("How long it is kept")
    hand.press("Keep this")
    hand.heading("Whom to call")
    hand.press("I have called each number. Keep this")
    hand.heading("What could go wrong for people")
    page.get_by_text("We did a data protection impact assessment, and acted on it.").click()
    hand.press("Keep this with my name")

    hand.heading("Before the first story")
    expect(page.get_by_text("All is settled.")).to_be_visible()
    page.goto(f"{address}/who-did-what")
    hand.heading("Who did what")
    page.get_by_role("combobox", name="What was done").click()
    page.get_by_role("option", name="everything").click()
    expect(page.get_by_text("Ines said on what basis in law stories are kept").first).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take this along as a table").click()
    assert taken.value.suggested_filename == "who-did-what.csv"
    assert "basis_recorded" in Path(taken.value.path()).read_text("utf-8-sig")
    page.context.close()
