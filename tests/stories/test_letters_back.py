"""A letter back: asked for with the card, left at a place, and gone with whoever asked."""

from collections.abc import Callable
from typing import Any

import pytest

from insight.access.reader import ACCOUNT_ROLES, Reader, Role, operator
from insight.errors import BadInput, NotAllowed, NotFound
from insight.share.card_document import card_document
from insight.stories.card import WithACard
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.code_words import code_words
from insight.stories.letters_back import LONGEST_LETTER, LettersBack
from insight.stories.spans import Label, Span, Tier
from tests.removing import withdrawal

CODE = "kettle garden ferry lamp"
PAIR, STEWARD = Reader("mo", "Mo", Role.INTERVIEWER), Reader("s1", "Ola", Role.STEWARD)
PLACE = "behind the counter of the Blue Door café"


class Finds:
    """A detector that knows one name."""

    def detect(self, text: str) -> tuple[Span, ...]:
        at = [place for place in range(len(text)) if text.startswith("Shaz", place)]
        return tuple(Span(a, a + 4, Label.PERSON, Tier.MASK, "[x]", "test", "A name.", "Shaz") for a in at)


@pytest.fixture
def letters(bank: Any, clock: Any) -> LettersBack:
    return LettersBack(bank, code_words, clock, Finds)


@pytest.fixture
def story(bank: Any, tell: Callable[..., str]) -> str:
    one = tell()
    with bank.writing() as work:
        work.tellers.give_code(work.stories.storyteller_of(one), code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    return one


def test_it_is_asked_for_found_by_the_steward_and_left(bank: Any, clock: Any, letters: LettersBack, story: str) -> None:
    word = letters.ask(PAIR, CODE, f"  {PLACE} ")
    assert word in code_words()
    [one] = letters.waiting(STEWARD)
    assert (one.place, one.word, one.asked_on) == (PLACE, word, clock.now.date())
    letters.left(STEWARD, one.id)
    assert letters.waiting(STEWARD) == ()
    with pytest.raises(NotFound):
        letters.left(STEWARD, one.id)
    with bank.reading() as work:
        said = [(entry.what, entry.subject) for entry in work.records.entries(5)]
    assert said == [("letter_left", "letter"), ("letters_opened", "letter"), ("letter_asked_for", "letter")]


def test_the_card_knows_the_word_and_asking_again_is_another(
    bank: Any, clock: Any, letters: LettersBack, story: str
) -> None:
    card = WithACard(bank, code_words, clock, card_document)
    letters.left(STEWARD, letters.ask(PAIR, CODE, "the library") and letters.waiting(STEWARD)[0].id)
    word = letters.ask(PAIR, CODE, PLACE)
    assert card.look(PAIR, CODE).pick_up == word
    assert [(one.place, one.word) for one in letters.waiting(STEWARD)] == [(PLACE, word)]
    assert card.replace_lost(STEWARD, story).pick_up == word


def test_neither_place_nor_word_is_in_the_clear(bank: Any, clock: Any, story: str, tmp_path: Any) -> None:
    letters = LettersBack(bank, lambda: ("xylophonist",), clock, Finds)
    word = letters.ask(PAIR, CODE, PLACE)
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"letter_place" in held  # this is where it would be
    assert PLACE.encode() not in held
    assert word.encode() not in held


def test_with_the_last_story_everything_of_the_letter_goes(
    bank: Any, clock: Any, letters: LettersBack, story: str
) -> None:
    letters.ask(PAIR, CODE, PLACE)
    withdrawal(bank, clock).withdraw_by_code(PAIR, CODE)
    assert letters.waiting(STEWARD) == ()
    for table in ("letter_back", "sealed", "data_key", "storyteller", "consent"):
        with bank.engine.connect() as connection:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0, table


def test_with_one_story_of_two_the_letter_stays(
    bank: Any, clock: Any, letters: LettersBack, story: str, tell: Callable[..., str]
) -> None:
    with bank.reading() as work:
        tell("And again.", storyteller=work.stories.storyteller_of(story))
    letters.ask(PAIR, CODE, PLACE)
    withdrawal(bank, clock).withdraw(operator(), story)
    assert [one.place for one in letters.waiting(STEWARD)] == [PLACE]


@pytest.mark.parametrize("place", ["", "  ", "x" * 61])
def test_a_place_is_needed(letters: LettersBack, story: str, place: str) -> None:
    with pytest.raises(BadInput, match="60 letters"):
        letters.ask(PAIR, CODE, place)


def test_what_could_say_who_somebody_is_is_named_once(letters: LettersBack) -> None:
    assert letters.gives_away(STEWARD, "Dear you, Shaz and I talked. Shaz says hello.") == ("Shaz",)
    assert letters.gives_away(STEWARD, "Dear you.") == ()
    with pytest.raises(BadInput):
        letters.gives_away(STEWARD, "x" * (LONGEST_LETTER + 1))


@pytest.mark.parametrize("role", [one for one in ACCOUNT_ROLES if one is not Role.STEWARD])
def test_only_the_steward_sees_where_letters_go(letters: LettersBack, story: str, role: Role) -> None:
    somebody = Reader("x", "X", role)
    for do in (lambda: letters.waiting(somebody), lambda: letters.left(somebody, "x"),
               lambda: letters.gives_away(somebody, "x")):  # fmt: skip
        with pytest.raises(NotAllowed):
            do()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.READER, Role.OPERATOR])
def test_a_letter_is_asked_for_with_whoever_may_use_a_card(letters: LettersBack, story: str, role: Role) -> None:
    with pytest.raises(NotAllowed):
        letters.ask(Reader("x", "X", role), CODE, PLACE)
