"""The interview's pages: each step asks its one thing, keeps each tap, and ends where it should for whom it should."""

import pytest

from insight.access.reader import Role
from insight.errors import NotFound
from insight.measure.answers import Answer
from insight.stories.consent import Consent, IfTheyDie
from insight.stories.inquiry import Prompt, Stage, TellerKind
from insight.stories.interview import STORY_FIELD, KindOfJob, Listener
from insight.stories.script import ADULT, YOUNG
from tests.conftest import set_up


@pytest.fixture
def pair(as_role):
    return as_role(Role.INTERVIEWER)


@pytest.fixture
def conversation(house, bank, clock, pair):
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern Housing")
        work.alliance.team(lantern, "night team")
        inquiry = work.inquiries.add("Warmth", "To learn.", (Prompt("", Stage.DISCOVERY, "What went well?"),), clock())
    set_up(bank)
    return house.listening.open(pair, inquiry, Listener(lantern, KindOfJob.TEAM))


@pytest.fixture
def at(draw, pair, conversation):
    """`at(step)` is the page at this step of the conversation."""
    return lambda step, **more: draw(pair, "listen.py", conversation=conversation, step=step, **more)


def title(app):
    return next((one.value for one in app.title), "")


def words(app):
    return "\n".join(one.value for one in app.text)


def press(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def tap(app, question, answer):
    return next(one for one in app.radio if one.label == question).set_value(answer).run()


def test_whoever_was_chosen_stays_chosen_when_others_come(house, bank, draw, pair, conversation):
    def where(app):
        return next(one for one in app.selectbox if one.label == "Where do they work?")

    with bank.writing() as work:
        zebra = work.alliance.organisation("Zebra Trust")
    app = where(draw(pair, "listen.py")).select("Zebra Trust").run()
    assert where(app).value == zebra
    with bank.writing() as work:
        work.alliance.organisation("Alder Trust")
    assert where(app.run()).value == zebra


@pytest.mark.parametrize(
    ("age", "comes"),
    [
        ("18 or older", "Read this aloud first"),
        ("16 or 17", "Read this aloud first"),
        ("Under 16", "We stop here"),
        ("Not today: they are unwell, or not quite themselves", "Another day, then"),
    ],
)
def test_how_old_they_are_leads_to_their_own_script_or_to_a_stop(at, house, pair, conversation, age, comes):
    app = at("who")
    app = tap(app, "How old are they?", age)
    app = press(app, "Go on")
    assert not app.exception
    assert title(app) == comes
    agreed = house.listening.agreed(pair, conversation)
    if comes == "Read this aloud first":
        assert agreed.script == (YOUNG if age == "16 or 17" else ADULT).version
        assert agreed.outside is (False if age == "16 or 17" else None)
    else:
        assert agreed is None


def test_under_16_leaves_nothing(at, house, pair, conversation):
    press(at("too-young"), "Take everything away")
    with pytest.raises(NotFound):
        house.listening.get(pair, conversation)


def test_not_today_keeps_the_conversation_in_the_list(at, house, pair, conversation):
    app = press(at("not-today"), "Go on another day")
    assert title(app) == "Begin a conversation"
    assert [one.id for one in house.listening.unfinished(pair)] == [conversation]
    assert any("Warmth, begun on" in one.label for one in app.button)


def test_each_tap_is_kept_and_a_reload_stands_where_one_stood(at, house, pair, conversation):
    house.listening.agree(pair, conversation, 1, Consent())
    app = at("agree")
    app = tap(app, ADULT.askings[0].question, "Yes")
    tap(app, ADULT.askings[1].question, "No")
    agreed = house.listening.agreed(pair, conversation)
    assert (agreed.inside, agreed.room, agreed.outside, agreed.quotes) == (True, False, None, None)
    again = at("agree")
    assert [one.value for one in again.radio] == ["Yes", "No", None, None]
    assert "Go on" not in [one.label for one in again.button]


def test_the_young_are_not_asked_about_outside(at, house, pair, conversation):
    house.listening.agree(pair, conversation, 1, Consent(script=YOUNG.version, outside=False))
    assert [one.label for one in at("agree").radio] == [asking.question for asking in YOUNG.askings]


def test_a_no_to_inside_ends_it_and_nothing_is_left(at, house, pair, conversation):
    house.listening.agree(pair, conversation, 1, Consent())
    app = press(tap(at("agree"), ADULT.askings[0].question, "No"), "Go on")
    assert title(app) == "That is fine"
    press(app, "Take everything away")
    with pytest.raises(NotFound):
        house.listening.get(pair, conversation)


def test_wishes_are_kept_by_organisation_and_team(at, house, pair, conversation):
    house.listening.agree(pair, conversation, 1, Consent(inside=True, room=True, outside=True, quotes=True))
    app = at("more")
    [kept_from] = app.multiselect
    assert "Lantern Housing, night team" in kept_from.options
    app = kept_from.set_value([next(iter(house.listening.teams(pair)))]).run()
    app = app.text_input[0].set_value("Nan Bright").run()
    app = tap(app, "And if you die?", IfTheyDie.REMOVE)
    app = app.checkbox[0].check().run()
    agreed = house.listening.agreed(pair, conversation)
    assert agreed.not_teams == frozenset(house.listening.teams(pair))
    assert agreed.not_organisations == frozenset()
    assert agreed.waits_for_a_second_yes
    assert agreed.if_they_die is IfTheyDie.REMOVE
    assert house.listening.called(pair, conversation, 1) == "Nan Bright"
    checked = words(at("check"))
    for said in ("Lantern Housing, night team", "Nan Bright", "what they told is removed", "say yes again"):
        assert said in checked


def test_feeling_is_kept_tap_by_tap_and_asked_after_only_when_it_was_asked(at, house, pair, conversation):
    app = at("feel")
    app = app.selectbox[0].set_value("when I came out").run()
    app = tap(app, "In yourself, are things better, worse, about the same, or up and down since then?", "much worse ▼▼")
    assert house.listening.get(pair, conversation).telling(1).felt.answer is Answer.MUCH_WORSE
    assert any(one.label == "About how long ago was that?" for one in app.radio)
    app = press(app, "Go on")
    assert app.radio[0].label == "Did you feel heard?"
    house.listening.feel(pair, conversation, 1, None)
    assert not at("heard").radio


def test_workers_are_asked_how_it_is_to_work_here(at, house, pair, conversation):
    house.listening.tells(pair, conversation, 1, teller=TellerKind.WORKER)
    assert any(one.label.startswith("Working here") for one in at("feel").radio)


def test_a_second_person_has_a_part_of_their_own(at, house, pair, conversation):
    house.listening.agree(pair, conversation, 1, Consent(inside=True))
    house.listening.save(pair, conversation, STORY_FIELD, "The kettle was on.", 0)
    app = press(at("check"), "Add this person")
    assert title(app) == "Who tells?"
    assert "Person 2 of 2" in words(app)
    app = press(at("check", person="2"), "Hand in")
    assert [one.value for one in app.error] == ["Ask for their agreement first. Everything typed is kept."]


def test_several_stories_have_a_page_each(at, house, pair, conversation):
    app = press(at("write"), "Another story")
    assert house.listening.get(pair, conversation).telling(1).stories == 2
    assert not app.exception
