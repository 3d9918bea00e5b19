"""Identity: names and learning hang on a theme's id, so it stays with the passages through every rebuild."""

import itertools
import random

import pytest

from insight.themes.identity import Change, _assignment, match, proposals

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


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({"a": A, "b": B}, []),
        ({"a": A | {"x", "y", "z"}, "b": B}, [(Change.GROWN, "a", ())]),
        ({"a": A, "b": B, "n": C}, [(Change.NEW, "n", ())]),
        ({"a": A | B}, [(Change.MERGED, "a", ("b",))]),
        ({"a": set(sorted(A)[:6]), "n": set(sorted(A)[6:]), "b": B}, [(Change.SPLIT, "a", ("n",))]),
        ({"b": B}, [(Change.FADED, "a", ())]),
    ],
)
def test_what_changed_is_proposed(
    new: dict[str, set[str]], expected: list[tuple[Change, str, tuple[str, ...]]]
) -> None:
    assert [(told.change, told.theme, told.others) for told in proposals({"a": A, "b": B}, new)] == expected


def test_the_assignment_is_the_best_there_is() -> None:
    chance = random.Random(7)
    for rows, columns in itertools.product(range(1, 6), repeat=2):
        gain = [[chance.randint(0, 9) for _ in range(columns)] for _ in range(rows)]
        total = sum(gain[row][column] for row, column in _assignment(gain))
        small, large = sorted((rows, columns))
        best = max(
            sum(gain[r][c] if rows <= columns else gain[c][r] for r, c in zip(range(small), order, strict=False))
            for order in itertools.permutations(range(large), small)
        )
        assert total == best
