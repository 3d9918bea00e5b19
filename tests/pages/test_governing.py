"""Set-up, requests, the audit and who is in it, page by page."""

from datetime import date, timedelta

import pytest

from insight.access.reader import Reader, Role
from insight.governance.readiness import Step
from tests.conftest import set_up as settle
from tests.governance.conftest import PROMPTS
from tests.pages.test_pairs import FindsNothing, press, said


@pytest.fixture(autouse=True)
def quick(house):
    """Without a language model."""
    house.staff_detector = FindsNothing


@pytest.fixture
def steward(as_role):
    return as_role(Role.STEWARD)


@pytest.fixture
def inquiry(house, as_role) -> str:
    return house.asking.begin(as_role(Role.MEMBER), "Warmth", "To learn.", PROMPTS)


@pytest.fixture
def second(bank, clock) -> Reader:
    with bank.writing() as work:
        council = work.alliance.organisation("City Council")
        return Reader(work.people.add("second", "Bo", Role.STEWARD, None, clock(), organisation=council), "Bo",
                      Role.STEWARD, council)  # fmt: skip


def fill(app, **lines: str):
    for label, text in lines.items():
        next(one for one in app.text_input if one.label == label.replace("_", " ")).set_value(text)
    return app


# Before the first story.


def test_the_steward_settles_one_thing_a_page_and_then_pairs_may_begin(house, draw, as_role, steward, inquiry):
    assert "Your steward has 7 steps left." in said(draw(as_role(Role.INTERVIEWER), "listen.py"))
    app = press(draw(steward, "set_up.py"), "Who hosts it")
    press(fill(app, Which_organisation="City Council", Where_to_write_to="IT, Town Hall"), "Keep this")
    assert app.title[0].value == "Who decides together"
    fill(app, Name_of_an_organisation="City Council", Where_to_write_to_about_data_protection="DPO, Town Hall")
    press(app, "Add")
    assert "City Council\nWrite to: DPO, Town Hall" in said(app)
    press(app, "That is all of us")
    assert app.title[0].value == "On what basis in law"
    app.radio[0].set_value("Yes, it may be told")
    app.run()
    assert app.selectbox[2].label == "Why may we keep that?"
    press(app, "Keep this")
    assert app.title[0].value == "Is it research?"
    press(app, "Keep this")
    assert app.title[0].value == "How long it is kept"
    app.number_input[0].set_value(3)
    press(app, "Keep this")
    assert app.title[0].value == "Whom to call"
    press(app, "I have called each number. Keep this")
    assert app.title[0].value == "What could go wrong for people"
    press(app, "Keep this with my name")
    assert "Tick the line" in app.error[0].value
    app.checkbox[0].check()
    press(app, "Keep this with my name")
    assert app.title[0].value == "Before the first story"
    assert "All is settled." in said(app)
    [basis] = house.office.set_up.bases(steward)
    assert basis.article_10 is not None
    app = draw(as_role(Role.INTERVIEWER), "listen.py")
    assert "Go on" in [one.label for one in app.button]


def test_it_goes_on_where_it_was_left_and_home_says_so_first(house, draw, steward, inquiry):
    press(draw(steward, "set_up.py", step="research"), "Keep this")
    app = draw(steward, "home.py")
    assert app.subheader[0].value == "Before the first story"
    assert "6 steps left" in said(app)
    app = draw(steward, "set_up.py")
    assert [one.value for one in app.subheader] == ["Left to do", "Done"]
    assert app.button(key=Step.RESEARCH.value)
    assert house.office.set_up.left(steward)[0] is Step.HOST


def test_what_is_refused_is_still_on_the_page(draw, steward):
    app = draw(steward, "set_up.py", step="controllers")
    press(fill(app, Name_of_an_organisation="City Council"), "Add")
    assert "Nothing was changed" in app.error[0].value
    assert app.text_input[0].value == "City Council"


def test_a_demo_skips_it_where_all_can_see(house, draw, as_role, steward):
    house.settings.demo = True
    assert "This is a demo: set-up is skipped. You can still look at the steps." in said(draw(steward, "set_up.py"))
    assert "This is a demo: set-up is skipped." in said(draw(steward, "home.py"))
    assert "not set up" not in said(draw(as_role(Role.INTERVIEWER), "listen.py"))


def test_until_then_no_file_is_asked_for(bank, draw, steward, inquiry):
    app = draw(steward, "bring_in.py")
    assert "7 steps left" in said(app)
    assert not app.get("file_uploader")
    settle(bank)
    assert draw(steward, "bring_in.py").get("file_uploader")


