"""A steward's bad day, through the screen: a removal, a lost card, a story somebody recognised, a backup."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from insight.access.reader import Role
from insight.errors import NotFound
from insight.jobs import work_through
from insight.stories.consent import Consent
from insight.stories.holder import NOBODY
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser

AGREED = Consent(inside=True, room=True, outside=True, quotes=True)
PASSPHRASE = "kettle moss lantern harbour"


@pytest.fixture
def kept(served):
    """`kept(words)`: a story that was told, looked over and kept; its id and the words on its teller's card."""
    house = served.services()
    pair = next(one.reader() for one in house.demo.people() if one.role is Role.INTERVIEWER)

    def kept(words: str) -> tuple[str, str]:
        card = house.listening.submit(pair, served.conversation(words, AGREED)).cards[0]
        house.protection.detect_next("steward", list(card.stories))
        house.protection.approve(pair, card.stories[0])
        work_through(house, list(card.stories))
        assert card.code is not None
        return card.stories[0], card.code

    return kept


def test_what_somebody_told_is_removed_with_their_card_and_the_steward_has_a_receipt(served, screen, kept):
    story, code = kept("The woman at the launderette kept my coat dry for a whole winter and never charged me.")
    page = screen("steward")
    page.goto(f"{served.address}/steward")
    page.get_by_label("The four words on their card").fill(code)
    page.get_by_role("button", name="Remove it everywhere").click()
    expect(page.get_by_text("One story was removed on")).to_be_visible(timeout=90_000)
    expect(page.get_by_text("Nothing of it was found.").first).to_be_visible()
    assert "launderette" not in page.content()
    page.goto(f"{served.address}/story?story={story}")
    expect(page.get_by_text("There is no such story, or it is not open to you.")).to_be_visible()
    page.goto(f"{served.address}/with-a-card")
    page.get_by_label("The four words on the card").fill(code)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text(NOBODY)).to_be_visible()


def test_whoever_lost_their_card_is_found_by_their_own_words(served, screen, kept):
    _, lost = kept("A man on the ferry taught me to tie a bowline and said I had good hands for it.")
    page = screen("steward", width=390, scheme="dark")
    page.goto(f"{served.address}/lost-card")
    page.get_by_label("What did they tell us, in their own words?").fill("taught me to tie a bowline on the ferry")
    page.keyboard.press("Enter")
    page.locator("article", has_text="bowline").get_by_role("button", name="This is theirs").first.click()
    expect(page.get_by_role("heading", name="A new card")).to_be_visible()
    page.get_by_role("button", name="Yes, make a new card").click()
    expect(page.get_by_role("heading", name="Hand over this card")).to_be_visible()
    house = served.services()
    reader = next(one.reader() for one in house.demo.people() if one.role is Role.STEWARD)
    with pytest.raises(NotFound, match=NOBODY):
        house.with_a_card.look(reader, lost)


def test_a_story_that_somebody_recognised_leaves_view_and_comes_back_when_it_was_looked_at(served, screen, kept):
    story, _ = kept("The lad with the accordion played outside the library until they let him in to get warm.")
    member, steward = screen("sub\u2011group"), screen("steward")
    member.goto(f"{served.address}/story?story={story}")
    member.get_by_role("button", name="I think I know who this is").click()
    expect(member.get_by_text("The story has left everybody's view")).to_be_visible()
    steward.goto(f"{served.address}/story?story={story}")
    expect(steward.get_by_text("There is no such story, or it is not open to you.")).to_be_visible()
    steward.goto(f"{served.address}/look-again?held={story}")
    expect(steward.get_by_role("heading", name="Somebody thought they knew who this is")).to_be_visible()
    steward.get_by_role("button", name="It is safe now: give it back").click()
    member.goto(f"{served.address}/story?story={story}")
    expect(member.locator("article", has_text="accordion")).to_be_visible()


def test_a_backup_made_while_it_is_served_is_listed_and_comes_back_elsewhere(served, screen, kept, tmp_path):
    story, _ = kept("The baker in the arcade saved the last loaf for me on Fridays and asked after my knee.")
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    served.run("backup", str(tmp_path / "bank.backup"), "--passphrase-file", str(tmp_path / "passphrase"))
    page = screen("steward")
    page.goto(f"{served.address}/backups")
    expect(page.get_by_text("Somebody made it by hand and took it away.").first).to_be_visible()
    environment = {**os.environ, "INSIGHT_DATA_DIR": str(tmp_path / "elsewhere")}
    for command in (
        ["restore", str(tmp_path / "bank.backup"), "--passphrase-file", str(tmp_path / "passphrase")],
        ["search", "the baker saved the last loaf on Fridays", "--json"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "insight", *command], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    assert story in done.stdout


def test_a_letter_is_printed_with_the_sentence_that_was_typed_last(served, screen, kept):
    _, code = kept("The lad at the tip gave me a kettle out of the skip and showed me how to wire the plug.")
    house = served.services()
    pair = next(one.reader() for one in house.demo.people() if one.role is Role.INTERVIEWER)
    house.letters_back.ask(pair, code, "the laundry at the hostel")
    page = screen("steward")
    page.add_init_script("window.print = () => {}")  # the sheet stays until a printer has had it
    page.goto(f"{served.address}/letters-to-leave")
    page.get_by_text("the laundry at the hostel").click()
    letter = page.get_by_label("The letter")
    letter.fill("You told us something in the winter.")
    letter.press("Control+Enter")
    press = page.get_by_role("button", name="Print this letter")
    expect(press).to_be_visible()
    letter.press_sequentially(" This is what came of it.")
    press.click()
    expect(page.locator(".ins-print")).to_contain_text("This is what came of it.")
