"""Better or worse as it is read: words first, each question by itself, and the steward's choice of the rule."""

from datetime import date

import pytest

from insight.access.reader import Role
from insight.measure.answers import Answer, Felt, Heard, Since
from insight.measure.rule import Form
from insight.stories.inquiry import TellerKind
from tests.pages.drawn import press, said


@pytest.fixture
def told(tell):
    for number, felt in (
        (9, Felt(Answer.BETTER, "then", Since.MONTHS, True, Heard.YES)),
        (8, Felt(Answer.WORSE, "then", Since.MONTHS, False, Heard.PARTLY)),
        (6, Felt(Answer.SAME, "then", Since.YEARS)),
        (3, Felt(Answer.BETTER, "then", Since.WEEKS)),
    ):
        for _ in range(number):
            tell(feeling=felt, told_on=date(2026, 5, 2))
    for _ in range(7):
        tell(feeling=Felt(Answer.SAME, "then", Since.YEAR, of_work=True), teller=TellerKind.WORKER)


@pytest.fixture
def page(house, told, draw, as_role):
    return draw(as_role(Role.MEMBER), "feeling.py")


def test_words_come_before_figures(page):
    assert not page.exception
    assert [one.value for one in page.subheader] == [
        "What made the difference", "17 people answered, compared with some months ago",
    ]  # fmt: skip
    assert "Of 17 people who answered, 9 feel better, none about the same, 8 worse." in said(page)


def test_other_times_are_said_and_never_added_up(page):
    assert "6 people compared with some years ago. They are counted apart." in said(page)
    assert "some weeks ago. They" not in said(page), "few"
    assert "10 more people told us something and are not counted here." in said(page)
    assert "26 people" not in said(page)
    page.selectbox(key="against").set_value("some years ago").run()
    assert "Of 6 people who answered, none feel better, 6 about the same, none worse." in said(page)


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("What it was about", "**What people told us**"),
        ("Quarter", "**April to June 2026**"),
        ("Who told", "**Someone using services**"),
        ("Who asked", "**Asked by somebody they knew**"),
    ],
)
def test_groups_are_named_in_words(page, by, name):
    page.selectbox[-1].set_value(by).run()
    assert not page.exception
    assert name in said(page)


def test_the_other_questions_have_their_own_place(page):
    assert "Of 7 people" not in said(page)
    page.button_group[0].set_value("How it is to work here").run()
    assert "Of 7 people who answered, none feel better, 7 about the same, none worse." in said(page)
    page.button_group[0].set_value("How it was to be asked").run()
    assert "Of 17 people who told us how it was to be asked, 9 felt heard, 8 partly, none did not." in said(page)


def test_the_steward_chooses_the_rule(house, told, draw, as_role):
    app = draw(as_role(Role.STEWARD), "small_numbers.py")
    assert not app.exception
    app.radio[0].set_value(Form.ROUNDED)
    press(app, "Keep this")
    assert house.measure.small_numbers.current() is Form.ROUNDED
    page = draw(as_role(Role.MEMBER), "feeling.py")
    assert "Of about 15 people who answered, 10 feel better, none about the same, 10 worse." in said(page)
