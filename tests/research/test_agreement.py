"""Krippendorff's alpha gives what its author published, and is told in words that promise no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.research.agreement import FEW, alpha, in_words

_ = None


def by_coder(*coders: str) -> list[list[int | None]]:
    """Coders as rows, as the paper prints them, turned into units; a dot is no value."""
    return [[None if one == "." else ord(one) for one in unit] for unit in zip(*coders, strict=True)]


# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): examples A, B and C (nominal).
PUBLISHED = [
    pytest.param(by_coder("0100000010", "1110010000"), 0.095, id="two coders, yes or no"),
    pytest.param(by_coder("aabbdcccedda", "babbbccceddd"), 0.692, id="two coders, five kinds"),
    pytest.param(
        by_coder("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743, id="four, with gaps"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("units", "published"), PUBLISHED)
def test_it_is_what_was_published(units, published):
    assert alpha(units) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ([[1, 1], [0, 0], [1, 1]], 1.0),
        ([[1, 0], [0, 1]], -0.5),
        ([[1, 1], [1, 1]], None),
        ([[1, _], [_, 0]], None),
        ([], None),
        ([[1, 1], [0, 0], [0, _], [_, _]], 1.0),
    ],
)
def test_the_ends_of_the_scale(units, expected):
    assert alpha(units) == (expected if expected is None else pytest.approx(expected))


@given(st.lists(st.lists(st.sampled_from([0, 1, None]), min_size=2, max_size=4), max_size=30), st.randoms())
def test_neither_order_nor_names_change_it(units, random):
    shuffled = [random.sample(unit, len(unit)) for unit in random.sample(units, len(units))]
    turned = [[None if one is None else 1 - one for one in unit] for unit in shuffled]
    found = alpha(units)
    assert alpha(turned) == (found if found is None else pytest.approx(found))
    assert found is None or found <= 1.0 + 1e-9


@pytest.mark.parametrize(
    ("found", "units", "begins"),
    [
        (0.8, FEW, "You see this alike."),
        (0.7999, FEW, "You mostly see this alike."),
        (0.66, FEW, "You often see this in different ways."),
        (0.0, FEW, "You see this no more alike than by chance."),
        (None, FEW, "You all said the same"),
        (None, 0, "Nobody to compare yet."),
    ],
)
def test_it_is_told_in_words(found, units, begins):
    assert in_words(found, units).startswith(begins)
    assert "few passages" not in in_words(found, units)


def test_few_passages_are_told_as_such():
    assert in_words(1.0, FEW - 1).endswith("This rests on few passages.")
