"""The audit only grows, and a change or a gap in it shows."""

import hashlib
import json

import pytest

from insight.store.repositories.records import FIRST_HASH, KEYED_SINCE, SEAL
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


def cut(bank, *, after):
    with bank.engine.begin() as connection:
        connection.execute(audit.delete().where(audit.c.number > after))


def write(bank, clock):
    with bank.writing() as work:
        work.records.write("steward", "story_approved", "later", clock())


@pytest.mark.parametrize(("kept", "broken"), [(4, 5), (1, 2), (0, 1)])
def test_a_cut_end_shows_and_goes_on_showing(bank, written, clock, kept, broken):
    cut(bank, after=kept)
    assert broken_at(bank) == broken
    write(bank, clock)
    assert broken_at(bank) == broken


@pytest.mark.parametrize("value", [None, "3:abc:def", "x"])
def test_a_cut_end_with_another_seal_or_none_shows(bank, written, clock, value):
    cut(bank, after=3)
    with bank.writing() as work:
        work.records.drop(SEAL)
        if value:
            work.records.set(SEAL, value)
    assert broken_at(bank) == 4
    write(bank, clock)
    assert broken_at(bank) == 4


def test_an_old_seal_does_not_fit_a_longer_list(bank, written, clock):
    with bank.writing() as work:
        old = work.records.value(SEAL)
        work.records.write("steward", "story_approved", "later", clock())
        work.records.set(SEAL, old)
    assert broken_at(bank) == 7


def unkeyed(bank, moment):
    """The list as the first versions wrote it, whose hashes anybody can make."""
    before = FIRST_HASH
    with bank.engine.begin() as connection:
        connection.execute(audit.delete())
        for number in (1, 2):
            fields = (before, number, moment.isoformat(), "steward", "story_approved", "s", "{}")
            before = hashlib.sha256(json.dumps(fields).encode()).hexdigest()
            values = dict(zip(("number", "by", "what", "subject", "detail"), (number, *fields[3:]), strict=True))
            connection.execute(audit.insert().values(at=moment, hash=before, **values))


def test_a_list_of_the_first_versions_holds_and_goes_on_sealed(bank, clock):
    unkeyed(bank, clock())
    assert broken_at(bank) is None
    write(bank, clock)
    assert broken_at(bank) is None
    cut(bank, after=2)
    assert broken_at(bank) == 3


def test_hashes_without_a_key_count_for_nothing_that_is_younger(bank):
    unkeyed(bank, KEYED_SINCE)
    assert broken_at(bank) == 1


def test_entries_without_a_key_cannot_follow_those_with_one(bank, written, clock):
    with bank.engine.connect() as connection:
        last = connection.execute(audit.select().order_by(audit.c.number.desc())).first()
    fields = (last.hash, 6, clock().isoformat(), "x", "y", "z", "{}")
    forged = hashlib.sha256(json.dumps(fields).encode()).hexdigest()
    with bank.engine.begin() as connection:
        connection.execute(
            audit.insert().values(number=6, at=clock(), by="x", what="y", subject="z", detail="{}", hash=forged)
        )
    assert broken_at(bank) == 6
