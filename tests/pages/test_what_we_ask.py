"""What is asked, page by page: read, changed with a reason, compared, closed, and taken along."""

import pytest

from insight.access.reader import Role
from insight.stories.inquiry import Prompt, Stage, TellerKind

PROMPTS = (
    Prompt("", Stage.DISCOVERY, "What went well?", "Let them finish."),
    Prompt("", Stage.DISCOVERY, "What helped while you waited for a script?", "", TellerKind.PERSON),
    Prompt("", Stage.DREAM, "What would be ideal?"),
)


@pytest.fixture
def inquiry(house, as_role) -> str:
    return house.asking.begin(as_role(Role.MEMBER), "What people value", "To learn what matters.", PROMPTS)


def texts(app) -> list[str]:
    return [one.value for one in app.text]


def press(app, label: str):
    next(one for one in app.button if one.label.startswith(label)).click()
    app.run()
    assert not app.exception
    return app


def box(app, label: str):
    return next(one for one in app.text_area if one.label == label)


def test_an_inquiry_is_found_and_read(draw, as_role, inquiry):
    app = press(draw(as_role(Role.MEMBER), "what_we_ask.py"), "What people value")
    assert [one.value for one in app.title] == ["What people value"]
    assert "To someone using services: What helped while you waited for a script?" in texts(app)
    assert "You can skip any question. If it is too much, we stop." in texts(app)
    assert any("Nobody has told us anything in this round yet." in one for one in texts(app))
    app.selectbox[0].set_value("worker").run()
    assert "What went well?" in texts(app)
    assert not any("script" in one for one in texts(app))
    assert "What we ask" in [one.value for one in press(app, "Back to all").title]


def test_questions_are_changed_in_place_until_a_conversation_uses_them(house, bank, draw, as_role, inquiry):
    member = as_role(Role.MEMBER)
    app = press(draw(member, "what_we_ask.py", inquiry=inquiry), "Change these")
    box(app, "Discovery, asked of everybody").set_value("What went well?\nWhat made it possible? | Wait.\n")
    press(app, "Keep these")
    assert [one.value for one in app.error] == ["The reason is missing. Nothing was kept."]
    assert "What made it possible?" in box(app, "Discovery, asked of everybody").value
    box(app, "Why do you change them?").set_value("People stopped at the first answer.")
    press(app, "Keep these")
    history = house.asking.show(member, inquiry)
    assert [one.questions.version for one in history.rounds] == [1]
    assert "What made it possible?" in texts(app)

    with bank.writing() as work:
        work.inquiries.freeze(history.inquiry.questions.id)
    press(app, "Change these")
    assert any("keeps the questions it was told under" in one for one in texts(app))
    box(app, "Dream, asked of everybody").set_value("")
    box(app, "Why do you change them?").set_value("Too big for one talk.")
    press(app, "Keep these")
    assert any(one.startswith("Version 2") and "Too big for one talk." in one for one in texts(app))
    assert "No longer asked" in " ".join(one.value for one in app.markdown)
    assert "What would be ideal?" in texts(app)


def test_whoever_was_second_loses_nothing_of_the_first(house, draw, as_role, inquiry):
    member = as_role(Role.MEMBER)
    app = press(draw(member, "what_we_ask.py", inquiry=inquiry), "Change these")
    first = house.asking.show(member, inquiry).inquiry.questions
    house.asking.refine(member, inquiry, first.id, PROMPTS[:1], "Shorter.")
    box(app, "Dream, asked of everybody").set_value("What would you wish for?")
    box(app, "Why do you change them?").set_value("Plainer words.")
    press(app, "Keep these")
    assert "Somebody else changed these questions" in app.error[0].value
    assert box(app, "Dream, asked of everybody").value == "What would you wish for?"
    assert house.asking.show(member, inquiry).inquiry.questions.why == "Shorter."


def test_a_new_inquiry_begins_with_the_plain_guide(house, draw, as_role):
    steward = as_role(Role.STEWARD)
    app = press(draw(steward, "what_we_ask.py"), "Begin a new inquiry")
    assert "And what got in the way?" in box(app, "Discovery, asked of everybody").value
    app.text_input[0].set_value("Food together")
    box(app, "What do you want to learn?").set_value("What a shared meal does.")
    press(app, "Begin this inquiry")
    assert [one.value for one in app.title] == ["Food together"]
    assert [one.name for one in house.asking.open(steward)] == ["Food together"]


def test_it_is_closed_and_opened_again(house, draw, as_role, inquiry):
    member = as_role(Role.MEMBER)
    app = press(draw(member, "what_we_ask.py", inquiry=inquiry), "Close this")
    assert [one.id for one in house.asking.closed(member)] == [inquiry]
    press(app, "Open it again")
    assert [one.id for one in house.asking.open(member)] == [inquiry]


def test_it_is_taken_along(draw, as_role, inquiry):
    app = press(draw(as_role(Role.PEER_RESEARCHER), "what_we_ask.py", inquiry=inquiry), "Take it along")
    files = [one.proto.label for one in app.main if one.type == "download_button"]
    assert files == ["Download for Word", "Download the form"]
    app.checkbox[0].check().run()
    assert not app.exception


@pytest.mark.parametrize("query", [{"inquiry": "nothing"}, {"inquiry": "nothing", "change": "x"}])
def test_what_is_not_there_is_told(draw, as_role, query):
    app = draw(as_role(Role.MEMBER), "what_we_ask.py", **query)
    assert [one.value for one in app.error] == ["There is no such inquiry."]
