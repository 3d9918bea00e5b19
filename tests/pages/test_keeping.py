"""How long we keep things, warnings at home, and what a steward does for whoever has no card."""

from datetime import date, timedelta

import pytest

import pages.parts.on_their_behalf
import pages.parts.their_card
from insight.access.reader import Role
from insight.clock import now
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.consent import Consent, IfTheyDie
from insight.stories.interview import Listener
from tests.pages.drawn import press, said

CODE = "kettle garden ferry lamp"
WORDS = "She kept the kettle warm until I came down. Nobody had done that before."
AGREED = Consent(
    inside=True, room=True, outside=True, quotes=True, given_on=date(2026, 6, 1), erase_on=date(2031, 12, 31)
)


@pytest.fixture
def receipts(monkeypatch) -> list[str]:
    """What is printed."""
    lines: list[str] = []
    for module in (pages.parts.on_their_behalf, pages.parts.their_card, pages.parts.cards):
        monkeypatch.setattr(module, "receipt", lambda key, told: lines.extend(told))
    return lines


@pytest.fixture
def story(bank, tell) -> str:
    one = tell(WORDS, consent=AGREED)
    with bank.writing() as work:
        work.tellers.give_code(work.stories.storyteller_of(one), code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    return one


def conversation(bank, account: str, days_ago: int) -> None:
    with bank.writing() as work:
        inquiry = work.inquiries.add("Round one", "To learn.", (), now())
        questions = work.inquiries.get(inquiry).questions.id
        work.interviews.open(inquiry, questions, (Listener(None, None, account),), now() - timedelta(days=days_ago))


def test_home_says_what_goes_soon_to_whom_it_concerns(house, bank, draw, as_role):
    pair = as_role(Role.INTERVIEWER)
    for _ in range(2):
        conversation(bank, pair.id, 9)
    conversation(bank, pair.id, 1)
    goes = (now() + timedelta(days=5)).date()
    app = draw(pair, "home.py")
    assert not app.exception
    assert f"2 conversations go on {goes.day} {goes:%B %Y}. Go on with it, and it stays." in said(app)
    assert "Going soon" not in said(draw(as_role(Role.PEER_RESEARCHER), "home.py"))


def test_the_steward_sees_what_comes_what_went_and_the_rules(house, bank, draw, as_role, tell, story):
    conversation(bank, as_role(Role.INTERVIEWER).id, 9)
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE consent SET erase_on = ?", ((now() + timedelta(days=9)).date().isoformat(),))
    gone = tell("One that went.")
    house.leaving.withdrawal.withdraw(as_role(Role.STEWARD), gone)
    app = draw(as_role(Role.STEWARD), "keeping.py")
    assert not app.exception
    for part in (
        "1 unfinished conversation goes.", "1 story goes, as was agreed.", "Nobody objects",
        "1 story, because the person who told it asked for that.", "goes after 60 days", "5 years after it came in",
    ):  # fmt: skip
        assert part in said(app)


def test_an_objection_waits_on_the_page_until_it_is_decided(house, bank, draw, as_role, story):
    steward = as_role(Role.STEWARD)
    house.leaving.objections.object(steward, story)
    app = draw(steward, "keeping.py")
    assert "Nobody reads it until you decide" in said(app)
    press(app, "Use it again, as was agreed")
    assert "Nobody objects" in said(app)
    house.leaving.objections.object(steward, story)
    press(draw(steward, "keeping.py"), "Remove it for good")
    with bank.reading() as work:
        assert work.records.is_withdrawn(story)


def test_the_steward_lets_fewer_people_read_it(house, bank, draw, as_role, story, receipts):
    app = draw(as_role(Role.STEWARD), "lost_card.py", story=story, do="other")
    assert not app.exception
    assert "What do they want?" in said(app)
    app.radio[2].set_value("No")
    press(app, "Keep these answers")
    assert not app.exception
    assert any("It is not shared outside any more." in line for line in receipts)


@pytest.mark.parametrize(
    ("label", "wish", "line", "gone"),
    [
        ("Stop every use", IfTheyDie.KEEP, "Nobody can read it any more, until it is decided.", False),
        ("This person died", IfTheyDie.KEEP, "They wanted it to be kept. Nothing was changed.", False),
        ("This person died", IfTheyDie.REMOVE, "because whoever told it has died, and wanted that.", True),
        ("Remove everything they told us", IfTheyDie.KEEP, "because the person who told it asked for that.", True),
    ],
)
def test_what_is_done_for_them_leaves_a_receipt(house, bank, draw, as_role, tell, receipts, label, wish, line, gone):
    story = tell(WORDS, consent=Consent(inside=True, if_they_die=wish))
    app = press(draw(as_role(Role.STEWARD), "lost_card.py", story=story, do="other"), label)
    assert not app.exception
    assert any(line in one for one in receipts)
    assert not any("kettle" in one for one in receipts)
    with bank.reading() as work:
        assert work.records.is_withdrawn(story) is gone


def opened(draw, as_role):
    app = draw(as_role(Role.INTERVIEWER), "with_a_card.py")
    app.text_input[0].set_value(CODE)
    return press(app, "Open")


def test_with_the_card_it_is_kept_for_longer(house, bank, draw, as_role, story):
    app = press(press(opened(draw, as_role), "Keep it for longer"), "Yes, keep it until then")
    assert not app.exception
    assert "That is kept" in said(app)
    with bank.reading() as work:
        [told] = work.stories.told_by(work.stories.storyteller_of(story))
        assert work.tellers.consent(told.consent).erase_on == date(now().year + 5, 12, 31)


def test_with_the_card_there_is_a_copy(house, bank, draw, as_role, story, monkeypatch):
    shown = []
    monkeypatch.setattr(pages.parts.their_card, "whole_copy", lambda key, code, sections: shown.extend(sections))
    app = press(opened(draw, as_role), "Have a copy of all that is kept")
    assert shown == []
    press(app, "Yes, we are in private")
    assert not app.exception
    assert any(WORDS in one.lines for one in shown)


def test_removing_offers_fewer_readers_and_a_change_has_a_receipt(house, draw, as_role, story, receipts):
    app = press(opened(draw, as_role), "Remove what I told you")
    press(app, "Change who may read it instead")
    app.radio[3].set_value("No")
    press(app, "Keep these answers")
    assert not app.exception
    assert any("Names of themes in its words are gone." in line for line in receipts)
