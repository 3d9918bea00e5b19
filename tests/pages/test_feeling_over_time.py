"""Better or worse over time, as it is drawn: words first, then the line and its signals, never a score."""

from datetime import date

import pytest

from insight.access.reader import Role
from insight.measure.answers import Answer, Felt
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.story import NewStory, Part, Stretch, Whose
from insight.stories.text import Approval, ProtectedText
from pages.parts.line_chart import shapes
from tests.pages.drawn import texts

PAGE = "feeling_over_time.py"
WORDS = "She rang every Friday."


@pytest.fixture
def member(as_role):
    return as_role(Role.MEMBER)


@pytest.fixture
def a_line(bank, clock):
    """`a_line([better, …], others)`: so many people a month feel better from January 2024 on, and `others` do not."""

    def told(better, others, **kind):
        with bank.writing() as work:
            inquiry = work.inquiries.add("What people told us", "To learn.", (), clock())
            for number, many in enumerate(better):
                day = date(2024 + number // 12, number % 12 + 1, 19)
                for answer in [Answer.BETTER] * many + [Answer.WORSE] * others:
                    who = work.tellers.add(TellerKind.PERSON)
                    agreed = work.tellers.agree(who, Consent(inside=True))
                    new = NewStory(inquiry, who, TellerKind.PERSON, agreed, "somebody", day)
                    story = work.stories.receive(new, 4, clock())
                    text = ProtectedText(WORDS, Approval("reviewer", clock()))
                    stretch = Stretch(0, len(WORDS), Part.DIFFERENCE, Whose.THEIR_WORDS)
                    work.stories.approve(story, text, (stretch,), f"Told in {day:%B %Y}")
                    work.feelings.add(who, inquiry, story, Felt(answer, **kind), day)

    return told


UP = [8, 10, 9, 8, 10, 14, 15, 14, 16, 15, 14, 15]


def described(app) -> str:
    """What the chart says to whoever cannot see it."""
    return app.get("vega_lite_chart")[0].proto.spec


def test_it_leads_there_from_how_people_feel_and_back(draw, member, a_line):
    a_line(UP, 12)
    assert "See it over time" in {one.proto.label for one in draw(member, "feeling.py").get("page_link")}
    assert "Back to how people feel" in {one.proto.label for one in draw(member, PAGE).get("page_link")}


def test_what_made_the_difference_comes_first_then_a_sentence_then_the_line(draw, member, a_line):
    a_line(UP, 12)
    app = draw(member, PAGE)
    assert not app.exception
    headings = [one.value for one in app.subheader]
    assert headings == ["What made the difference", "292 people answered"]
    words = texts(app)
    assert words.index("292 people answered in the 12 months") < words.index("Chance alone makes signals too")
    assert "A signal is a reason to go and listen. It is no score and it proves nothing" in words
    assert "We asked those who were there and willing" in words


def test_a_signal_is_said_and_opens_the_stories_of_its_weeks(draw, member, a_line):
    a_line(UP, 12)
    app = draw(member, PAGE)
    said = [one.label for one in app.main.expander]
    run = "Since June 2024 more of those who answered than usual said they feel better: seven months in a row above"
    assert f"{run} the middle." in said
    links = [one.proto.label for one in app.get("page_link")]
    assert links.count("Told in December 2024") == 12
    assert "Told in May 2024" not in links
    assert run in described(app)
    more = app.button(key="more-one_side-2024-06").click().run()
    assert [one.proto.label for one in more.get("page_link")].count("Told in December 2024") > 12


def test_where_nothing_is_unusual_that_is_said(draw, member, a_line):
    a_line([12, 14, 11, 13, 12, 11, 14, 12], 12)
    app = draw(member, PAGE)
    assert "Nothing in it is out of the usual." in texts(app)
    assert "These are trial limits" in texts(app)
    assert "trial upper" in described(app)
    assert [one.label for one in app.main.expander] == ["The same in words"]


def test_a_hidden_month_is_a_gap_and_not_told(draw, member, a_line):
    a_line([12, 14, 12, 3, 12, 11, 14, 12], 14)
    app = draw(member, PAGE)
    assert "April 2024: too few people to show, here or beside it." in texts(app)
    assert "April 2024: 17" not in texts(app)
    assert "0.176" not in described(app)


def test_work_is_a_line_of_its_own(draw, member, a_line):
    a_line([12, 14, 12, 13], 14)
    a_line([6, 5, 6, 5], 16, of_work=True)
    app = draw(member, PAGE)
    choice = app.selectbox[0]
    assert choice.options == [
        "How people are, compared with a time of their own",
        "How it is to work here, compared with a time of their own",
    ]
    app = choice.select_index(1).run()
    assert "about 26 said it is better to work here" in texts(app)


def test_the_chart_has_no_target_and_tells_signals_by_their_shape(a_line, house, member, draw, monkeypatch):
    a_line(UP, 12)
    spec = described(draw(member, PAGE))
    assert "target" not in spec
    assert "triangle-up" in spec
    kind = house.measure.over_time.kinds(member)[0]
    assert shapes(house.measure.over_time.line(member, kind))[5:] == ("triangle-up",) * 7


def test_it_is_not_among_the_links_at_the_side_and_not_on_home(draw, member, a_line):
    a_line(UP, 12)
    for file in ("home.py", "search.py"):
        labels = {one.proto.label for one in draw(member, file).get("page_link")}
        assert "Better or worse over time" not in labels
