"""The ledger of withdrawals: it only grows, it survives a torn line, and it names no words."""

import multiprocessing
import stat

import pytest

from insight.keeping.kept import Withdrawn
from insight.store.ledger import FILE, Ledger


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "ledger")


def test_it_is_empty_before_anything_was_taken_out(ledger, tmp_path):
    assert ledger.stories() == {}
    assert not (tmp_path / "ledger").exists()


def test_it_keeps_what_was_taken_out_and_when(ledger, clock):
    ledger.add("a", clock(), conversation="c")
    clock.forward(days=1)
    ledger.add("b", clock())
    assert list(ledger.stories()) == ["a", "b"]
    assert ledger.lines()[0].conversation == "c"
    assert ledger.lines()[1] == Withdrawn("b", clock())


def test_only_its_owner_may_look(ledger, tmp_path, clock):
    ledger.add("a", clock())
    assert stat.S_IMODE((tmp_path / "ledger").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "ledger" / FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("torn", [b'{"story": "x", "at": "20', b"\x00\x00\x00", b"\xff\xfe", b"[]", b"{}"])
def test_a_torn_line_costs_no_other(ledger, tmp_path, clock, torn):
    ledger.add("a", clock())
    with (tmp_path / "ledger" / FILE).open("ab") as file:
        file.write(torn)
    assert list(ledger.stories()) == ["a"]
    ledger.add("b", clock())
    assert list(ledger.stories()) == ["a", "b"]


def _add(ledger, clock, name):
    for number in range(50):
        ledger.add(f"{name}{number}", clock())


def test_processes_that_write_at_once_lose_nothing(ledger, clock):
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_add, args=(ledger, clock, name)) for name in "abc"]
    for one in processes:
        one.start()
    for one in processes:
        one.join()
    assert len(ledger.stories()) == 150
