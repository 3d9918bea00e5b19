"""Who said of which piece that a code belongs there: pieces hold every word once, and half of one is enough."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.research.comparing import compared, covers, pieces
from insight.research.study import Code, Coding, Collection, Study
from insight.themes.passages import Window

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
SENTENCES = st.lists(st.sampled_from(["He rang me.", "I waited for a script for weeks and weeks on end.", "Why?\n"]))


@given(SENTENCES.map(lambda many: " ".join(many * 12)))
def test_pieces_follow_one_another_and_hold_every_word(text):
    found = pieces(text)
    assert all(one.end <= later.start for one, later in pairwise(found))
    assert " ".join(text[one.start : one.end] for one in found).split() == text.split()


@pytest.mark.parametrize(
    ("stretches", "yes"),
    [
        ([(10, 15)], True),
        ([(10, 14)], False),
        ([(0, 100)], True),
        ([(10, 13), (11, 14)], False),  # one word is not counted twice
        ([(17, 30), (10, 12)], True),
        ([(0, 10), (20, 30)], False),
        ([], False),
    ],
)
def test_half_of_a_piece_is_enough(stretches, yes):
    assert covers(stretches, Window(10, 20)) is yes


class OneStory:
    """As much of a story as a comparison asks for."""

    id, text, facts = "s", "A few words in one piece.", type("Facts", (), {"id": "s"})()


def study(*codings: Coding, retired: bool = False) -> Study:
    code = Code("c", None, "Waiting", "", "guid", retired)
    collection = Collection("k", "K", "", None, "a", NOON, None)
    return Study(collection, (OneStory(),), (), (code,), codings, (), {}, 0, 0)


def coding(by: str, minutes: float = -1, *, suggested: bool = False) -> Coding:
    at = NOON + timedelta(minutes=minutes)
    return Coding(f"by {by}", "c", "s", 0, 25, "", by, at, suggested)


BOTH = {"s": {"a": NOON, "b": NOON}}


@pytest.mark.parametrize(
    ("given_", "finished", "since", "pieces_", "differ"),
    [
        pytest.param([coding("a")], BOTH, -9, 1, [("a",)], id="one says yes"),
        pytest.param([coding("a"), coding("b")], BOTH, -9, 1, [], id="both say yes"),
        pytest.param([coding("a", 5)], BOTH, -9, 1, [], id="said after they had finished"),
        pytest.param([coding("a", suggested=True)], BOTH, -9, 1, [], id="nobody has taken it"),
        pytest.param([coding("a")], {"s": {"a": NOON}}, -9, 0, [], id="one coder is nobody to compare"),
        pytest.param([coding("a")], BOTH, 5, 0, [], id="the code came after they had finished"),
        pytest.param([coding("x")], BOTH, -9, 1, [], id="somebody who has not finished"),
    ],
)
def test_who_is_compared(given_, finished, since, pieces_, differ):
    agreed, differs = compared(study(*given_), finished, {"c": NOON + timedelta(minutes=since)})
    assert [one.pieces for one in agreed] == [pieces_]
    assert [one.yes for one in differs] == differ


def test_a_retired_code_is_not_compared():
    assert compared(study(coding("a"), retired=True), BOTH, {"c": NOON}) == ((), ())
