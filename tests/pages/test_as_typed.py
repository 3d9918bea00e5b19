"""Texts as typed, page by page: two stewards keep one, and one who opens one is seen by another."""

from insight.access.reader import Role
from insight.stories.safeguarding import REASON_WORDS, Reason
from tests.pages.drawn import button, html, texts


def choose(app, key):
    """Choose the first story of a list."""
    [listed] = [one for one in app.selectbox if one.key == key]
    listed.select_index(0)


def test_two_stewards_hold_a_text(bank, clock, house, draw, as_role, tell):
    story = tell("Darren sat in the van with me.", before_review=True)
    first = as_role(Role.STEWARD)
    app = draw(first, "as_typed.py")
    button(app, "Ask another steward").click()
    app.run()
    assert "Nothing was asked." in app.error[0].value
    choose(app, "hold-which")
    button(app, "Ask another steward").click()
    app.run()
    assert "It holds once another steward has agreed." in texts(app)
    assert "Agree" not in [one.label for one in app.button]
    with bank.writing() as work:
        work.people.add("second", "Bo", Role.STEWARD, None, clock())
    second = next(one.reader() for one in _accounts(bank) if one.name == "Bo")
    assert "asks you to agree" in texts(draw(second, "home.py"))
    app = draw(second, "as_typed.py")
    button(app, "Agree").click()
    app.run()
    assert "Ade asked, Bo agreed." in texts(app)
    assert "Darren" not in texts(app) + html(app)
    button(app, "End it now").click()
    app.run()
    assert [one.hold for one in house.safety.originals(first) if one.story == story] == [None]


def _accounts(bank):
    with bank.reading() as work:
        return work.people.all()


def test_a_text_is_opened_for_a_reason_that_another_steward_sees(bank, clock, house, draw, as_role, tell):
    story = tell("Darren sat in the van with me.", before_review=True)
    first = as_role(Role.STEWARD)
    with bank.writing() as work:
        work.people.add("second", "Bo", Role.STEWARD, None, clock())
    second = next(one.reader() for one in _accounts(bank) if one.name == "Bo")
    app = draw(first, "as_typed.py")
    button(app, "Open it").click()
    app.run()
    assert "Please choose a story." in app.error[0].value
    choose(app, "open-which")
    button(app, "Open it").click()
    app.run()
    assert "Please say why." in app.error[0].value
    assert house.originals.openings(first) == ()
    app.radio[0].set_value(Reason.LAW)
    button(app, "Open it").click()
    app.run()
    assert app.query_params["story"] == story
    assert not app.error
    assert "Another steward has to look at that." in texts(draw(second, "home.py"))
    assert "A text as typed was opened" not in [one.value for one in draw(first, "home.py").subheader]
    app = draw(second, "as_typed.py")
    assert REASON_WORDS[Reason.LAW].lower() in texts(app)
    assert "Darren" not in texts(app) + html(app)
    button(app, "I have seen this").click()
    app.run()
    assert "Bo has seen that." in texts(draw(first, "as_typed.py"))


def test_an_address_alone_opens_nothing(draw, as_role, tell):
    story = tell("Darren sat in the van with me.", before_review=True)
    app = draw(as_role(Role.STEWARD), "as_typed.py", story=story)
    assert "This text is closed." in app.error[0].value
    assert "Darren" not in texts(app) + html(app)
