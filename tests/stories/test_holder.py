"""Looking somebody up by their card: wrong words are counted, the right ones forgive, and too many have to wait."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from insight.access.reader import Reader, Role, operator
from insight.errors import BadInput, NotAllowed, NotFound
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.holder import TRIES, TRIES_IN_THE_BANK, TRIES_WITHIN, holder

CODE, WRONG = "kettle garden ferry lamp", "kettle garden ferry moss"
MO, BO = Reader("mo", "Mo", Role.INTERVIEWER), Reader("bo", "Bo", Role.STEWARD)


@pytest.fixture
def teller(bank: Any, tell: Callable[..., str]) -> str:
    story = tell()
    with bank.writing() as work:
        found = work.stories.storyteller_of(story)
        work.tellers.give_code(found, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    return found


@pytest.fixture
def look_up(bank: Any, clock: Any) -> Callable[..., str]:
    return lambda code=CODE, reader=MO: holder(bank, clock, reader, code)


def wrong(look_up: Callable[..., str], times: int, reader: Reader = MO) -> None:
    for _ in range(times):
        with pytest.raises(NotFound):
            look_up(WRONG, reader)


def test_the_right_words_are_never_a_try(look_up: Callable[..., str], teller: str) -> None:
    assert {look_up(" KETTLE-garden ferry lamp ") for _ in range(TRIES + 2)} == {teller}


def test_after_five_wrong_ones_even_the_right_one_waits(
    bank: Any, clock: Any, look_up: Callable[..., str], teller: str
) -> None:
    wrong(look_up, TRIES)
    for code in (CODE, WRONG):
        with pytest.raises(NotAllowed, match="quarter of an hour"):
            look_up(code)
    assert look_up(reader=BO) == teller  # somebody else may still look
    with bank.reading() as work:
        assert [one.what for one in work.records.entries(5)] == ["codes_paused"]
    clock.now += TRIES_WITHIN
    assert look_up() == teller


def test_the_right_one_forgives(look_up: Callable[..., str], teller: str) -> None:
    for _ in range(3):
        wrong(look_up, TRIES - 1)
        assert look_up() == teller


def test_the_whole_bank_waits_when_many_guess(look_up: Callable[..., str], clock: Any, teller: str) -> None:
    for number in range(TRIES_IN_THE_BANK // TRIES):
        wrong(look_up, TRIES, Reader(f"r{number}", "R", Role.INTERVIEWER))
    for reader in (MO, BO, operator()):
        with pytest.raises(NotAllowed):
            look_up(CODE, reader)
    clock.now += TRIES_WITHIN
    assert look_up() == teller


def test_right_ones_in_between_do_not_clear_the_bank_s_count(look_up: Callable[..., str], teller: str) -> None:
    for _ in range(TRIES_IN_THE_BANK // 3 - 1):
        wrong(look_up, 3)
        assert look_up() == teller
    wrong(look_up, 3)
    with pytest.raises(NotAllowed):
        look_up()


def test_what_can_be_no_code_is_no_guess(look_up: Callable[..., str], teller: str) -> None:
    for _ in range(TRIES + 1):
        with pytest.raises(BadInput):
            look_up("kettle garden")
    assert look_up() == teller


def test_tries_at_signing_in_are_counted_apart(bank: Any, clock: Any, look_up: Callable[..., str], teller: str) -> None:
    wrong(look_up, TRIES)
    with bank.reading() as work:
        assert work.people.failures(hashlib.sha256(b"mo").hexdigest(), clock() - TRIES_WITHIN) == 0
