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
from insight.learning.experiment import Plan
from insight.measure.answers import Answer
from insight.stories.consent import Consent
from tests.browser.hand import settled

pytestmark = pytest.mark.browser

ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What light, dark and width can change: colours, what is near what, and what has to be scrolled to.
RULES_OF_LOOKS = {
    "type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"],
}  # fmt: skip
# Each look with what is judged in it: both widths and both schemes once. `EVERY_LOOK` and pictures take all four.
LOOKS = {(320, "light"): ALL_RULES, (1280, "dark"): RULES_OF_LOOKS}
ALL_LOOKS = dict.fromkeys([(320, "light"), (320, "dark"), (1280, "dark"), (1280, "light")], ALL_RULES)
EVERY_LOOK = ("home pair", "home steward", "search", "theme")  # the frame around every page, and the fullest ones
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
    "small numbers": ("steward", "small-numbers", "When only a few people answered"),
    "bring in": ("researcher", "bring-in", "Bring in stories from a file"),
    "themes": ("sub\u2011group", "themes", "What people told us"),
    "theme": ("sub\u2011group", "theme?theme={theme}", "{theme_name}"),
    "theme-suggestions": ("sub\u2011group", "theme-suggestions", "What the machine suggests"),
    "own-themes": ("sub\u2011group", "own-themes", "Themes of our own making"),
    "themes-before": ("sub\u2011group", "themes-before", "What was found before"),
    "themes for a room": ("sub\u2011group", "themes-for-a-room", "What people told us, for a room"),
    "map": ("sub\u2011group", "map", "A map of what people told us"),
    "who speaks": ("sub\u2011group", "who-speaks", "Who speaks of what"),
    "over time": ("sub\u2011group", "over-time", "Themes over time"),
    "hand-overs": ("sub\u2011group", "hand-overs", "Hand-overs"),
    "a hand-over": ("sub\u2011group", "hand-overs?from=hospital&to=somewhere", "Out of hospital, nobody says where to"),
    "hardly read": ("sub\u2011group", "hardly-read", "Hardly read yet"),
    "room": ("sub\u2011group", "room", "A sub-group's room"),
    "sessions": ("sub\u2011group", "session", "Sessions"),
    "take a theme back": ("researcher", "check-back?theme={theme}", "Take a theme back to those who told us"),
    "trying": ("sub\u2011group", "trying", "What we are trying"),
    "something new to try": ("sub\u2011group", "trying?new=yes&story={story}&start=0&end=60", "Something to try"),
    "a try that is due": ("sub\u2011group", "trying?trying={trying}", "Somebody waits at the door"),
    "a try that ended": ("sub\u2011group", "trying?trying={tried}", "A table for letters"),
    "a try not begun": ("sub\u2011group", "trying?trying={planned}", "We ring before we write"),
    "learning cycles": ("sub\u2011group", "learning-cycles", "Learning cycles"),
    "a learning cycle": ("sub\u2011group", "learning-cycles?cycle={cycle}", "Leaving one place for another"),
    "new learning cycle": ("sub\u2011group", "learning-cycles?new=yes", "Begin a learning cycle"),
    "search": ("researcher", "search", "Find stories"),
    "collections": ("researcher", "collections", "Collections"),
    "new collection": ("researcher", "collections?new=yes", "Make a collection"),
    "a collection": ("sub\u2011group", "collections?collection={collection}", "How it feels to wait"),
    "codes and stories": ("researcher", "code-a-story?collection={collection}", "Code a story"),
    "code a story": ("researcher", "code-a-story?collection={collection}&story={coded}", "{coded_name}"),
    "a code": ("researcher", "code-a-story?collection={collection}&code={code}", "Somebody kept trying"),
    "where we agree": ("researcher", "where-we-agree?collection={collection}", "Where we agree"),
    "take a collection along": ("researcher", "take-along?collection={collection}", "Take a collection along"),
    "bring codes home": ("researcher", "codes-home?collection={collection}", "Bring codes home"),
    "share-backs": ("sub\u2011group", "share-backs", "Share-backs"),
    "new share-back": ("sub\u2011group", "share-backs?new=yes", "Make a share-back"),
    "a share-back": ("sub\u2011group", "share-backs?share={share}", "What we heard about kindness"),
    "part of a share-back": ("sub\u2011group", "share-backs?share={share}&part={part}", "Change this part"),
    "own part of a share-back": ("sub\u2011group", "share-backs?share={share}&add=yes", "Add a part"),
    "share-back for a room": ("sub\u2011group", "share-back-for-a-room?share={share}", "What we heard about kindness"),
    "what we heard": ("share-back-reader", "what-we-heard", "What we heard"),
    "home reader": ("share-back-reader", "", "What needs you now"),
    "one that we heard": (
        "share-back-reader",
        "what-we-heard?share={finished}",
        "What we heard about being kept waiting",
    ),
    "feeling": ("sub\u2011group", "feeling", "Do people feel better or worse?"),
    "told back": ("sub\u2011group", "told-back", "Have we told them?"),
    "story cards": ("sub\u2011group", "story-cards", "Story cards"),
    "for scrutiny": ("steward", "for-scrutiny", "A page for scrutiny"),
    "feeling over time": ("sub\u2011group", "feeling-over-time", "Better or worse over time"),
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
    theme = house.themes.shelf.show(people[Role.MEMBER], house.themes.shelf.list(people[Role.MEMBER]).themes[0].id)
    story = theme.passages[0].facts
    desk, peer = house.desk, people[Role.PEER_RESEARCHER]
    collection = desk.collecting.make(peer, "How it feels to wait", "What would help while people wait?", None)
    for passage in theme.passages[:3]:
        desk.collecting.keep(peer, collection, passage.facts.id, passage.start, passage.end)
    desk.collecting.think(peer, collection, "Nobody speaks of how long, but of not knowing.")
    code = desk.coding.add_code(peer, collection, "Somebody kept trying", "Not a single kindness.", None)
    desk.coding.add_code(peer, collection, "Not knowing", "", code)
    coded = theme.passages[1].facts
    desk.coding.code(peer, collection, story.id, code, theme.passages[0].start, theme.passages[0].end)
    for one in (peer, people[Role.MEMBER]):
        desk.coding.finish(one, collection, story.id)
    member, making = people[Role.MEMBER], house.giving.share_backs.making
    share, finished = (
        making.make(member, title, None, None, theme.line.id)
        for title in ("What we heard about kindness", "What we heard about being kept waiting")
    )
    part = house.giving.share_backs.giving.look(member, share).given.parts[0].id
    making.finish(member, finished)
    tried = {one.experiment.plan.name: one.experiment for one in house.learning.experiments.list(people[Role.MEMBER])}
    door = tried["Somebody waits at the door"]
    planned = house.learning.experiments.write_down(
        people[Role.MEMBER], door.subgroup, Plan("We ring before we write", "We ring before any letter goes out.")
    )
    house.learning.experiments.need(people[Role.MEMBER], planned, "the people we write to")
    inquiry = house.asking.open(people[Role.STEWARD])[0]
    return {
        "inquiry": inquiry.id, "inquiry_name": inquiry.name, "questions": inquiry.questions.id,
        "open": conversation(), "waiting": waiting, "second": second, "held": held, "sign": sign,
        "theme": theme.line.id, "theme_name": theme.line.name,
        "story": story.id, "story_name": story.title, "heard": heard,
        "trying": door.id, "tried": tried["A table for letters"].id, "planned": planned, "cycle": str(door.plan.cycle),
        "collection": collection, "code": code, "coded": coded.id, "coded_name": coded.title,
        "share": share, "part": part, "finished": finished,
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
    looks = ALL_LOOKS if SHOTS or name in EVERY_LOOK else LOOKS
    faults = []
    with listen_for_troubles(page) as troubles:
        for number, ((width, scheme), rules) in enumerate(looks.items()):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if number == 0 or SHOTS:  # a chart keeps the colours it was drawn with
                page.goto(at)
                expect(page.get_by_role("heading", name=heading.format(**prepared)).first).to_be_visible()
            expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", PAPER[scheme])
            settled(page)
            page.wait_for_timeout(150 if number else 400)  # components draw after the script has ended
            keep_shot(page, f"{name}_{width}_{scheme}".replace(" ", "_"))
            found = axe.run(page, options={"runOnly": rules})
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
