"""Retention: what is over goes, once, with the same proof; what is not stays; and those concerned are told before."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from insight.access.reader import ACCOUNT_ROLES, Reader, Role, operator, system
from insight.errors import NotAllowed
from insight.share.card_document import card_document
from insight.stories import retention as module
from insight.stories.card import WithACard
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.code_words import code_words
from insight.stories.consent import Consent
from insight.stories.interview import Listener
from insight.stories.kept_for import Kind, Terms
from insight.stories.receipt import Why
from insight.stories.removal import LEFT_ALONE, Removal
from insight.stories.retention import MOST_AT_ONCE, REVIEW_PASSED, Coming, Retention
from insight.stories.script import Use
from insight.themes.kept import KeptTheme
from tests.removing import Files, Ledger

CODE = "kettle garden ferry lamp"
PAIR, STEWARD = Reader("mo", "Mo", Role.INTERVIEWER), Reader("s1", "Ola", Role.STEWARD)
TERMS = Terms(drafts_days=14, unreviewed_days=60, quarantine_days=14, years=5)
WIDE = Consent(inside=True, room=True, outside=True, quotes=True, review_on=date(2027, 6, 15))


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def keeping(bank: Any, clock: Any, files: Files, ledger: Ledger) -> Retention:
    return Retention(bank, Removal(bank, files, ledger, clock), ledger, clock, TERMS)


def here(bank: Any, story: str) -> bool:
    with bank.reading() as work:
        return work.stories.storyteller_of(story) is not None


def consent_of(bank: Any, story: str) -> Consent:
    with bank.reading() as work:
        told = work.stories.told_by(work.stories.storyteller_of(story))
        return work.tellers.consent(next(one.consent for one in told if one.id == story))


# Unfinished conversations.


@pytest.fixture
def conversation(bank: Any, clock: Any) -> str:
    """One of Mo's, with something typed in it."""
    with bank.writing() as work:
        account = work.people.add("mo", "Mo", Role.INTERVIEWER, None, clock())
        inquiry = work.inquiries.add("Round one", "To learn.", (), clock())
        questions = work.inquiries.get(inquiry).questions.id
        opened = work.interviews.open(inquiry, questions, (Listener(None, None, account),), clock())
        work.interviews.save(opened, "story", "Half of what she told us about the quokka.", 0, clock())
    return opened


def mo(bank: Any) -> Reader:
    with bank.reading() as work:
        return work.people.all()[0].reader()


@pytest.mark.parametrize(("days", "warned", "there"), [(6, False, True), (8, True, True), (13, True, True),
                                                       (15, False, False)])  # fmt: skip
def test_an_unfinished_conversation_is_warned_of_and_goes(
    bank: Any, clock: Any, keeping: Retention, conversation: str, days: int, warned: bool, there: bool
) -> None:
    goes_on = (clock() + timedelta(days=14)).date()
    clock.forward(days=days)
    keeping.sweep()
    assert keeping.warnings(mo(bank)) == ((Coming(Kind.UNFINISHED, goes_on, 1),) if warned else ())
    with bank.engine.connect() as connection:
        for table in ("interview", "draft", "data_key", "telling"):
            assert (connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() > 0) is there, table


def test_going_on_with_it_keeps_it(bank: Any, clock: Any, keeping: Retention, conversation: str) -> None:
    clock.forward(days=13)
    with bank.writing() as work:
        work.interviews.save(conversation, "story", "And more.", 1, clock())
    clock.forward(days=13)
    assert keeping.sweep().conversations == 0
    assert keeping.warnings(Reader("else", "Else", Role.INTERVIEWER)) == ()


def test_what_was_typed_is_looked_for_in_every_file(
    clock: Any, keeping: Retention, conversation: str, files: Files
) -> None:
    clock.forward(days=15)
    assert keeping.sweep().conversations == 1
    assert any("quokka" in one for one in files.looked_for.stretches)


# Stories nobody looked over, and those whose time is over.


@pytest.mark.parametrize(("days", "warned", "there"), [(50, False, True), (54, True, True), (61, False, False)])
def test_a_story_nobody_looks_over_is_warned_of_and_goes(
    bank: Any, clock: Any, keeping: Retention, tell: Callable[..., str], days: int, warned: bool, there: bool
) -> None:
    waits = tell("Nobody has looked at this one.", brought_by=PAIR.id, before_review=True)
    read = tell("Somebody has.", brought_by=PAIR.id)
    goes_on = (clock() + timedelta(days=60)).date()
    clock.forward(days=days)
    swept = keeping.sweep()
    assert (here(bank, waits), here(bank, read)) == (there, True)
    assert [one.why for one in swept.receipts] == ([] if there else [Why.UNREVIEWED])
    assert keeping.warnings(PAIR) == ((Coming(Kind.UNREVIEWED, goes_on, 1),) if warned else ())
    assert keeping.warnings(Reader("else", "Else", Role.INTERVIEWER)) == ()


def test_what_two_stewards_hold_stays_for_that_long(
    bank: Any, clock: Any, keeping: Retention, tell: Callable[..., str]
) -> None:
    waits = tell("Nobody has looked at this one.", before_review=True)
    clock.forward(days=59)
    with bank.writing() as work:
        work.safety.ask(waits, "s1", clock() + timedelta(days=5), clock())
        work.safety.agree(waits, "s2", clock())
    clock.forward(days=4)
    assert keeping.sweep().receipts == ()
    clock.forward(days=2)
    assert len(keeping.sweep().receipts) == 1


