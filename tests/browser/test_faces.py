"""Every screen as those see it whom it is for: wide and narrow, light and dark, without a fault a machine can find.

Screenshots go into the folder named by INSIGHT_SHOTS, if one is named.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from insight.access.reader import Role
from insight.governance.asked import Kind
from insight.measure.answers import Answer
from insight.stories.consent import Consent

pytestmark = pytest.mark.browser

ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # dark and light differ in these
LOOKS = ((320, "light"), (320, "dark"), (1280, "dark"), (1280, "light"))
PAPER = {"light": "rgb(251, 248, 243)", "dark": "rgb(20, 24, 28)"}
SHOTS = os.environ.get("INSIGHT_SHOTS")
WIDEST = """() => Math.max(document.documentElement.scrollWidth,
  ...[...document.querySelectorAll('[data-testid=stMain], [data-testid=stSidebar]')].map(each => each.scrollWidth))"""
# Streamlit tries whether a page's address might be the root it is served below, and is told no.
ASKED_IN_VAIN = ("/_stcore/health", "/_stcore/host-config")
WORDS = (
    "My keyworker Shazneen never gave up on me. I rang her on 07700 900417 from outside Lantern House. "
    "Nobody had done that before, and I slept."
)
ALARMING = (
    "They took my kids into care when I was 34, and I was a welder then. My keyworker Shazneen sat with me. "
    "He was charged with robbery and it was in the papers. I slept on her sofa."
)

# Screen: (who looks, address, heading). What stands in braces is prepared below.
SCREENS = {
    "home pair": ("pair", "", "What needs you now"),
    "home steward": ("steward", "", "What needs you now"),
    "begin": ("pair", "listen", "Begin a conversation"),
    "agree": ("pair", "listen?conversation={open}&step=agree", "Read this aloud first"),
    "who": ("pair", "listen?conversation={open}&step=who", "Who tells?"),
    "wishes": ("pair", "listen?conversation={open}&step=more", "What else do they wish?"),
    "heard": ("pair", "listen?conversation={open}&step=heard", "How was it to be asked?"),
    "not today": ("pair", "listen?conversation={open}&step=not-today", "Another day, then"),
    "write": ("pair", "listen?conversation={open}&step=write", "What they told you"),
    "feel": ("pair", "listen?conversation={open}&step=feel", "Better or worse"),
    "check": ("pair", "listen?conversation={open}&step=check", "Check, then hand in"),
    "what we ask": ("sub\u2011group", "what-we-ask", "What we ask"),
    "an inquiry": ("steward", "what-we-ask?inquiry={inquiry}", "{inquiry_name}"),
    "change questions": ("steward", "what-we-ask?inquiry={inquiry}&change={questions}", "Change what we ask"),
    "new inquiry": ("researcher", "what-we-ask?new=yes", "Begin a new inquiry"),
    "take along": ("researcher", "what-we-ask?inquiry={inquiry}&take=paper", "Take it along"),
    "pairs": ("pair", "pairs", "Who listens with whom"),
    "pairs steward": ("steward", "pairs", "Who listens with whom"),
    "what struck": ("pair", "pairs?conversation={heard}", "What struck you?"),
    "with a card": ("pair", "with-a-card", "With a card"),
    "lost card": ("steward", "lost-card", "A lost card"),
    "new card": ("steward", "lost-card?story={story}", "A new card"),
    "letters to leave": ("steward", "letters-to-leave", "Letters to leave"),
    "look over": ("pair", "look-over", "Stories to look over"),
    "review": ("pair", "look-over?story={waiting}", "What should be taken out?"),
    "read back": ("pair", "look-over?story={waiting}&back=yes", "Read it back"),
    "look again": ("steward", "look-again", "Look again"),
    "second look": ("researcher", "look-again?second={second}", "A second pair of eyes"),
    "recognised": ("steward", "look-again?held={held}", "Somebody thought they knew who this is"),
    "sign off": ("steward", "look-again?sign={sign}", "Before wider sharing"),
    "not safe": ("pair", "not-safe", "Someone is not safe"),
    "not safe steward": ("steward", "not-safe", "Someone is not safe"),
    "texts as typed": ("steward", "as-typed", "Texts as typed"),
    "who to call": ("steward", "who-to-call", "Who to call"),
    "set-up": ("steward", "set-up", "Before the first story"),
    "set-up basis": ("steward", "set-up?step=basis", "On what basis in law"),
    "set-up decides": ("steward", "set-up?step=controllers", "Who decides together"),
    "asked of us": ("steward", "asked-of-us", "Asked of us"),
    "who is in it": ("steward", "partners", "Who is in it"),
    "who did what": ("steward", "who-did-what", "Who did what"),
    "keeping": ("steward", "how-long-we-keep", "How long we keep things"),
    "a story of theirs": ("steward", "lost-card?story={story}&do=other", "What do they want?"),
    "taken out": ("steward", "taken-out", "What is taken out"),
    "bring in": ("researcher", "bring-in", "Bring in stories from a file"),
    "themes": ("sub\u2011group", "themes", "What people told us"),
    "theme": ("sub\u2011group", "themes?theme={theme}", "{theme_name}"),
    "search": ("researcher", "search", "Find stories"),
    "feeling": ("sub\u2011group", "feeling", "Do people feel better or worse?"),
    "story": ("researcher", "story?story={story}", "{story_name}"),
    "backups": ("steward", "backups", "Backups"),
    "steward": ("steward", "steward", "How things stand"),
    "people": ("steward", "people", "People"),
    "a person": ("steward", "people?who={person}", "{person_name}"),
    "my account": ("pair", "my-account", "My account"),
    "refused": ("pair", "steward", "This page is not open to you"),
}


@pytest.fixture(scope="module")
def prepared(served) -> dict[str, str]:
    """A conversation in the middle, a story that waits, a theme and a story to open."""
    house = served.services()
    people = {one.role: one.reader() for one in house.demo.people()}

    def conversation(words: str = WORDS) -> str:
        agreed = Consent(inside=True, room=True, outside=True, quotes=True)
        return served.conversation(words, agreed, Answer.UP_AND_DOWN)

    def handed_in(told: str) -> str:
        one = house.listening.submit(people[Role.INTERVIEWER], told).stories[0]
        house.protection.detect_next("faces", [one])
        return one

    office, steward = house.office, people[Role.STEWARD]
    office.set_up.add_controller(steward, "Lantern Housing", "Data protection, Lantern Housing")
    office.requests.log(steward, Kind.COPY, date.today())
    house.reading.story(steward, house.search.search(steward, "kettle")[0].facts.id)
    heard = conversation()
    waiting, second, held, sign = handed_in(heard), *(handed_in(conversation(ALARMING)) for _ in range(3))
    for one in (second, held, sign):
        house.protection.approve(people[Role.INTERVIEWER], one)
    for one in (held, sign):
        house.protection.agree(people[Role.PEER_RESEARCHER], one)
    house.recognised.say(people[Role.STEWARD], held)
    theme = house.themes.show(people[Role.MEMBER], house.themes.list(people[Role.MEMBER]).themes[0].id)
    story = theme.passages[0].facts
    inquiry = house.asking.open(people[Role.STEWARD])[0]
    return {
        "inquiry": inquiry.id, "inquiry_name": inquiry.name, "questions": inquiry.questions.id,
        "open": conversation(), "waiting": waiting, "second": second, "held": held, "sign": sign,
        "theme": theme.line.id, "theme_name": theme.line.name,
        "story": story.id, "story_name": story.title, "heard": heard,
        "person": people[Role.MEMBER].id, "person_name": people[Role.MEMBER].name,
    }  # fmt: skip


@contextmanager
def listen_for_troubles(page: Page) -> Iterator[list[str]]:
    """Fills while the page runs: errors of scripts, what the policy stopped, whatever the console complains of."""
    troubles: list[str] = []

    def said(message) -> None:
        if message.type == "error" and not urlsplit(message.location.get("url", "")).path.endswith(ASKED_IN_VAIN):
            troubles.append(message.text)

    def failed(error) -> None:
        troubles.append(str(error))

    page.on("pageerror", failed)
    page.on("console", said)
    yield troubles
    page.remove_listener("pageerror", failed)
    page.remove_listener("console", said)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_clean_for_everybody(same_screen, served, prepared, name):
    """Drawn once, then lit otherwise and widened: what the machine can judge is the same as when drawn anew."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    who, address, heading = SCREENS[name]
    page, at = same_screen(who), f"{served.address}/{address.format(**prepared)}"
    faults = []
    with listen_for_troubles(page) as troubles:
        for number, (width, scheme) in enumerate(LOOKS):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if number == 0 or SHOTS:  # a chart keeps the colours it was drawn with
                page.goto(at)
                expect(page.get_by_role("heading", name=heading.format(**prepared)).first).to_be_visible()
            expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", PAPER[scheme])
            expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
            page.wait_for_timeout(150 if number else 400)  # components draw after the script has ended
            keep_shot(page, f"{name}_{width}_{scheme}".replace(" ", "_"))
            found = axe.run(page, options={"runOnly": ALL_RULES if scheme == "light" else RULES_OF_COLOUR})
            if found.violations_count:
                faults.append((width, scheme, found.generate_report()))
            wide = page.evaluate(WIDEST)
            if wide > width:
                faults.append((width, scheme, f"{wide} pixels wide"))
    assert faults == []
    assert troubles == []


def keep_shot(page: Page, name: str) -> None:
    """A picture for people to look at, where a folder for it is named."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SHOTS) / f"{name}.png")
