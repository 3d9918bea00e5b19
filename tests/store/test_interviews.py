"""A conversation is open to its own pair only; nothing typed is overwritten unseen or lies in the clear."""

import pytest

from insight.access.reader import Role
from insight.errors import Conflict, Damaged, NotFound
from insight.store.tables import data_key, draft
from insight.stories.interview import KindOfJob, Listener

CANARY = "the quokka word"


@pytest.fixture
def accounts(bank, clock):
    with bank.writing() as work:
        return [work.people.add(name, name, Role.INTERVIEWER, None, clock()) for name in ("ada", "ben", "cal")]


@pytest.fixture
def interview(bank, clock, accounts):
    """Opened by the first two accounts."""
    with bank.writing() as work:
        inquiry = work.inquiries.add("Round one", "To learn.", (), clock())
        questions = work.inquiries.get(inquiry).questions.id
        pair = (Listener(None, KindOfJob.KEEPING_GOING, accounts[0]), Listener(None, None, accounts[1]))
        return work.interviews.open(inquiry, questions, pair, clock())


def save(bank, clock, interview, text, revision, field="story"):
    with bank.writing() as work:
        return work.interviews.save(interview, field, text, revision, clock())


def drafts(bank, interview):
    with bank.reading() as work:
        return {field: (one.text, one.revision) for field, one in work.interviews.drafts(interview).items()}


def test_both_of_the_pair_see_it_and_nobody_else(bank, accounts, interview):
    with bank.reading() as work:
        for account in accounts[:2]:
            assert work.interviews.get(interview, account).id == interview
            assert [one.id for one in work.interviews.open_of(account)] == [interview]
        with pytest.raises(NotFound):
            work.interviews.get(interview, accounts[2])
        assert work.interviews.open_of(accounts[2]) == ()


def test_somebody_elses_and_one_that_never_was_look_alike(bank, accounts, interview):
    said = []
    for wanted in (interview, "nothing"):
        with bank.reading() as work, pytest.raises(NotFound) as raised:
            work.interviews.get(wanted, accounts[2])
        said.append(str(raised.value))
    assert said[0] == said[1]


def test_saving_raises_the_revision(bank, clock, interview):
    assert save(bank, clock, interview, "One", 0).revision == 1
    assert save(bank, clock, interview, "One two", 1).revision == 2
    save(bank, clock, interview, "Another place", 0, "difference")
    assert drafts(bank, interview) == {"story": ("One two", 2), "difference": ("Another place", 1)}


@pytest.mark.parametrize("seen", [0, 2, 7])
def test_a_save_that_has_not_seen_the_newest_overwrites_nothing(bank, clock, interview, seen):
    save(bank, clock, interview, "Kept", 0)
    with pytest.raises(Conflict):
        save(bank, clock, interview, "Lost", seen)
    assert drafts(bank, interview) == {"story": ("Kept", 1)}


def test_drafts_are_sealed(bank, clock, interview, tmp_path):
    save(bank, clock, interview, CANARY, 0)
    assert all(b"quokka" not in path.read_bytes() for path in tmp_path.iterdir())


def test_an_older_save_cannot_be_passed_off_as_the_newest(bank, clock, interview):
    save(bank, clock, interview, "First", 0)
    with bank.engine.begin() as connection:
        first = connection.execute(draft.select()).one().sealed
    save(bank, clock, interview, "Second", 1)
    with bank.engine.begin() as connection:
        connection.execute(draft.update().values(sealed=first))
    with pytest.raises(Damaged):
        drafts(bank, interview)


@pytest.mark.parametrize("end", ["submit", "forget"])
def test_when_it_ends_its_drafts_and_their_key_go(bank, clock, accounts, interview, end):
    save(bank, clock, interview, CANARY, 0)
    with bank.writing() as work:
        work.interviews.submit(interview, clock()) if end == "submit" else work.interviews.forget(interview)
    with bank.engine.begin() as connection:
        assert connection.execute(draft.select()).all() == []
        assert connection.execute(data_key.select()).all() == []
    with bank.reading() as work, pytest.raises(NotFound):
        work.interviews.get(interview, accounts[0])
