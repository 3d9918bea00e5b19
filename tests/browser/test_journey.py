"""The main job in one sitting: a pair listens and loses nothing, a person protects it, others find it by meaning."""

import re
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import MOST_ACTIONS, Hand, as_far_as_the_card, as_far_as_the_page

pytestmark = pytest.mark.browser

FOUND_WITHIN = 30  # seconds from approving to being found; two or three when nothing else runs

# Everything here is invented. The last one is a by-name that no machine could know: it is taken out by hand.
CANARIES = ("Shazneen", "Okonjo", "07700 900417", "PL9 7QX", "943 476 5919", "the spanner lady")
FIRST = (
    "Shazneen Okonjo showed me how to put the chain back on an old racer and how to true a wheel. "
    "She gave me her number, 07700 900417, and said ring when it slips. "
)
MORE = (
    "I was stopping at PL9 7QX then and the surgery had me down as NHS number 943 476 5919. "
    "Everybody at Lantern House calls her the spanner lady. "
)
AFTER_THE_KILL = "By August I was mending the bicycles of half the hostel and I slept."
IN_OTHER_WORDS = "learning to repair a bike"


def everything_in(page: Page) -> str:
    """All markup of the page, with what stands inside components."""
    markup: str = page.evaluate(
        """() => {
          const of = (node) => node.innerHTML + [...node.querySelectorAll('*')]
            .map(each => (each.value ?? '') + (each.shadowRoot ? of(each.shadowRoot) : '')).join(' ');
          return of(document.documentElement) + document.title + location.href;
        }"""
    )
    return markup


def select(page: Page, words: str) -> None:
    """Mark these words in the story under review, as a mouse would."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector('.marks .letter'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
          throw new Error('these words do not stand in the story');
        }""",
        words,
    )


def listen(hand: Hand, served) -> list[str]:
    """From the sign-in page to the card; its words."""
    page = hand.page
    page.goto(served.address)
    hand.press("Look around as a pair who listens")
    as_far_as_the_page(hand)
    hand.heading("What they told you")
    hand.type_and_see_it_saved(FIRST)
    hand.type(MORE)
    page.reload()  # in the middle of it: what was typed last is on its way
    expect(hand.editor).to_have_value(FIRST + MORE)

    served.kill_web()
    hand.type_and_see_it_saved(AFTER_THE_KILL)
    page.reload()
    expect(hand.editor).to_have_value(FIRST + MORE + AFTER_THE_KILL)
    words = as_far_as_the_card(hand)
    sys.stdout.write(f"\n{hand.actions} actions up to the card\n")
    return words


def protect(hand: Hand) -> None:
    """Correct what the machine proposes, read it back, approve."""
    page = hand.page
    hand.press("They have it")
    hand.heading("What should be taken out?")
    for hidden in ("Shazneen Okonjo", "07700 900417", "PL9 7QX", "943 476 5919"):
        pill = page.locator(".marks .letter button[aria-pressed=true]").and_(
            page.get_by_role("button", name=re.compile(f"taken out, was {hidden}"))
        )
        expect(pill).to_have_count(1)
    lantern = page.locator(".marks .letter").get_by_role("button", name=re.compile("was Lantern House"))
    hand.click(lantern)
    expect(page.locator(".marks .letter").get_by_role("button", name="Lantern House, left in")).to_be_visible()
    select(page, "the spanner lady")
    hand.press("Take this out")
    expect(
        page.locator(".marks .letter").get_by_role("button", name=re.compile("was the spanner lady"))
    ).to_be_visible()
    hand.press("Read it back")
    hand.heading("Read it back")
    expect(page.locator(".marks")).to_have_count(0)
    expect(page.get_by_role("blockquote")).to_contain_text("Lantern House")
    assert [one for one in CANARIES if one in everything_in(page)] == []
    hand.press("Approve and keep")
    expect(page.get_by_text("Kept. It can be found in a few seconds")).to_be_visible()
    hand.press("Sign out")
    hand.heading("You are signed out")


def find(hand: Hand, served) -> None:
    """Another person finds it in words that it does not hold, and opens it whole: nothing in it says who it was."""
    page = hand.page
    frames: list[bytes] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: frames.append(frame if bytes is type(frame) else b"")),
    )
    page.goto(served.address)
    hand.press("Look around as a peer researcher")
    hand.press("Search", "link")
    hand.heading("Find stories")
    searched = page.get_by_label("What are you looking for?")
    until = time.monotonic() + FOUND_WITHIN
    while not page.get_by_text("how to true a wheel").count() and time.monotonic() < until:
        searched.fill("")
        searched.press("Enter")
        expect(page.get_by_text("For example:")).to_be_visible()
        searched.fill(IN_OTHER_WORDS)
        searched.press("Enter")
        expect(page.get_by_text("the nearest first")).to_be_visible()
        page.wait_for_timeout(1000)
    expect(page.get_by_text("how to true a wheel").first).to_be_visible()
    assert "repair" not in page.url
    found = page.locator("article").filter(has_text="how to true a wheel").first
    found.get_by_role("button", name="More like this").click()
    expect(page.get_by_text("Stories like this one")).to_be_visible()
    expect(page.get_by_text("how to true a wheel")).to_have_count(0)
    hand.press("Back to what you were looking for")
    found.get_by_role("button", name=re.compile("Open the whole story")).click()
    expect(page).to_have_url(re.compile(r"/story\?story=[a-z0-9]+$"))
    expect(page.get_by_text(AFTER_THE_KILL)).to_be_visible()
    markup = everything_in(page)
    assert [one for one in CANARIES if one in markup or one.encode() in b"".join(frames)] == []

    hand.press("Themes", "link")
    hand.heading("What people told us")
    page.get_by_role("button", name=re.compile("Read what is behind it")).first.click()
    expect(page.get_by_text("Words that set it apart")).to_be_visible()
    hand.press("Better or worse", "link")
    hand.heading("Do people feel better or worse?")
    expect(page.get_by_text("Of ").first).to_be_visible()


def left_behind(folder: Path, log: Path) -> list[tuple[str, str]]:
    """Canaries that stand in the clear in a file, whatever their capitals and whether as UTF-8 or UTF-16."""
    found = []
    for file in [log, *(one for one in folder.rglob("*") if one.is_file())]:
        held = file.read_bytes().lower()
        for canary in CANARIES:
            if any(canary.lower().encode(how) in held for how in ("utf-8", "utf-16-le", "utf-16-be")):
                found.append((file.name, canary))
    return found


def test_a_conversation_from_the_first_page_to_being_found_by_others(screen, served):
    hand = Hand(screen())
    card = listen(hand, served)
    assert len(card) == 4
    assert hand.actions < MOST_ACTIONS
    protect(hand)
    find(hand, served)
    assert left_behind(served.data, served.log) == []
