"""In Chromium: nothing that was typed is lost, and the page always says whether it is saved."""

import json
import re
from urllib.request import Request, urlopen

import pytest

pytestmark = pytest.mark.browser


def rule(server, **wanted):
    """Tell the draft route how to answer; what it has been asked and what it keeps."""
    request = Request(f"{server.address}/harness/rule", json.dumps(wanted).encode(), method="POST")
    with urlopen(request) as answer:
        return json.load(answer)


def kept(server, draft):
    return rule(server)["drafts"].get(draft, [""])[0]


@pytest.fixture(autouse=True)
def obliging(server):
    rule(server, status=200, delay=0)
    yield
    rule(server, status=200, delay=0)


@pytest.fixture
def opened(page, server, request):
    draft = re.sub(r"\W", "", request.node.name)
    page.goto(f"{server.address}/?part=editor&draft={draft}")
    page.locator("textarea").wait_for()
    return draft


def says(page, words, timeout=15_000):
    page.locator(".editor .state", has_text=re.compile(words)).wait_for(timeout=timeout)


SAVED = r"^Saved \d\d:\d\d$"


def test_what_is_typed_is_saved_and_there_after_a_reload(page, server, opened):
    says(page, "What you write is saved as you go")
    page.locator("textarea").press_sequentially("It was raining 🙂. I came in anyway.")
    says(page, SAVED)
    assert kept(server, opened) == "It was raining 🙂. I came in anyway."
    page.get_by_text("revision 1").wait_for()
    page.reload()
    page.locator("textarea").wait_for()
    assert page.locator("textarea").input_value() == "It was raining 🙂. I came in anyway."
    says(page, SAVED)


def test_the_machine_is_asked_to_leave_the_words_alone(page, opened):
    for name, value in {
        "spellcheck": "false",
        "autocomplete": "off",
        "autocorrect": "off",
        "autocapitalize": "off",
    }.items():
        assert page.locator("textarea").get_attribute(name) == value
    assert page.locator(".state").get_attribute("role") == "status"


def test_a_failing_server_is_told_and_tried_again(page, server, opened):
    rule(server, status=503)
    page.locator("textarea").press_sequentially("She waited with me.")
    says(page, "Not saved yet, trying again")
    page.locator("textarea").press_sequentially(" All afternoon.")
    rule(server, status=200)
    says(page, SAVED)
    assert kept(server, opened) == "She waited with me. All afternoon."


def test_a_server_that_is_gone_and_comes_back_gets_the_words(page, server, opened):
    page.locator("textarea").press_sequentially("First. ")
    says(page, SAVED)
    server.stop()
    page.locator("textarea").press_sequentially("Second.")
    says(page, "Not saved yet, trying again")
    assert page.locator("textarea").input_value() == "First. Second."
    server.start()
    # The harness keeps drafts in memory: after the restart its revision is behind, and both versions are shown.
    says(page, "choose below which words to keep|Saved", timeout=30_000)
    if page.locator(".both").is_visible():
        page.get_by_role("button", name="Keep mine").click()
    says(page, "^Saved")
    assert kept(server, opened) == "First. Second."


def test_words_typed_while_a_save_is_under_way_go_next_and_never_two_at_once(page, server, opened):
    rule(server, delay=0.8, posts=[])
    page.locator("textarea").press_sequentially("One ")
    page.wait_for_timeout(600)
    page.locator("textarea").press_sequentially("two three")
    says(page, "Saving")
    page.wait_for_timeout(2600)
    says(page, SAVED)
    revisions = [post["revision"] for post in rule(server)["posts"] if post["text"].startswith("One")]
    assert revisions == sorted(set(revisions))
    assert kept(server, opened) == "One two three"


@pytest.mark.parametrize(("choice", "ends"), [("Keep mine", "mine"), ("Take theirs", "theirs, on a phone")])
def test_other_words_saved_meanwhile_are_shown_beside_mine(page, server, opened, choice, ends):
    page.locator("textarea").press_sequentially("m")
    says(page, SAVED)
    rule(server, drafts={opened: "theirs, on a phone"})
    page.locator("textarea").press_sequentially("ine")
    says(page, "Not saved: choose")
    assert page.locator(".theirs").inner_text() == "theirs, on a phone"
    assert kept(server, opened) == "theirs, on a phone"
    page.get_by_role("button", name=choice).click()
    says(page, "^Saved")
    assert page.locator("textarea").input_value() == ends
    assert kept(server, opened) == ends
    assert not page.locator(".both").is_visible()


def test_signed_out_keeps_the_words_on_the_screen_and_saves_after_signing_in_again(page, server, opened):
    rule(server, status=401)
    page.locator("textarea").press_sequentially("Still here.")
    says(page, "You were signed out. What you typed is kept on this screen: sign in again in another tab.")
    rule(server, status=200)
    says(page, SAVED)
    assert kept(server, opened) == "Still here."


def test_a_rerun_never_takes_back_newer_words(page, server, opened):
    page.locator("textarea").press_sequentially("Saved words")
    says(page, SAVED)
    rule(server, status=503)
    page.locator("textarea").press_sequentially(" and newer ones")
    page.get_by_role("button", name="Read it back").click()
    page.wait_for_timeout(800)
    assert page.locator("textarea").input_value() == "Saved words and newer ones"
    rule(server, status=200)
    says(page, SAVED)


def test_leaving_at_once_still_saves_and_warns_only_while_unsaved(page, server, opened):
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    page.locator("textarea").press_sequentially("Gone in a hurry")
    page.goto("about:blank")
    page.wait_for_timeout(500)
    assert kept(server, opened) == "Gone in a hurry"
    assert warned in ([], ["beforeunload"])
    page.goto(f"{server.address}/?part=editor&draft={opened}")
    says(page, SAVED)
    warned.clear()
    page.goto("about:blank")
    assert warned == []


def test_pressing_a_button_sends_the_words_first(page, server, opened):
    page.locator("textarea").press_sequentially("Last word")
    page.get_by_role("button", name="Read it back").click()
    page.wait_for_timeout(250)
    assert kept(server, opened) == "Last word"
