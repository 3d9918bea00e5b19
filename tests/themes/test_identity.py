"""Identity: names and learning hang on a theme's id, so it stays with the passages through every rebuild."""

import pytest

from insight.themes.identity import match

A, B, C = ({f"{letter}{n}" for n in range(10)} for letter in "abc")


@pytest.mark.parametrize(
    ("new", "ids"),
    [
        ((A, B), ("a", "b")),
        ((B, A), ("b", "a")),
        ((A | {"x", "y"}, B), ("a", "b")),
        ((A, C), ("a", None)),
        ((A | B,), ("a",)),
        (({"a0", "a1", "a2", "a3", "a4", "a5"}, {"a6", "a7", "a8", "a9"}, B), ("a", None, "b")),
        (({"a0", "a1", "a2", "b0", "b1", "b2", "b3", "b4", "b5"}, {"a3", "a4", "a5", "a6", "a7"}), ("b", "a")),
        ((C,), (None,)),
        ((), ()),
    ],
)
def test_a_theme_keeps_its_id_by_the_passages_it_holds(new: tuple[set[str], ...], ids: tuple[str | None, ...]) -> None:
    assert match({"a": A, "b": B}, new).ids == ids


def test_withdrawn_passages_and_new_ones_count_for_nobody() -> None:
    survivors = {"a0", "a1"}
    assert match({"a": A, "b": B}, (B, survivors | {f"n{n}" for n in range(50)})).ids == ("b", "a")


def test_a_theme_without_passages_is_told_as_faded() -> None:
    assert match({"a": A, "b": B}, (A,)).faded == ("b",)
