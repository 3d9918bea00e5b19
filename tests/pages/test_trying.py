"""What we are trying, page by page: each press does what it says, and what is due or missing is said."""

from datetime import date, timedelta

import pytest

from insight.access.reader import Reader, Role
from insight.learning.before_after import BeforeAfter, Most
from insight.learning.citation import Stretch
from insight.learning.cycle import Scale, Stage
from insight.learning.experiment import Answered, EndedAs, Plan
from insight.learning.traces import Since
from insight.measure.answers import Since as Length
from insight.stories.consent import Consent
from pages.parts.trying.lines import REVIEW_DUE
from tests.pages.drawn import html, press, said, texts

pytestmark = pytest.mark.usefixtures("finds_nothing")

WORDS = "They kept ringing until I picked up. Then I slept."
PLAN = Plan("A key *first*", "We give people the key first.", legal="yes", safe="yes", stop_if="if it hurts")
TODAY = date.today()
WEEK = timedelta(days=7)


@pytest.fixture
def estates(bank) -> str:
    with bank.writing() as work:
        return work.alliance.subgroup("Estates")


@pytest.fixture
def jean(as_role, estates) -> Reader:
    known = as_role(Role.MEMBER)
    return Reader(known.id, known.name, known.role, subgroups=frozenset({estates}))


@pytest.fixture
def written(house, jean, estates, tell) -> str:
    because = Stretch(tell(WORDS), 0, 36)
    return house.learning.experiments.write_down(jean, estates, PLAN, because)


@pytest.fixture
def begun(house, jean, written) -> str:
    house.learning.experiments.begin(jean, written, TODAY - WEEK, TODAY + WEEK)
    return written


@pytest.fixture
def due(bank, begun) -> str:
    """As `begun`, and a week later than agreed."""
    with bank.writing() as work:
        work.experiments.begin(begun, TODAY - 3 * WEEK, TODAY - WEEK)
    return begun


def test_a_passage_is_one_more_reason_for_something_that_is_tried(house, draw, jean, written, begun, tell):
    story = tell("He rang, too.")
    app = draw(jean, "trying.py", new="yes", story=story, start="0", end="12")
    press(app, "Put it there")
    assert not app.exception
    assert [one.citation.story for one in house.learning.traces.back(jean, written).passages][1:] == [story]
    assert [one.value for one in app.title] == [r"A key \*first\*"]


def test_what_has_ended_is_not_offered_to_another_passage(house, draw, jean, begun, tell):
    house.learning.experiments.end(jean, begun, EndedAs.DISCARDED, "It was not the key.")
    app = draw(jean, "trying.py", new="yes", story=tell("He rang, too."), start="0", end="12")
    assert "Put it there" not in [one.label for one in app.button]


def test_it_is_written_down_because_of_a_passage(house, draw, jean, tell):
    story = tell(WORDS)
    app = draw(jean, "trying.py", new="yes", story=story, start="0", end="36")
    assert "Because somebody told us:" in texts(app)
    app.text_input[0].set_value("A key first")
    app.text_area[0].set_value("We give people the key first.")
    press(app, "Keep this plan")
    assert not app.exception
    (listed,) = house.learning.experiments.list(jean)
    (cited,) = house.learning.traces.back(jean, listed.experiment.id).passages
    assert cited.text == "They kept ringing until I picked up."
    assert app.query_params["trying"] == listed.experiment.id
    missing = "Nobody has said whether it is legal, whether it is safe or what would make us stop."
    assert missing in said(app)
    assert "kept ringing" not in str(app.query_params)


@pytest.mark.parametrize(("start", "end"), [("-1", "9"), ("a", "b"), ("0", ""), ("²", "9"), ("0", "9" * 5000)])
def test_an_address_that_names_no_passage_is_a_form_without_one(draw, jean, tell, start, end):
    app = draw(jean, "trying.py", new="yes", story=tell(WORDS), start=start, end=end)
    assert not app.exception
    assert "Because somebody told us:" not in texts(app)


