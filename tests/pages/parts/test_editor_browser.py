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
    rule(server, status=200, delay=0, lose=False, why="")
    yield
    rule(server, status=200, delay=0, lose=False, why="")


@pytest.fixture
def opened(page, server, request):
    draft = re.sub(r"\W", "", request.node.name)
    page.goto(f"{server.address}/?part=editor&draft={draft}")
    page.locator("textarea").wait_for()
    return draft


def says(page, words, timeout=15_000):
    page.locator(".editor .state", has_text=re.compile(words)).wait_for(timeout=timeout)


def until(page, true, tries=75):
    for _ in range(tries):
        if true():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it never came about")


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
        "writingsuggestions": "false",
        "translate": "no",
        "data-gramm": "false",
        "data-enable-grammarly": "false",
        "data-lt-active": "false",
        "data-ms-editor": "false",
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


@pytest.mark.parametrize(
    ("choice", "ends"),
    [
        ("Keep mine", "mine"),
        ("Take theirs", "theirs, on a phone"),
        ("Keep both", "mine\n\ntheirs, on a phone"),
    ],
)
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
    says(page, "Not saved: you are signed out. Your words are still on this page, so leave it open.")
    again = page.get_by_role("link", name="Sign in in a new tab")
    assert again.get_attribute("href") == "/insight/sign-in"
    assert again.get_attribute("target") == "_blank"
    rule(server, status=200)
    says(page, SAVED)
    assert kept(server, opened) == "Still here."
    assert not again.is_visible()


def test_a_second_tab_is_shown_both_texts_and_overwrites_nothing(page, server, opened):
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("textarea").wait_for()
    page.locator("textarea").press_sequentially("Mine, in the first tab.")
    says(page, SAVED)
    other.locator("textarea").press_sequentially("Theirs, in the second.")
    says(other, "Not saved: choose")
    assert other.locator("textarea").input_value() == "Theirs, in the second."
    assert other.locator(".theirs").inner_text() == "Mine, in the first tab."
    assert kept(server, opened) == "Mine, in the first tab."
    other.get_by_role("button", name="Keep both").click()
    says(other, SAVED)
    assert kept(server, opened) == "Theirs, in the second.\n\nMine, in the first tab."
    # Had this tab been drawn anew meanwhile, it would show the newer words already: either way nothing is overwritten.
    page.locator("textarea").press_sequentially(" More.")
    asks = page.locator(".editor .state", has_text="Not saved: choose")
    until(page, lambda: asks.is_visible() or kept(server, opened).endswith(" More."))
    shown = page.locator(".theirs").inner_text() if asks.is_visible() else kept(server, opened)
    assert shown.startswith("Theirs, in the second.")


def test_coming_back_from_signing_in_saves_at_once(page, server, opened):
    rule(server, status=401)
    page.locator("textarea").press_sequentially("Still here.")
    says(page, "you are signed out")
    page.wait_for_timeout(7_000)  # by now it waits eight seconds from one try to the next
    rule(server, status=200)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    says(page, SAVED, timeout=3_000)


def test_what_is_refused_says_why_and_is_not_called_a_wait(page, server, opened):
    rule(server, status=404, why="This conversation is not open any more, or it is not yours.")
    page.locator("textarea").press_sequentially("Handed in elsewhere.")
    says(page, "^Not saved. This conversation is not open any more, or it is not yours. Your words are still on this")
    rule(server, status=200)
    says(page, SAVED)


def test_an_answer_that_was_lost_makes_no_second_version(page, server, opened):
    rule(server, lose=True)
    page.locator("textarea").press_sequentially("She rang")
    says(page, "Not saved yet, trying again")
    assert kept(server, opened) == "She rang"
    page.locator("textarea").press_sequentially(" twice")
    rule(server, lose=False)
    says(page, SAVED)
    assert kept(server, opened) == "She rang twice"
    assert not page.locator(".both").is_visible()


def test_words_taken_back_before_they_are_sent_are_no_reason_to_say_saving(page, server, opened):
    page.locator("textarea").press_sequentially("Kept")
    says(page, SAVED)
    rule(server, status=503)
    page.locator("textarea").press_sequentially("x")
    page.keyboard.press("Backspace")
    says(page, SAVED, timeout=3_000)
    page.locator("textarea").press_sequentially("y")
    says(page, "Not saved yet, trying again")
    rule(server, status=200)
    page.keyboard.press("Backspace")
    says(page, SAVED)
    assert kept(server, opened) == "Kept"


def test_a_page_with_unsaved_words_asks_before_it_goes(page, server, opened):
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    rule(server, status=503)
    page.locator("textarea").press_sequentially("Nobody has this yet")
    says(page, "Not saved yet, trying again")
    page.reload()
    assert warned == ["beforeunload"]
    assert (
        page.evaluate("[localStorage, sessionStorage].some(kept => JSON.stringify(kept).includes('Nobody'))") is False
    )


def test_words_of_a_field_that_is_not_shown_any_more_go_on_being_saved(page, server, opened):
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    rule(server, status=503)
    page.locator("textarea").press_sequentially("Left behind")
    says(page, "Not saved yet, trying again")
    page.get_by_role("button", name="Put it away").click()
    page.locator("textarea").wait_for(state="detached")
    with pytest.raises(Exception, match=r"(?i)abort|timeout"):
        page.reload(timeout=2_000)
    assert warned == ["beforeunload"]
    page.get_by_role("button", name="Take it out").click()
    page.locator("textarea").wait_for()
    assert page.locator("textarea").input_value() == "Left behind"
    says(page, "Not saved yet, trying again")
    page.get_by_role("button", name="Put it away").click()
    rule(server, status=200)
    page.wait_for_timeout(9_000)
    assert kept(server, opened) == "Left behind"


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 700), (320, 568)])
def test_whether_it_is_saved_stays_in_sight_wherever_one_writes(page, server, opened, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.locator("textarea").fill("They rang and rang.\n" * 90)
    says(page, SAVED)
    for caret in ("Control+Home", "Control+End"):
        page.locator("textarea").press(caret)
        page.wait_for_timeout(300)
        box = page.locator(".editor .state").bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_text_too_long_to_be_sent_while_closing_is_saved_the_sooner(page, server, opened):
    page.locator("textarea").fill("They rang and rang. " * 5_000)
    says(page, SAVED)
    page.locator("textarea").press("Control+End")
    page.locator("textarea").press_sequentially("The end.")
    page.wait_for_timeout(350)
    assert kept(server, opened).endswith("The end.")


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
