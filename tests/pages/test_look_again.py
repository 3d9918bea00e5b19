"""Looking again and deciding what is taken out, page by page: each press does what it says."""

import pytest

from insight.access.reader import Role
from insight.stories.consent import Consent
from insight.stories.policy import Treatment
from insight.stories.risk import Alarm
from insight.stories.sign_off import CHECKLIST

ALARMING = "They took my kids into care. She sat with me."


def button(app, label: str):
    return next(one for one in app.button if one.label.startswith(label))


@pytest.fixture
def second(house, as_role, tell) -> str:
    """A story that its pair has looked over."""
    pair = as_role(Role.INTERVIEWER)
    story = tell(ALARMING, brought_by=pair.id, before_review=True)
    house.protection.detect_next("test")
    assert house.protection.approve(pair, story) is False
    return story


def test_a_second_reader_strikes_and_keeps(house, draw, as_role, second):
    peer = as_role(Role.PEER_RESEARCHER)
    app = draw(peer, "look_again.py")
    button(app, "What people told us").click()
    app.run()
    assert "A second pair of eyes" in [one.value for one in app.title]
    assert any("speaks of a child in proceedings" in one.value for one in app.markdown)
    button(app, "Strike: They took").click()
    app.run()
    button(app, "It is safe").click()
    app.run()
    assert not app.exception
    assert "Nothing waits for you." in [one.value for one in app.text]
    assert str(house.reading.story(peer, second).text) == "[left out] She sat with me."


def test_a_second_reader_sends_it_back(house, draw, as_role, second):
    app = draw(as_role(Role.PEER_RESEARCHER), "look_again.py", second=second)
    button(app, "Send it back").click()
    app.run()
    assert not app.exception
    assert [one.id for one in house.protection.waiting(as_role(Role.INTERVIEWER))] == [second]


def test_what_was_recognised_is_given_back(house, draw, as_role, tell):
    steward = as_role(Role.STEWARD)
    story = tell("She kept the kettle warm. I slept.")
    house.recognised.say(steward, story)
    assert "another reader" in " ".join(one.value for one in draw(steward, "home.py").text)
    app = draw(steward, "look_again.py", held=story)
    button(app, "Strike: I slept").click()
    app.run()
    button(app, "It is safe now").click()
    app.run()
    assert not app.exception
    assert str(house.reading.story(steward, story).text) == "She kept the kettle warm. [left out]"


def test_wider_use_needs_every_line_ticked(house, bank, draw, as_role, tell):
    steward = as_role(Role.STEWARD)
    story = tell(ALARMING, consent=Consent(inside=True, outside=True))
    with bank.writing() as work:
        work.reviews.raise_alarms(story, {Alarm.CHILDREN})
    app = draw(steward, "look_again.py", sign=story)
    button(app, "Sign").click()
    app.run()
    assert [one.value for one in app.error] == [
        "Please tick every line, or leave the story as it is: inside the alliance only."
    ]
    for one in app.checkbox:
        one.check()
    assert [one.label for one in app.checkbox] == list(CHECKLIST)
    button(app, "Sign").click()
    app.run()
    assert house.sign_off.waiting(steward) == ()


def test_a_story_of_somebody_else_s_is_not_shown(draw, as_role, second):
    app = draw(as_role(Role.INTERVIEWER), "look_again.py", second=second)
    assert "does not wait for you" in app.error[0].value
    assert not any("kids" in one.value for one in app.markdown)


def test_what_the_steward_decides_is_kept(house, draw, as_role):
    app = draw(as_role(Role.STEWARD), "taken_out.py")
    app.radio[0].set_value(Treatment.HIDE)
    app.text_area[0].set_value("Hearth Trust\n\nThe Link ")
    button(app, "Keep this").click()
    app.run()
    assert [one.value for one in app.success] == ["Kept. It holds from the next story on."]
    kept = house.policies.current()
    assert (kept.city_is, kept.partners) == (Treatment.HIDE, ("Hearth Trust", "The Link"))


def test_the_steward_sees_how_well_identities_are_found(house, bank, draw, as_role):
    with bank.writing() as work:
        work.reviews.count("2026-05", "PERSON", "proposed", 9)
        work.reviews.count("2026-05", "PERSON", "added", 1)
        work.reviews.count("2026-05", "", "stories", 4)
    app = draw(as_role(Role.STEWARD), "steward.py")
    assert not app.exception
    assert "Here: 4 stories approved; somebody thought they knew who it was 0 times." in [one.value for one in app.text]
    assert any("names of people: 9 proposed" in one.value for one in app.markdown)
