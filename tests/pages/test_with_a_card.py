"""With a card, page by page: each press does what it says, and the words of the card stay on one page for a while."""

from datetime import date

import pytest

import pages.parts.card_in_hand as card_in_hand
from insight.access.reader import Role
from insight.errors import NotFound
from insight.measure.answers import Answer, Felt, Since
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.consent import Consent
from insight.stories.script import YOUNG, Use
from tests.pages.drawn import press, said

CODE = "kettle garden ferry lamp"
WORDS = "She kept the kettle warm until I came down. Nobody had done that before."
AGREED = Consent(
    inside=True, room=True, outside=True, quotes=True, given_on=date(2026, 6, 1), erase_on=date(2031, 12, 31)
)


@pytest.fixture
def story(bank, tell) -> str:
    one = tell(WORDS, consent=AGREED)
    with bank.writing() as work:
        work.tellers.give_code(work.stories.storyteller_of(one), code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    return one


@pytest.fixture
def opened(house, draw, as_role, story):
    """The page as the pair sees it once the card is typed."""
    return type_in(draw(as_role(Role.INTERVIEWER), "with_a_card.py"), CODE)


def type_in(app, code: str):
    app.text_input[0].set_value(code)
    return press(app, "Open")


def test_a_card_opens_headings_and_no_more(opened):
    assert not opened.exception
    assert "In summer 2026: She kept the kettle warm until I came" in said(opened)
    assert "Nobody had done that before" not in said(opened)
    assert "People in the alliance may read it: yes" in said(opened)
    assert "We keep it until 31 December 2031" in said(opened)
    assert "Nobody has opened it whole yet." in said(opened)


def test_the_whole_opens_in_private_and_goes_again(house, bank, opened):
    press(opened, "We are in private")
    assert not opened.exception
    with bank.reading() as work:
        assert work.records.entries(1)[0].what == "shown_to_teller"
    press(opened, "Put it away")
    assert any(one.label.startswith("We are in private") for one in opened.button)


def test_a_wrong_card_is_told_and_opens_nothing(draw, as_role, story):
    app = type_in(draw(as_role(Role.INTERVIEWER), "with_a_card.py"), "one two three four")
    assert [one.value for one in app.error] == [
        "No story goes with this code. Please check the card and type the words again."
    ]
    assert [one.value for one in app.title] == ["With a card"]


def test_what_was_agreed_is_changed_and_there_is_a_new_card(house, bank, opened, story):
    press(opened, "Change what I agreed")
    assert [one.value for one in opened.radio][:4] == ["Yes"] * 4
    opened.radio[2].set_value("No")
    press(opened, "Keep these answers")
    assert not opened.exception
    assert "That is kept" in said(opened)
    press(opened, "Back to what you told us")
    assert "It may be shared outside, without who you are: no" in said(opened)
    seen = house.with_a_card.look(house_reader(bank), CODE)
    assert [getattr(seen.agreed, use.value) for use in Use] == [True, True, False, True]


def house_reader(bank):
    with bank.reading() as work:
        return next(one.reader() for one in work.people.all())


def test_when_nobody_may_read_it_removing_is_offered(opened):
    press(opened, "Change what I agreed")
    opened.radio[0].set_value("No")
    press(opened, "Keep these answers")
    assert "Nobody reads it any more" in said(opened)
    press(opened, "Remove what I told you")
    assert [one.value for one in opened.title] == ["Remove what I told you"]


def test_somebody_of_sixteen_is_not_asked_about_outside(bank, house, draw, as_role, tell):
    story = tell(WORDS, consent=Consent(inside=True, room=False, outside=False, quotes=True, script=YOUNG.version))
    with bank.writing() as work:
        work.tellers.give_code(work.stories.storyteller_of(story), code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    app = type_in(draw(as_role(Role.STEWARD), "with_a_card.py"), CODE)
    press(app, "Change what I agreed")
    assert len([one for one in app.radio if list(one.options) == ["Yes", "No"]]) == 3
    press(app, "Keep these answers")
    assert "That is kept" in said(app)


def test_everything_is_removed_and_the_card_put_away(house, bank, opened, story):
    press(opened, "Remove what I told you")
    press(opened, "Remove it for good")
    assert not opened.exception
    assert "One story was removed on" in said(opened)
    assert story not in said(opened)
    assert [one.value for one in opened.title] == ["With a card"]
    with bank.reading() as work:
        assert work.records.is_withdrawn(story)


def test_one_story_of_two_is_removed(bank, house, draw, as_role, story, tell):
    with bank.reading() as work:
        teller = work.stories.storyteller_of(story)
    second = tell("And then he left.", storyteller=teller, told_on=date(2026, 2, 1))
    app = type_in(draw(as_role(Role.INTERVIEWER), "with_a_card.py"), CODE)
    press(app, "Remove what I told you")
    assert next(one for one in app.button if one.label == "Remove it for good").disabled
    app.radio[0].set_value(second).run()
    press(app, "Remove it for good")
    assert not app.exception
    assert "One story was removed on" in said(app)
    assert "Hello again" in said(app)
    with bank.reading() as work:
        assert (work.records.is_withdrawn(second), work.records.is_withdrawn(story)) == (True, False)


def test_a_word_of_their_own_is_needed_from_then_on(house, bank, opened):
    press(opened, "Add a word of my own")
    opened.text_input[0].set_value("Café")
    press(opened, "Keep this")
    assert not opened.exception
    assert house.with_a_card.look(house_reader(bank), f"{CODE} cafe").told
    with pytest.raises(NotFound):
        house.with_a_card.look(house_reader(bank), CODE)


def test_a_letter_is_asked_for(house, opened, as_role):
    press(opened, "Have a letter left")
    opened.text_input[0].set_value("the library")
    press(opened, "Leave me a letter there")
    assert not opened.exception
    [one] = house.letters_back.waiting(as_role(Role.STEWARD))
    assert one.place == "the library"
    press(opened, "Back to what you told us")
    assert f"The word for your letter: {one.word}" in said(opened)


def test_telling_more_goes_on_as_the_same_person(house, bank, opened, story):
    press(opened, "Tell you more")
    with bank.reading() as work:
        assert opened.session_state["told_before"] == work.stories.storyteller_of(story)


def test_the_card_is_put_away_by_hand_on_leaving_and_in_time(opened, monkeypatch):
    press(opened, "We are done")
    assert [one.value for one in opened.title] == ["With a card"]
    type_in(opened, CODE)
    assert [one.value for one in opened.title] == ["Hello again"]
    opened.switch_page("pages/protect.py").run()
    assert [one.value for one in opened.title] == ["Stories to look over"]
    opened.switch_page("pages/with_a_card.py").run()
    assert [one.value for one in opened.title] == ["With a card"]
    type_in(opened, CODE)
    now = card_in_hand.time.monotonic()
    monkeypatch.setattr(card_in_hand.time, "monotonic", lambda: now + card_in_hand.FORGOTTEN_AFTER + 1)
    opened.run()
    assert [one.value for one in opened.title] == ["With a card"]
    assert "card_in_hand" not in opened.session_state


def test_nothing_of_the_card_is_in_the_address(opened):
    assert dict(opened.query_params) == {}


def test_their_own_line_is_shown_when_they_ask(bank, opened, tell, story):
    with bank.reading() as work:
        who = work.stories.storyteller_of(story)
    tell(storyteller=who, feeling=Felt(Answer.BETTER, "when I first came here", Since.YEARS), told_on=date(2026, 7, 2))
    tell(storyteller=who, feeling=Felt(Answer.UP_AND_DOWN), told_on=date(2026, 6, 1))
    assert "up and down" not in said(opened).lower()
    press(opened, "In private: see how you said you were")
    line = said(opened)
    assert "On 2 July 2026: A bit better, compared with when I first came here, some years ago." in line
    assert line.index("Up and down") < line.index("A bit better")
    with bank.reading() as work:
        assert work.records.entries(1)[0].what == "line_shown_to_teller"
