"""The storyteller code: found however it is typed, and never by the wrong bank."""

import pytest

from insight.errors import BadInput
from insight.stories.code import code_hash, new_code
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


@pytest.mark.parametrize("typed", ["", "kettle", "kettle garden ferry", "kettle garden ferry lamp lamp", "1 2 3 4"])
def test_other_than_four_words_are_no_code(typed: str) -> None:
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
