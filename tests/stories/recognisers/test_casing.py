"""Capitals are repaired without moving a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stories.recognisers.casing import repaired


@pytest.mark.parametrize(
    ("text", "cased", "quiet"),
    [
        ("i met kevin in truro. it was cold", "I met Kevin in Truro. It was cold", True),
        ("MY NAME IS KEVIN PRYCE AND I WAS COLD", "My name is Kevin Pryce and I was cold", True),
        ("I met Kev. It was cold.", "I met Kev. It was cold.", False),
        ("", "", False),
        ("123 👍", "123 👍", False),
    ],
)
def test_repairs(text, cased, quiet):
    assert repaired(text) == (cased, quiet)


@given(st.text(max_size=80))
def test_no_offset_moves(text):
    assert len(repaired(text)[0]) == len(text)
