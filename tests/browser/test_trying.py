"""From what somebody told to something that is tried: permission, a try, a review put off, and an end with a lesson."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from insight.access.reader import Role
from insight.learning.experiment import Answered, EndedAs
from tests.browser.hand import Hand, settled

pytestmark = pytest.mark.browser

NAME = "We ring before we write"
LOOKED_OVER_WITHIN = 90_000  # ms: what is typed is looked over for names by a process that starts for it


@pytest.fixture
def jean(served):
    return next(one.reader() for one in served.services().demo.people() if one.role is Role.MEMBER)


def test_from_a_passage_to_a_lesson(served, screen, jean):
    house = served.services()
    trying = house.learning.experiments
    theme = house.themes.shelf.list(jean).themes[0]
    page = screen("sub\u2011group")
    hand = Hand(page)

    def write(label: str, words: str) -> None:
        page.get_by_role("textbox", name=label).fill(words)

    def see(words: str) -> None:
        expect(page.get_by_text(words)).to_be_visible(timeout=LOOKED_OVER_WITHIN)
        settled(page)  # what is below it may still be drawn, and what is unfolded meanwhile folds again

    page.goto(f"{served.address}/theme?theme={theme.id}")
    page.get_by_text("All passages").click()
    expect(page.get_by_text("Sort the passages")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Try something because of this").first.click()
    hand.heading("Something to try")
    expect(page.get_by_text("Because somebody told us:")).to_be_visible()
    because = page.locator("blockquote").first.inner_text()
    write("Its name", NAME)
    write("What do you want to try?", "We ring before any letter goes out.")
    hand.press("Keep this plan")
    see("Nobody has said whether it is legal, whether it is safe or what would make us stop.")
    hand.heading(NAME)
    page.get_by_text("I am alone with this screen").click()  # it need not be a passage that may be read out in a room
    expect(page.locator("blockquote").first).to_have_text(because)
    wanted = re.search(r"trying=(\w+)", page.url).group(1)
    passages = house.learning.traces.back(jean, wanted)
    assert set(passages.themes) == {theme.id}

    # Whose permission.
    write("Whose permission do you need?", "the people we write to")
    hand.press("Put it on the list")
    see("You can begin when everybody on the list has said yes.")
    page.get_by_text("What the people we write to said").click()
    page.get_by_role("radiogroup", name="What did they say?").get_by_text("yes", exact=True).click()
    hand.press("Keep their answer")
    see("They said yes.")
    hand.press("Begin")
    see("It has begun.")
    assert [one.answer for one in trying.open(jean, wanted).experiment.permissions] == [Answered.YES]

    # The first try, and what came of it.
    write("What do you do in the first try?", "Three calls on one morning.")
    hand.press("Begin the first try")
    see("The try has begun.")
    write("What happened?", "Two of three did not pick up.")
    hand.press("This try is over")
    see("What happened: Two of three did not pick up.")

    # A review that is due, put off with a reason.
    with house.bank.writing() as work:
        work.experiments.begin(wanted, date.today() - timedelta(days=30), date.today() - timedelta(days=2))
    page.goto(served.address)
    expect(page.get_by_role("link", name=re.compile(NAME))).to_be_visible()
    settled(page)
    page.get_by_role("link", name=re.compile(NAME)).click()
    hand.heading(NAME)
    expect(page.get_by_text("It is time to look at this together.")).to_be_visible()
    page.get_by_role("radiogroup", name="What did you do?").get_by_text("We put it off").click()
    write("Why do you put it off?", "Half of us had flu.")
    hand.press("Put it off")
    see("It is put off. The reason stays on this page.")
    expect(page.get_by_text("Half of us had flu.")).to_be_visible()
    expect(page.get_by_text("It is time to look at this together.")).to_have_count(0)

    # The end.
    page.get_by_text("End it", exact=True).first.click()
    page.get_by_role("radiogroup", name="How does it end?").get_by_text("changed").click()
    write("What did you learn?", "A text first, and then a call.")
    hand.press("End it")
    see("What we learned: A text first, and then a call.")
    ended = trying.open(jean, wanted).experiment
    assert (ended.ended_as, ended.lesson) == (EndedAs.CHANGED, "A text first, and then a call.")
    assert [one.held for one in ended.reviews] == [False]
    assert because.split()[0] not in page.url
