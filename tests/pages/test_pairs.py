"""Who listens with whom, page by page; what struck a listener, written down and asked about again on home."""

from datetime import timedelta

import pytest

from insight.access.reader import Reader, Role
from insight.stories.interview import KindOfJob, Listener
from insight.stories.pairs import Pairs
from insight.stories.reflection import DONE_WORDS, Done
from tests.detectors import FindsNothing

MONDAY = "Ring back the same day."


@pytest.fixture(autouse=True)
def quick(house, bank, clock):
    """The service with the test's clock, and without a language model."""
    house.pairs = Pairs(bank, FindsNothing, clock)


@pytest.fixture
def listener(bank, clock):
    """`listener(name, organisation, job)` is somebody with an account who listens."""

    def listener(name: str, organisation: str, job: KindOfJob) -> Reader:
        with bank.writing() as work:
            belongs = work.alliance.organisation(organisation)
            account = work.people.add(name, name, Role.INTERVIEWER, None, clock(), organisation=belongs)
            work.people.works_as(account, job)
        return Reader(account, name, Role.INTERVIEWER, belongs)

    return listener


@pytest.fixture
def mo(listener) -> Reader:
    return listener("Mo", "Lantern Housing", KindOfJob.KEEPING_GOING)


@pytest.fixture
def dee(listener) -> Reader:
    return listener("Dee", "Kite Advocacy", KindOfJob.PAYING)


@pytest.fixture
def heard(bank, clock, mo, dee) -> str:
    """A conversation that the two handed in."""
    with bank.writing() as work:
        inquiry = work.inquiries.add("Round one", "To learn.", (), clock())
        questions = work.inquiries.get(inquiry).questions.id
        pair = (
            Listener(mo.organisation, KindOfJob.KEEPING_GOING, mo.id),
            Listener(dee.organisation, KindOfJob.PAYING, dee.id),
        )
        interview = work.interviews.open(inquiry, questions, pair, clock())
        work.interviews.submit(interview, clock())
    return interview


def said(app) -> str:
    return "\n".join(one.value for kind in (app.text, app.subheader, app.error) for one in kind)


def press(app, label: str):
    next(one for one in app.button if one.label == label).click()
    return app.run()


def test_whom_to_listen_with_is_told_by_name_to_those_who_listen(draw, as_role, mo, dee):
    assert "Dee, Kite Advocacy, plans and pays for services" in said(draw(mo, "pairs.py"))
    assert "Dee" not in said(draw(as_role(Role.MEMBER), "pairs.py"))
    by_name = said(draw(as_role(Role.STEWARD), "pairs.py"))
    assert "Dee, Kite Advocacy, plans and pays for services\nwith Mo, Lantern Housing, keeps the place going" in by_name


def test_who_has_listened_together_is_told_by_organisation(draw, as_role, heard):
    member = draw(as_role(Role.MEMBER), "pairs.py")
    assert not member.exception
    words = said(member)
    assert "Kite Advocacy and Lantern Housing have listened together once." in words
    assert "Somebody who keeps the place going and somebody who plans and pays for services" in words
    assert not any(name in words for name in ("Mo", "Dee"))
    assert "Dee and Mo: 1 conversation" in said(draw(as_role(Role.STEWARD), "pairs.py"))


def test_what_struck_is_written_down_and_home_no_longer_waits_for_it(house, draw, mo, dee, heard):
    assert "Add what struck you" in said(draw(mo, "home.py"))
    app = draw(mo, "pairs.py", conversation=heard)
    app.text_area[0].set_value("How long he had waited.")
    app.text_area[1].set_value(MONDAY)
    press(app, "Keep this")
    assert not app.exception
    assert house.pairs.to_reflect(mo) == {}
    assert "Add what struck you" not in said(draw(mo, "home.py"))
    assert "Add what struck you" in said(draw(dee, "home.py"))


def test_an_empty_page_says_so_and_keeps_nothing(house, draw, mo, heard):
    app = press(draw(mo, "pairs.py", conversation=heard), "Keep this")
    assert [one.value for one in app.error] == ["Write something in one of the two first."]
    assert heard in house.pairs.to_reflect(mo)


def test_somebody_else_s_conversation_takes_nothing(house, draw, listener, heard):
    app = draw(listener("Cal", "Harbour Mind", KindOfJob.TEAM), "pairs.py", conversation=heard)
    app.text_area[0].set_value("I was not there.")
    app = press(app, "Keep this")
    assert [one.value for one in app.error] == ["This conversation is not handed in, or it is not yours."]


@pytest.mark.parametrize("done", [*Done])
def test_home_asks_again_after_a_month_and_nobody_else_sees_it(house, draw, as_role, clock, mo, dee, heard, done):
    house.pairs.reflect(mo, heard, "", MONDAY)
    clock.forward(days=30)
    app = draw(mo, "home.py")
    assert f"On 15 June 2026 you wrote:\n\n{MONDAY}" in said(app)
    assert "Nothing is waiting" not in said(app)
    for other in (dee, *(as_role(role) for role in (Role.STEWARD, Role.MEMBER, Role.PEER_RESEARCHER, Role.READER))):
        for file in ("home.py", "pairs.py") if other.role is not Role.READER else ("home.py",):
            assert MONDAY not in said(draw(other, file))
    app = press(draw(mo, "home.py"), DONE_WORDS[done])
    assert not app.exception
    assert MONDAY not in said(app)
    clock.now += timedelta(days=30)
    assert (MONDAY in said(draw(mo, "home.py"))) is (done is Done.NOT_YET)
