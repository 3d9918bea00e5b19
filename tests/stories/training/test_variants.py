"""Variants: other names in the same places, one identity alike throughout, always the same from one seed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.stories.training.marked import read
from insight.stories.training.variants import LABELS, Variants

STORY = """# A1 | note
I met <<PERSON:p1|Shaznay Okafor>> at <<ORG:o1|Astor Lodge>>, <<PERSON:p1|shaznay>> I call her, and
<<PERSON:p2|Mrs Okafor>> with <<PET:d1|Biscuit>> in <<PLACE:l1|EFFORD>>. It was <<-|May>>. <<PERSON:p1|Okafor>> stayed.
"""
[TOLD] = read(STORY)


def words(variant) -> list[tuple[str, str]]:
    return [(label, variant.text[start:end]) for start, end, label in variant.spans]


def test_as_written_nothing_changes() -> None:
    variant = Variants(1).as_written(TOLD)
    assert variant.text == TOLD.text
    assert words(variant) == [
        (LABELS[mark.label], TOLD.text[mark.start : mark.end]) for mark in TOLD.marks if mark.label in LABELS
    ]


def around(text: str, names: list[tuple[int, int]]) -> str:
    """What is left of a text without its names, in whatever hand."""
    rest, at = "", 0
    for start, end in names:
        rest += text[at:start]
        at = end
    return (rest + text[at:]).lower().replace(".", " ")


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_spans_hold_the_names_and_the_rest_stays(seed: int) -> None:
    variant = Variants(seed).another(TOLD)
    assert all(name.strip() == name != "" for _, name in words(variant))
    told = [(mark.start, mark.end) for mark in TOLD.marks if mark.label in LABELS]
    assert around(variant.text, [(start, end) for start, end, _ in variant.spans]) == around(TOLD.text, told)


def test_one_identity_is_alike_throughout() -> None:
    variants, renamed = Variants(3), 0
    for _ in range(60):
        full, _, first, *_, family = (name.lower() for _, name in words(variants.another(TOLD)))
        assert (full.split()[0], full.split()[-1]) == (first, family)
        renamed += full != "shaznay okafor"
    assert renamed > 30


@pytest.mark.parametrize("seed", [1, 2])
def test_one_seed_gives_one_set(seed: int) -> None:
    first, second = Variants(seed), Variants(seed)
    assert [first.another(TOLD) for _ in range(5)] == [second.another(TOLD) for _ in range(5)]