@pytest.mark.parametrize(
    ("agreed", "until"),
    [
        (Consent(inside=True, erase_on=date(2026, 8, 1)), date(2026, 8, 1)),
        (Consent(inside=True), date(2031, 12, 31)),
        (Consent(), date(2031, 12, 31)),
    ],
)
def test_every_story_has_an_end(
    bank: Any, clock: Any, keeping: Retention, tell: Callable[..., str], agreed: Consent, until: date
) -> None:
    story = tell(consent=agreed)
    clock.now = clock.now.replace(year=until.year, month=until.month, day=until.day) - timedelta(days=1)
    assert keeping.sweep().receipts == ()
    assert keeping.coming(STEWARD)[-1] == Coming(Kind.OVER, until, 1)
    clock.forward(days=1)
    [receipt] = keeping.sweep().receipts
    assert (receipt.story, receipt.why, here(bank, story)) == (story, Why.DATE, False)
    with bank.reading() as work:
        assert work.records.is_withdrawn(story)
        entry = next(one for one in work.records.entries(5) if one.what == "story_withdrawn")
        assert (entry.by, entry.detail) == ("system:keeping", '{"why": "date"}')


def test_with_their_card_they_keep_it_for_longer(
    bank: Any, clock: Any, keeping: Retention, tell: Callable[..., str]
) -> None:
    story = tell(consent=Consent(inside=True, quotes=True, erase_on=date(2026, 8, 1), review_on=date(2026, 7, 1)))
    with bank.writing() as work:
        teller = work.stories.storyteller_of(story)
        work.tellers.give_code(teller, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    card = WithACard(bank, code_words, clock, card_document)
    kept = card.keep_longer(PAIR, CODE)
    assert (
        (kept.erase_on, kept.review_on)
        == (card.kept_until(), date(2027, 6, 15))
        == (date(2031, 12, 31), kept.review_on)
    )
    assert kept.quotes
    clock.forward(days=60)
    assert keeping.sweep() == module.Swept()
    assert here(bank, story)


# The review date.


def test_past_the_review_date_it_stays_inside(
    bank: Any, clock: Any, keeping: Retention, tell: Callable[..., str]
) -> None:
    story = tell("A kettle that nobody owned.", consent=WIDE)
    before = consent_of(bank, story)
    with bank.writing() as work:
        build = work.builds.begin("test", clock())
        import numpy as np

        work.themes.keep(KeptTheme("t", "A kettle that nobody owned", None, None, (), np.ones(4), False), 0, build)
    clock.forward(days=364)
    assert keeping.sweep().narrowed == 0
    clock.forward(days=1)
    assert keeping.sweep().narrowed == 1
    after = consent_of(bank, story)
    assert (after.inside, after.room, after.outside, after.quotes, after.how) == (
        True,
        False,
        False,
        False,
        REVIEW_PASSED,
    )
    assert after.given_on == before.given_on
    assert not any(after.allows(use, clock().date()) for use in Use if use is not Use.INSIDE)
    with bank.reading() as work:
        assert work.themes.all()[0].name != "A kettle that nobody owned"
    assert keeping.sweep() == module.Swept()


# All at once, and in pieces.


def test_one_sweep_takes_so_many_and_proves_them_once(
    bank: Any, clock: Any, keeping: Retention, tell: Callable[..., str], files: Files
) -> None:
    for number in range(MOST_AT_ONCE + 2):
        tell(f"Number {number} of what nobody looked at.", before_review=True)
    clock.forward(days=61)
    assert len(keeping.sweep().receipts) == MOST_AT_ONCE
    assert len(files.generations) == 1
    assert len(keeping.sweep().receipts) == 2
    assert keeping.sweep() == module.Swept()
    assert len(files.generations) == 2
    assert keeping.went(STEWARD).stories == {Why.UNREVIEWED: MOST_AT_ONCE + 2}


def test_what_the_ledger_names_does_not_stay(
    bank: Any, clock: Any, keeping: Retention, tell: Callable[..., str], ledger: Ledger
) -> None:
    story, other = tell("One."), tell("Two.")
    ledger.add(story, clock())
    ledger.add("never was", clock())
    assert [one.story for one in keeping.sweep().receipts] == [story]
    assert here(bank, other)


def test_what_a_killed_process_owes_is_done_later(bank: Any, clock: Any, keeping: Retention, files: Files) -> None:
    with bank.writing() as work:
        work.records.set("removal_owed", clock().isoformat())
    keeping.sweep()
    assert files.generations == []
    clock.forward(minutes=LEFT_ALONE.total_seconds() / 60)
    keeping.sweep()
    keeping.sweep()
    assert len(files.generations) == 1


def test_only_the_steward_sees_what_comes(keeping: Retention) -> None:
    for role in (*ACCOUNT_ROLES, Role.SYSTEM):
        for ask in (keeping.coming, keeping.went):
            if role is Role.STEWARD:
                ask(STEWARD)
            else:
                with pytest.raises(NotAllowed):
                    ask(Reader("x", "X", role))
    keeping.coming(operator())
    with pytest.raises(NotAllowed):
        keeping.warnings(system("x"))
