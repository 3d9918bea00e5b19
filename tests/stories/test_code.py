"""The storyteller code: found however it is typed, and never by the wrong bank."""

import pytest

from insight.errors import BadInput
from insight.stories.code import code_hash, new_code, read_code, with_own_word
from insight.stories.code_words import code_words

CODE, PEPPER = "kettle garden ferry lamp", b"p" * 32


@pytest.mark.parametrize(
    "typed",
    [
        "kettle garden ferry lamp\n",
        " KETTLE  Garden\tferry lamp",
        "kettle-garden-ferry-lamp",
        "kettle, garden, ferry, lamp.",
    ],
)
def test_however_it_is_typed_it_is_the_same_code(typed: str) -> None:
    assert code_hash(typed, PEPPER) == code_hash(CODE, PEPPER)


@pytest.mark.parametrize("typed", ["", "kettle", "kettle garden ferry", f"{CODE} one two", "1 2 3 4", "a" * 400])
def test_other_than_four_words_or_five_are_no_code(typed: str) -> None:
    with pytest.raises(BadInput, match="four words"):
        code_hash(typed, PEPPER)


def test_order_and_pepper_matter() -> None:
    assert code_hash("garden kettle ferry lamp", PEPPER) != code_hash(CODE, PEPPER)
    assert code_hash(CODE, b"q" * 32) != code_hash(CODE, PEPPER)
    assert len(code_hash(CODE, PEPPER)) == 32


def test_new_codes_are_four_words_of_the_list() -> None:
    words = code_words()
    codes = {new_code(words) for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code.split()) == 4 and set(code.split()) <= set(words) for code in codes)


def test_the_list_is_long_and_every_word_can_be_typed_back() -> None:
    words = code_words()
    assert len(set(words)) >= 7_000
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)


def test_the_hash_of_four_words_is_the_one_that_cards_were_given_with() -> None:
    assert code_hash(CODE, PEPPER).hex() == "0d4e1af46fce263babd221e94960ac48348722bf1b2afeee03ad2d71adc9cee7"


@pytest.mark.parametrize(("own", "kept"), [("Café", "cafe"), (" d'accord ", "daccord"), ("кот", "кот"), ("", "")])
def test_a_word_of_their_own_is_a_fifth(own: str, kept: str) -> None:
    both = with_own_word(CODE, own)
    assert both == f"{CODE} {kept}".strip()
    assert read_code(both.upper().replace(" ", "-")) == both
    if kept:
        assert code_hash(both, PEPPER) != code_hash(CODE, PEPPER)
        assert code_hash(f"{CODE} {own}", PEPPER) == code_hash(both, PEPPER)
        assert with_own_word(both, "") == CODE
        assert with_own_word(both, "moss") == f"{CODE} moss"


@pytest.mark.parametrize("own", ["two words", "7", "!", "a" * 41])
def test_their_own_is_one_word_of_letters(own: str) -> None:
    with pytest.raises(BadInput, match="as it was"):
        with_own_word(CODE, own)