@pytest.mark.parametrize(
    ("held", "start", "end"), [(True, "0", "36"), (False, "0", "999"), (False, "36", "37"), (False, "9", "9")]
)
def test_a_plan_is_kept_without_a_passage_that_is_not_there(house, bank, draw, jean, tell, held, start, end):
    story = tell(WORDS)
    if held:
        with bank.writing() as work:
            work.stories.hold(story)
    app = draw(jean, "trying.py", new="yes", story=story, start=start, end=end)
    assert "You can go on without it." in texts(app)
    assert "Because somebody told us:" not in texts(app)
    app.text_input[0].set_value("A key first")
    app.text_area[0].set_value("We give people the key first.")
    press(app, "Keep this plan")
    assert not app.error
    (listed,) = house.learning.experiments.list(jean)
    assert house.learning.traces.back(jean, listed.experiment.id, together=False).passages == ()


def test_without_a_name_nothing_is_kept_and_it_says_so(house, draw, jean):
    app = draw(jean, "trying.py", new="yes")
    app.text_area[0].set_value("We give people the key first.")
    press(app, "Keep this plan")
    assert [one.value for one in app.error] == ["Give it a name, and say what you want to try."]
    assert app.text_area[0].value == "We give people the key first."
    assert house.learning.experiments.list(jean) == ()


def test_a_permission_is_asked_for_before_it_begins(house, draw, jean, written):
    app = draw(jean, "trying.py", trying=written)
    assert "We think nobody's. Is that so?" in texts(app)
    next(one for one in app.text_input if one.label == "Whose permission do you need?").set_value("the landlord")
    press(app, "Put it on the list")
    assert "The landlord: Nobody has asked yet." in texts(app)
    assert "You can begin when everybody on the list has said yes." in texts(app)
    next(one for one in app.text_input if one.label == "Who asked?").set_value("the team leader")
    press(app, "Keep who asked")
    app.radio[0].set_value(Answered.YES_IF)
    next(one for one in app.text_area if one.label == "In their words").set_value("One flat only.")
    press(app, "Keep their answer")
    assert "They said yes, if: One flat only." in texts(app)
    press(app, "Begin")
    assert not app.exception
    assert house.learning.experiments.open(jean, written).experiment.since == TODAY


def test_tries_are_written_down_one_by_one(draw, jean, begun):
    app = draw(jean, "trying.py", trying=begun)
    next(one for one in app.text_area if one.label == "What do you do in the first try?").set_value("One flat.")
    press(app, "Begin the first try")
    assert "running now" in html(app)
    next(one for one in app.text_area if one.label == "What happened?").set_value("Nobody came.")
    press(app, "This try is over")
    assert "What happened: Nobody came." in texts(app)
    assert "still to come" in html(app)
    assert "One flat" not in html(app)


def test_a_due_review_is_said_wherever_it_is_listed(draw, jean, due, as_role):
    assert REVIEW_DUE in texts(draw(jean, "trying.py"))
    assert REVIEW_DUE in said(draw(jean, "trying.py", trying=due))
    home = draw(jean, "home.py")
    assert "What you are trying, to look at together" in said(home)
    assert "What you are trying" not in said(draw(as_role(Role.MEMBER), "home.py"))


def test_a_review_is_put_off_with_a_reason_that_stays(draw, jean, due):
    app = draw(jean, "trying.py", trying=due)
    app.radio[0].set_value("We put it off").run()
    press(app, "Put it off")
    assert [one.value for one in app.error] == ["Write down why it is put off."]
    next(one for one in app.text_area if one.label == "Why do you put it off?").set_value("Half of us had flu.")
    press(app, "Put it off")
    assert not app.exception
    assert "Half of us had flu." in texts(app)
    assert REVIEW_DUE not in said(app)


def test_a_review_is_held(draw, jean, due):
    app = draw(jean, "trying.py", trying=due)
    label = "What did you see, and what do you do now?"
    next(one for one in app.text_area if one.label == label).set_value("Two of three came back.")
    press(app, "Keep what we said")
    assert "we looked at it." in texts(app)
    assert REVIEW_DUE not in said(app)


def test_what_began_without_a_yes_says_so(house, draw, jean, begun):
    house.learning.experiments.need(jean, begun, "the fire service")
    for app in (draw(jean, "trying.py"), draw(jean, "trying.py", trying=begun)):
        assert "It goes on without a yes from the fire service." in said(app)


