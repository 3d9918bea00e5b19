"""Someone is not safe, page by page: whom to call is always there, and a press keeps no more than it says."""

import pytest
from streamlit.testing.v1 import AppTest

from insight.access.reader import Role
from insight.errors import Unavailable
from insight.stories.safeguarding import DEFAULT, Contact, Safeguarding
from insight.stories.safety import Safety
from tests.pages.drawn import button, html, texts


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.PEER_RESEARCHER, Role.STEWARD])
def test_whoever_listens_sees_whom_to_call_and_notes_that_they_did(house, draw, as_role, role):
    reader = as_role(role)
    app = draw(reader, "safe.py")
    assert not app.exception
    assert "href='tel:999'" in html(app)
    assert "Nothing so far." in texts(app)
    assert button(app, "I have passed it on").disabled  # nothing is noted of a body that nobody chose
    app.selectbox(key="told-whom").set_value("Police")
    app.run()
    button(app, "I have passed it on").click()
    app.run()
    assert [one.value for one in app.success] == ["Noted: Police, just now."]
    [kept] = house.safety.passed_on(reader)
    assert kept.body == "Police"
    assert ": Police" in texts(app)
    assert (", by Ade" in texts(app)) is (role is Role.STEWARD)
    assert ("What was passed on" in [one.value for one in app.subheader]) is (role is Role.STEWARD)


def test_the_steward_says_whom_to_call(house, draw, as_role):
    app = draw(as_role(Role.STEWARD), "who_to_call.py")
    app.text_area[0].set_value("Call the duty desk.\n\n")
    app.text_input(key="body-1-0").set_value("The <b>duty</b> desk")
    app.text_input(key="phone-1-0").set_value("01752 000 000")
    for number in range(2, 9):
        for part in ("body", "phone", "when"):
            app.text_input(key=f"{part}-{number}-0").set_value("")
    button(app, "Keep this").click()
    app.run()
    assert [one.value for one in app.success] == ["Kept. Every listening page shows it now."]
    contact = Contact("The <b>duty</b> desk", "01752 000 000", DEFAULT.contacts[0].when)
    assert house.safety.current() == Safeguarding((contact,), ("Call the duty desk.",))
    app.text_area[0].set_value("")
    button(app, "Keep this").click()
    app.run()
    assert "Nothing was changed" in app.error[0].value
    shown = html(draw(as_role(Role.INTERVIEWER), "safe.py"))
    assert "The &lt;b&gt;duty&lt;/b&gt; desk" in shown
    assert "href='tel:01752000000'" in shown


def part(role: str) -> None:
    """A page that someone_is_not_safe and anything_you_need_today stand on."""
    from insight.access.reader import Reader, Role
    from pages.parts.safety import anything_you_need_today, someone_is_not_safe

    someone_is_not_safe(Reader("x", "X", Role(role)))
    anything_you_need_today()


@pytest.fixture
def on_any_page(house):
    return lambda role: AppTest.from_function(part, kwargs={"role": role.value}).run()


def test_what_is_needed_today_is_asked_and_kept_nowhere(bank, on_any_page):
    app = on_any_page(Role.MEMBER)  # who may note nothing, and has only this question left on the page
    assert not app.exception
    assert "Is there anything you need today?" in [one.value for one in app.subheader]
    assert [len(kind) for kind in (app.button, app.text_input, app.text_area, app.selectbox, app.radio)] == [0] * 5
    assert "tel:999" in html(app)
    with bank.reading() as work:
        assert work.records.entries(1) == ()


def test_a_press_on_any_page_notes_it(house, on_any_page, as_role):
    app = on_any_page(Role.INTERVIEWER)
    app.selectbox(key="told-whom").set_value("Samaritans")
    app.run()
    button(app, "I have passed it on").click()
    app.run()
    assert not app.exception
    assert [one.body for one in house.safety.passed_on(as_role(Role.STEWARD))] == ["Samaritans"]


def test_a_bank_in_trouble_still_says_whom_to_call(monkeypatch, on_any_page):
    def busy(self):
        raise Unavailable("The bank is busy.")

    monkeypatch.setattr(Safety, "current", busy)
    app = on_any_page(Role.INTERVIEWER)
    assert not app.exception
    assert "tel:116123" in html(app)
    assert [one.value for one in app.error] == ["The bank is busy."]
