"""Withdrawal as a service: what is removed, what stays, and a receipt that says what could not be proven."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import tests.removing
from insight.access.reader import Reader, Role, operator
from insight.errors import NotAllowed, NotFound
from insight.measure.answers import Answer
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.needles import LETTERS
from insight.stories.receipt import told_to_the_person
from insight.stories.withdraw import Withdrawal
from insight.themes.kept import KeptTheme
from tests.removing import Files

LONG = "They kept ringing until I picked up, and then they rang again to say that it had been good to hear me. "
CODE = "kettle garden ferry lamp"


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def withdrawal(bank: Any, clock: Any, files: Files) -> Withdrawal:
    return tests.removing.withdrawal(bank, clock, files)


def test_a_withdrawn_story_leaves_the_fact_and_no_more(
    bank: Any, tell: Callable[..., str], withdrawal: Withdrawal
) -> None:
    story = tell(feeling=Answer.BETTER)
    receipt = withdrawal.withdraw(operator(), story)
    assert receipt.complete
    assert "Nothing of it was found." in receipt.in_words()
    for table in ("story", "storyteller", "consent", "stretch", "feeling", "passage", "vector", "data_key"):
        with bank.engine.connect() as connection:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0, table
    with bank.reading() as work:
        assert work.records.is_withdrawn(story)
        assert work.records.generation() == 2
        assert work.records.entries(1)[0].what == "story_withdrawn"
    with pytest.raises(NotFound):
        withdrawal.withdraw(operator(), story)


@pytest.mark.parametrize(
    ("flushed", "index", "found", "says"),
    [
        (False, None, (), "its administrator's to clean"),
        (True, "The vector index has not been rebuilt yet.", (), "has not been rebuilt yet"),
        (True, None, ("old.txt",), "still found in: old.txt"),
    ],
)
def test_what_could_not_be_proven_is_said(
    tell: Callable[..., str], withdrawal: Withdrawal, files: Files, flushed: bool, index: str, found: Any, says: str
) -> None:
    files.flushed, files.index, files.found = flushed, index, found
    receipt = withdrawal.withdraw(operator(), tell(words=LONG))
    assert not receipt.complete
    assert says in receipt.in_words()
    assert "Nothing of it was found" not in receipt.in_words()


def test_words_that_another_story_holds_are_not_looked_for(
    tell: Callable[..., str], withdrawal: Withdrawal, files: Files
) -> None:
    own = "What I say here nobody else in the whole bank has ever said in the same words. "
    story = tell(words=LONG * 3 + own)
    tell(words="Before. " + LONG * 3)
    withdrawal.withdraw(operator(), story)
    looked_for = files.looked_for.stretches
    assert looked_for
    assert all(one in LONG * 3 + own for one in looked_for)
    assert LONG[:LETTERS] not in looked_for


def test_a_code_takes_everything_of_its_holder(bank: Any, tell: Callable[..., str], withdrawal: Withdrawal) -> None:
    first = tell(words="One.")
    with bank.writing() as work:
        teller = work.stories.storyteller_of(first)
        work.tellers.give_code(teller, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    second = tell(words="Two.", storyteller=teller)
    tell(words="Somebody else's.")
    receipts = withdrawal.withdraw_by_code(operator(), CODE)
    assert {one.story for one in receipts} == {first, second}
    with bank.reading() as work:
        assert sum(work.stories.count_by_state().values()) == 1
    with pytest.raises(NotFound, match="No story goes with this code"):
        withdrawal.withdraw_by_code(operator(), CODE)


def test_names_of_themes_live_with_the_words_they_are_made_of(
    bank: Any, clock: Any, tell: Callable[..., str], withdrawal: Withdrawal
) -> None:
    story = tell(words="A kettle that nobody owned, and everybody waited together.")
    tell(words="We waited for weeks.")

    def theme(number: int, machine: str, human: str | None, words: tuple[str, ...]) -> KeptTheme:
        return KeptTheme(f"t{number}", machine, None, human, words, np.ones(4, np.float32), False)

    with bank.writing() as work:
        build = work.builds.begin("test", clock())
        kept = (
            theme(1, "A kettle that nobody owned", None, ("kettle", "waited")),
            theme(2, "Waited", "Nobody owned", ("owned", "weeks")),
            theme(3, "Elsewhere", "Waited", ("weeks",)),
            theme(4, "everybody waited together", None, ("waited",)),
        )
        for position, one in enumerate(kept):
            work.themes.keep(one, position, build)
            work.themes.rename(one.id, one.human_name)
        work.theme_acts.note("t3", "x", "renamed", "A kettle that", clock())
        work.theme_acts.note("t3", "x", "renamed", "Waiting rooms", clock())
        work.themes.retire("t4", clock())
    receipt = withdrawal.withdraw(operator(), story)
    with bank.reading() as work:
        assert [(one.name, one.words) for one in work.themes.all()] == [
            ("Waited", ("waited",)), ("Waited", ("weeks",)), ("Waited", ("weeks",)),
        ]  # fmt: skip
    with bank.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT machine_name FROM theme WHERE id = 't4'").scalar_one() == "Waited"
        details = set(connection.exec_driver_sql("SELECT detail FROM theme_event").scalars())
    assert details == {"", "Waiting rooms"}
    assert receipt.themes_renamed == 3


@pytest.fixture
def two(bank: Any, tell: Callable[..., str]) -> tuple[str, str]:
    """Two stories of the holder of CODE."""
    first = tell(words=LONG)
    with bank.writing() as work:
        teller = work.stories.storyteller_of(first)
        work.tellers.give_code(teller, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    return first, tell(words="Two.", storyteller=teller)


def test_with_the_card_one_story_of_several_can_go(
    bank: Any, tell: Callable[..., str], withdrawal: Withdrawal, two: tuple[str, str]
) -> None:
    pair, other = Reader("mo", "Mo", Role.INTERVIEWER), tell(words="Somebody else's.")
    [receipt] = withdrawal.withdraw_by_code(pair, CODE, two[0])
    assert receipt.story == two[0]
    for story in (two[0], other):
        with pytest.raises(NotFound, match="not there any more"):
            withdrawal.withdraw_by_code(pair, CODE, story)
    with bank.reading() as work:
        assert sum(work.stories.count_by_state().values()) == 2


def test_the_person_is_told_in_plain_words(
    withdrawal: Withdrawal, files: Files, two: tuple[str, str], tell: Callable[..., str]
) -> None:
    said = told_to_the_person(withdrawal.withdraw_by_code(operator(), CODE))
    assert said.startswith("2 stories were removed on 15 June 2026. We looked everywhere")
    assert "Nothing of them was found" in said
    files.found = ("old.txt",)
    said = told_to_the_person([withdrawal.withdraw(operator(), story := tell(words=LONG))])
    assert "may still hold a part of it" in said
    assert not {story, "old.txt"} & set(said.replace(".", " ").split())


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.MEMBER, Role.PEER_RESEARCHER, Role.READER])
def test_without_the_card_only_the_steward_takes_out(
    tell: Callable[..., str], withdrawal: Withdrawal, role: Role
) -> None:
    story = tell()
    with pytest.raises(NotAllowed):
        withdrawal.withdraw(Reader("x", "X", role), story)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.READER, Role.SYSTEM])
def test_not_everybody_may_use_a_card(withdrawal: Withdrawal, two: tuple[str, str], role: Role) -> None:
    with pytest.raises(NotAllowed, match="does not reach"):
        withdrawal.withdraw_by_code(Reader("x", "X", role), CODE)
