"""A lost card and letters to leave: the steward's two pages."""

from types import SimpleNamespace

import pytest

import pages.parts.letter
from insight.access.reader import Role
from insight.errors import NotFound
from insight.stories.code import CODE_PEPPER, code_hash
from pages.parts.letter import Chosen
from tests.pages.drawn import press

CODE = "kettle garden ferry lamp"
WORDS = "She kept the kettle warm until I came down."


@pytest.fixture
def story(bank, tell) -> str:
    one = tell(WORDS)
    with bank.writing() as work:
        work.tellers.give_code(work.stories.storyteller_of(one), code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    return one


def words_of(app) -> str:
    return "\n".join(str(one.value) for kind in (app.title, app.text, app.subheader, app.error) for one in kind)


def test_a_story_is_found_by_their_words_and_a_new_card_made(house, draw, as_role, story, monkeypatch):
    asked = []

    def search(reader, words, *, limit):
        asked.append(words)
        facts = house.reading.story(reader, story).facts
        return [SimpleNamespace(facts=facts, text=WORDS)]

    house.search = SimpleNamespace(search=search)
    steward = as_role(Role.STEWARD)
    app = draw(steward, "lost_card.py")
    app.text_input[0].set_value("a kettle on the landing")
    with monkeypatch.context() as pressed:
        pressed.setattr(pages.parts.letter, "letters", lambda key, items: Chosen(items[0].id, "theirs"))
        app.run()
    assert asked == ["a kettle on the landing"]
    app = draw(steward, "lost_card.py", story=story)
    assert "A new card" in words_of(app)
    assert house.with_a_card.look(steward, CODE).told  # nothing is made before it is asked for
    press(app, "Yes, make a new card")
    assert not app.exception
    assert "Hand over this card" in words_of(app)
    with pytest.raises(NotFound):
        house.with_a_card.look(steward, CODE)


def test_a_story_that_is_not_there_gets_no_card(draw, as_role):
    app = draw(as_role(Role.STEWARD), "lost_card.py", story="nosuch")
    assert "There is no such story" in app.error[0].value
    assert not any(one.label.startswith("Yes") for one in app.button)


@pytest.fixture
def asked_for(house, as_role, story) -> str:
    return house.letters_back.ask(as_role(Role.INTERVIEWER), CODE, "the library *desk*")


def test_a_letter_is_read_for_names_printed_and_left(house, draw, as_role, asked_for):
    found = []
    house.detector = SimpleNamespace(detect=lambda text: found)
    app = draw(as_role(Role.STEWARD), "letters_back.py")
    app.radio[0].set_value(app.radio[0].options and house.letters_back.waiting(as_role(Role.STEWARD))[0])
    app.run()
    app.text_area[0].set_value("Shaz, this is what came of it.")
    found.append(SimpleNamespace(start=0, end=4))
    app.run()
    assert "“Shaz”" in app.warning[0].value
    assert not any(one.label.startswith("It lies there") for one in app.button)
    app.checkbox[0].check()
    app.run()
    press(app, "It lies there now")
    assert not app.exception
    assert house.letters_back.waiting(as_role(Role.STEWARD)) == ()
    assert "Nobody waits for a letter." in words_of(app)


def test_a_letter_without_names_is_printed_at_once(house, draw, as_role, asked_for):
    house.detector = SimpleNamespace(detect=lambda text: ())
    app = draw(as_role(Role.STEWARD), "letters_back.py")
    app.radio[0].set_value(house.letters_back.waiting(as_role(Role.STEWARD))[0])
    app.run()
    app.text_area[0].set_value("This is what came of it.")
    app.run()
    assert not app.exception
    assert not app.warning
    assert any(one.label.startswith("It lies there") for one in app.button)