def test_it_ends_with_a_lesson(draw, jean, begun):
    app = draw(jean, "trying.py", trying=begun)
    ending = next(one for one in app.radio if one.label == "How does it end?")
    ending.set_value(EndedAs.CHANGED)
    next(one for one in app.text_area if one.label == "What did you learn?").set_value("The paper was not the point.")
    press(app, "End it")
    assert not app.exception
    assert "What we learned: The paper was not the point." in texts(app)
    assert [one.label for one in app.button] == ["Keep this note", "All that we are trying"]
    press(app, "All that")
    assert "What we learned: The paper was not the point." in texts(app)


def test_notes_on_the_wider_system_have_their_source(draw, jean, begun):
    app = draw(jean, "trying.py", trying=begun)
    next(one for one in app.text_area if one.label == "What was seen?").set_value("Fewer nights in hospital.")
    next(one for one in app.text_input if one.label == "Where is it from?").set_value("a board paper")
    press(app, "Keep this note")
    assert "Fewer nights in hospital.\nFrom: a board paper" in texts(app)


def test_a_passage_that_is_not_open_is_left_out_and_said_so(bank, draw, jean, begun, house):
    (cited,) = house.learning.traces.back(jean, begun).passages
    with bank.writing() as work:
        work.stories.hold(cited.story.id)
    app = draw(jean, "trying.py", trying=begun)
    assert "1 passage is left out" in texts(app)


def test_words_that_may_not_be_read_out_are_shown_to_somebody_alone_with_the_screen(house, draw, jean, begun, tell):
    house.learning.traces.cite(jean, begun, Stretch(tell("Nobody came.", consent=Consent(inside=True)), 0, 12))
    app = draw(jean, "trying.py", trying=begun)
    assert "Nobody came." not in said(app) + html(app)
    assert "1 passage is left out: not to be read out in a room, not open to you, or not the same any more." in texts(
        app
    )
    (alone,) = app.toggle
    assert alone.label == "I am alone with this screen"
    alone.set_value(True).run()
    assert not app.exception
    assert "left out" not in texts(app)


def test_what_people_told_since_is_counted_where_it_may_not_be_read_out(house, draw, jean, begun, tell, monkeypatch):
    told = Since((), 0, 2, (BeforeAfter(Length.MONTHS, TODAY, TODAY, Most.WORSE, Most.BETTER),))
    monkeypatch.setattr(type(house.learning.traces), "since", lambda *_, together: told)
    app = draw(jean, "trying.py", trying=begun)
    assert "2 stories are left out: not to be read out in a room." in texts(app)
    assert "nobody has told us more" not in texts(app)
    assert f"told us about this before {TODAY:%B %Y}, most felt worse." in texts(app)
    assert f"from {TODAY:%B %Y}, most felt better.\n\nThis is a sign and never a proof" in texts(app)


def test_what_is_another_sub_group_s_looks_like_nothing(draw, as_role, begun):
    app = draw(as_role(Role.MEMBER), "trying.py", trying=begun)
    assert [one.value for one in app.error] == ["There is no such thing we are trying, or it is not open to you."]


# Learning cycles.


def test_a_cycle_is_begun_moved_on_and_nested(house, draw, jean):
    place = house.learning.cycles.begin(jean, "Coming out", "Who waits?", Scale.PLACE, None, None)
    app = draw(jean, "cycles.py")
    press(app, "Begin a learning cycle")
    app.text_input[0].set_value("Keys")
    app.text_area[0].set_value("Who gets one?")
    app.selectbox[1].set_value(place)
    press(app, "Begin this cycle")
    assert not app.exception
    assert "About a team, for Estates. Nobody looks after it yet." in texts(app)
    app.text_area[0].set_value("Nobody waits with them.")
    press(app, "Move on")
    assert "it came to: design together.\nWhat we had learned: Nobody waits with them." in texts(app)
    press(app, "I look after it")
    assert "Ade looks after it." in texts(app)
    press(app, "All learning cycles")
    assert "A part of “Coming out”." in texts(app)
    (outer, inner) = house.learning.cycles.list(jean)
    assert (outer.cycle.id, inner.cycle.stage, inner.depth) == (place, Stage.DESIGN, 1)
