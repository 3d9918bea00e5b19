"""In Chromium: spans are decided by keyboard, mouse and writing, and arrive in Python as they were meant."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page, server):
    page.goto(f"{server.address}/?part=marks")
    page.locator(".marks .letter button").first.wait_for()
    page.get_by_text("nothing decided").wait_for()
    return page


def told(page):
    """The spans as Python got them, once the page has come to rest."""
    page.get_by_text("nothing decided").wait_for(state="detached")
    seen = None
    for _ in range(20):
        page.wait_for_timeout(500)
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        texts = page.locator("[data-testid=stText]").all_inner_texts()
        if texts == seen:
            break
        seen = texts
    return [text for text in texts if re.match("hide|show", text)]


def pill(page, n):
    return page.locator(".marks .letter button").nth(n)


def test_the_words_are_text_and_the_pills_show_what_stands_in(opened):
    assert pill(opened, 0).inner_text() == "keyworker 1"
    assert pill(opened, 0).get_attribute("aria-pressed") == "true"
    assert opened.locator(".letter button", has_text="Rufus").get_attribute("aria-pressed") == "false"
    assert (
        opened.locator(".marks .list li").first.inner_text().startswith("keyworker 1: Shaz, shaz, shaz’s, four times")
    )


def test_tab_moves_space_toggles_one_mention_and_a_all(opened):
    pill(opened, 0).focus()
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.innerText") == "spring"
    opened.keyboard.press("Shift+Tab")
    opened.keyboard.press("Space")
    assert pill(opened, 0).inner_text() == "Shaz"
    spans = told(opened)
    assert [line for line in spans if " Shaz " in line] == [
        "show PERSON Shaz [keyworker 1] harness",
        "hide PERSON Shaz [keyworker 1] harness",
    ]
    assert opened.evaluate("document.activeElement.innerText") == "Shaz"
    opened.keyboard.press("Enter")
    opened.keyboard.press("a")
    assert all(line.startswith("show") for line in told(opened) if "keyworker" in line)


def test_all_mentions_are_left_in_from_the_list(opened):
    opened.get_by_role("button", name=re.compile("Leave in: Shaz")).click()
    assert sum(line.startswith("show PERSON") for line in told(opened)) == 4
    assert opened.evaluate("document.activeElement.innerText").startswith("Take out")


def test_a_suggestion_is_taken_out_with_a_press(opened):
    opened.locator(".letter button", has_text="Rufus").click()
    assert "hide PET Rufus [dog 1] harness" in told(opened)
    assert "7 taken out, 0 left in" in opened.locator(".count").inner_text()


def test_before_and_after_is_one_switch(opened):
    switch = opened.get_by_role("switch")
    switch.click()
    assert switch.get_attribute("aria-checked") == "true"
    assert pill(opened, 0).inner_text() == "Shaz"
    assert pill(opened, 0).get_attribute("aria-pressed") == "true"
    switch.click()
    assert pill(opened, 0).inner_text() == "keyworker 1"


def select(page, words):
    """Select the words the way a mouse would, somewhat carelessly: the last letter is missed, a blank is taken in."""
    page.evaluate(
        """words => {
          for (const part of document.querySelectorAll('.marks .letter span')) {
            const at = part.textContent.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(part.firstChild, at ? at - 1 : at);
            range.setEnd(part.firstChild, at + words.length - 1);
            const selection = document.getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
            return;
          }
        }""",
        words,
    )
    page.wait_for_function("document.querySelector('.marks .words').value !== ''")


def test_selected_words_after_an_emoji_become_a_span_everywhere_they_are_said(opened):
    select(opened, "Harbour House")
    assert opened.locator(".marks .words").input_value() == "Harbour House"
    opened.locator(".marks select").select_option(label="a place")
    assert opened.locator(".everywhere").inner_text() == "everywhere it is said (twice)"
    opened.get_by_role("button", name="Take this out").click()
    lines = [line for line in told(opened) if "PLACE" in line]
    assert lines == ["hide PLACE Harbour House [place 1] reviewer"] * 2
    assert opened.locator(".letter button", has_text="place 1").count() == 2


def test_words_are_taken_out_by_writing_them_without_a_mouse(opened):
    opened.locator(".marks .words").focus()
    opened.keyboard.type("tuesday group")
    opened.keyboard.press("Tab")
    opened.keyboard.type("some")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    assert "hide EVENT Tuesday group [left out 1] reviewer" in told(opened)


def test_words_that_are_not_there_are_said_to_be_missing(opened):
    opened.locator(".marks .words").fill("Windsor")
    opened.get_by_role("button", name="Take this out").click()
    assert opened.locator(".count").inner_text() == "These words are not in the story"


def test_a_selection_across_a_pill_takes_it_in(opened):
    opened.evaluate(
        """() => {
          const parts = document.querySelectorAll('.marks .letter > *');
          const range = document.createRange();
          range.setStart(parts[0].firstChild, parts[0].textContent.indexOf('met'));
          range.setEnd(parts[2].firstChild, 5);
          document.getSelection().removeAllRanges();
          document.getSelection().addRange(range);
        }"""
    )
    opened.wait_for_function("document.querySelector('.marks .words').value !== ''")
    opened.get_by_role("button", name="Take this out").click()
    assert "hide PERSON met Shaz at Harbour [person 1] reviewer" in told(opened)
    assert sum("Shaz" in line or "shaz" in line for line in told(opened)) == 4


def test_a_name_is_given_once_for_all(opened):
    opened.get_by_role("button", name="Other name for keyworker 1").click()
    opened.keyboard.type("the one who knocks")
    opened.keyboard.press("Enter")
    assert sum("[the one who knocks]" in line for line in told(opened)) == 4
    assert pill(opened, 0).inner_text() == "the one who knocks"


def test_quick_decisions_overtake_no_earlier_ones(opened):
    for n in range(5):
        pill(opened, n).click(no_wait_after=True)
    assert sum(line.startswith("show") for line in told(opened)) == 6
    states = [pill(opened, n).get_attribute("aria-pressed") for n in range(7)]
    assert states == ["false"] * 5 + ["true", "false"]