def test_a_later_inquiry_says_that_nobody_may_listen_for_it_yet(bank, house, draw, as_role, steward, inquiry):
    settle(bank)
    later = house.asking.begin(as_role(Role.MEMBER), "Later", "To learn.", PROMPTS)
    for reader in (steward, as_role(Role.INTERVIEWER)):
        assert "Nobody may listen for this yet" in said(draw(reader, "what_we_ask.py", inquiry=later))
        assert "Nobody may listen for this yet" not in said(draw(reader, "what_we_ask.py", inquiry=inquiry))
    app = draw(as_role(Role.INTERVIEWER), "listen.py")
    assert app.selectbox[0].value.name == "Later"
    press(app, "Go on")
    assert "on what basis in law" in app.error[0].value


def test_the_steward_says_which_sub_groups_read_it(bank, house, draw, as_role, steward, inquiry):
    with bank.writing() as work:
        young = work.alliance.subgroup("Young people")
    seen = [one.label for one in draw(as_role(Role.MEMBER), "what_we_ask.py", inquiry=inquiry).expander]
    assert not [one for one in seen if "sub-groups" in one]
    app = draw(steward, "what_we_ask.py", inquiry=inquiry)
    app.multiselect[0].set_value([young])
    press(app, "Keep this")
    assert house.office.set_up.limited_to(steward, inquiry) == {young}
    assert "Which sub-groups read what is told for it: Young people" in [one.label for one in app.expander]


# Asked of us.


def test_a_request_is_noted_due_on_home_and_answered(house, draw, steward):
    app = draw(steward, "requests.py")
    app.date_input[0].set_value(date.today() - timedelta(days=26))
    app.selectbox[0].set_value("copy")
    press(app, "Note this")
    assert "Nothing waits" not in said(app)
    assert "1 request has to be answered within a week." in said(draw(steward, "home.py"))
    press(draw(steward, "requests.py"), "Keep this")
    assert house.office.requests.waiting(steward) == ()
    assert len(house.office.requests.answered(steward)) == 1


def test_the_police_need_a_name_and_what_was_typed_stays(draw, steward):
    app = draw(steward, "requests.py")
    assert "Do not show anything yet." in " ".join(one.value for one in app.markdown)
    app.selectbox[0].set_value("police")
    app.text_area[0].set_value("They have no order yet.")
    press(app, "Note this")
    assert "Say which body asks" in app.error[0].value
    assert app.text_area[0].value == "They have no order yet."


# Who did what.


def test_who_opened_what_comes_first_and_the_rest_on_request(house, draw, as_role, steward, tell):
    sol = as_role(Role.PEER_RESEARCHER)
    house.reading.story(sol, tell("They kept ringing until I picked up."))
    house.policies.change(steward, house.policies.current())
    app = draw(steward, "audit.py")
    assert "The list is whole" in said(app)
    assert "Ade opened a story whole" in said(app)
    assert "changed what is taken out" not in said(app)
    assert "ringing" not in said(app)
    app.selectbox(key="what").set_value("everything").run()
    assert "Ade changed what is taken out" in said(app)


def test_a_list_that_was_cut_says_so(bank, house, draw, steward):
    for _ in range(2):
        house.policies.change(steward, house.policies.current())
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE number = 2")
    assert "changed or cut at line 2" in draw(steward, "audit.py").error[0].value


def test_older_lines_are_on_the_next_page(bank, house, draw, clock, steward):
    with bank.writing() as work:
        for number in range(60):
            work.records.write("operator", "story_opened", f"s{number}", clock(), number=number)
    app = draw(steward, "audit.py")
    press(app, "Older")
    assert "number 9" in said(app)
    assert "number 10" not in said(app)
    press(app, "Newer")
    assert "number 59" in said(app)


# Who is in it.


def test_two_stewards_let_an_organisation_go(bank, house, draw, steward, second, inquiry):
    settle(bank)
    house.office.set_up.add_controller(steward, "Lantern Housing", "DPO")
    app = draw(steward, "partners.py")
    assert app.selectbox[0].label == "Which one?"
    app.selectbox[0].select("Lantern Housing")
    press(app, "Ask another steward")
    assert "It holds once another steward has agreed." in said(app)
    assert "Ade asked you to agree to something." in said(draw(second, "home.py"))
    app = draw(second, "partners.py")
    press(app, "Agree: they leave")
    assert "Lantern Housing\nLeft on" in said(app)


def test_two_stewards_close_the_bank_and_open_it_again(house, draw, steward, second):
    press(draw(steward, "partners.py"), "Ask another steward to close it")
    app = press(draw(second, "partners.py"), "Agree: it is closed for everybody but stewards")
    assert "The bank has been closed since" in said(app)
    press(app, "Ask another steward to open it again")
    app = press(draw(steward, "partners.py"), "Agree: it is opened again")
    assert "closed since" not in said(app)
    assert house.office.closing.standing(steward).closed_at is None
