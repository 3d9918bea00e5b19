"""The audit only grows, and a change or a gap in it shows."""

import pytest

from insight.store.tables import audit


@pytest.fixture
def written(bank, clock):
    for number in range(5):
        with bank.writing() as work:
            work.records.write("steward", "story_approved", f"s{number}", clock(), number=number)
        clock.forward(minutes=1)


def broken_at(bank):
    with bank.reading() as work:
        return work.records.broken_at()


def test_an_untouched_chain_holds(bank, written):
    assert broken_at(bank) is None
    with bank.reading() as work:
        newest = work.records.entries(2)
    assert [(one.number, one.subject, one.detail) for one in newest] == [
        (5, "s4", '{"number": 4}'),
        (4, "s3", '{"number": 3}'),
    ]


def test_an_empty_chain_holds(bank):
    assert broken_at(bank) is None


@pytest.mark.parametrize("column", ["by", "what", "subject", "detail", "hash"])
def test_a_changed_entry_shows(bank, written, column):
    with bank.engine.begin() as connection:
        connection.execute(audit.update().where(audit.c.number == 3).values({column: "x"}))
    assert broken_at(bank) == 3


def test_a_changed_moment_shows(bank, written, clock):
    with bank.engine.begin() as connection:
        connection.execute(audit.update().where(audit.c.number == 3).values(at=clock()))
    assert broken_at(bank) == 3


@pytest.mark.parametrize("lost", [1, 3])
def test_a_lost_entry_shows(bank, written, lost):
    with bank.engine.begin() as connection:
        connection.execute(audit.delete().where(audit.c.number == lost))
    assert broken_at(bank) == lost


def test_numbers_closed_up_over_a_gap_still_show(bank, written):
    with bank.engine.begin() as connection:
        connection.execute(audit.delete().where(audit.c.number == 3))
        for number in (4, 5):
            connection.execute(audit.update().where(audit.c.number == number).values(number=number - 1))
    assert broken_at(bank) == 3


def test_an_entry_is_undone_with_what_it_tells_of(bank, clock):
    def failing():
        with bank.writing() as work:
            work.records.write("steward", "story_approved", "s", clock())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    with bank.reading() as work:
        assert work.records.entries(10) == ()
