"""Beside a theme stands what most said, and only where no two themes and no group tell of few."""

from datetime import date
from itertools import count

import pytest

from insight.measure.answers import Answer, Answered
from insight.measure.counting import Known
from insight.measure.of_themes import SILENT, sentence
from insight.measure.rule import Rule
from insight.stories.inquiry import TellerKind

NUMBERS = count()
BETTER, WORSE, SAME = Answer.BETTER, Answer.WORSE, Answer.SAME


def people(number, answer, inquiry="One"):
    return [
        Answered(f"p{next(NUMBERS)}", answer, date(2026, 5, 1), "", "s", TellerKind.PERSON, inquiry)
        for _ in range(number)
    ]


def who(*some):
    return {one.storyteller for many in some for one in many}


@pytest.mark.parametrize(
    ("better", "worse", "same", "said"),
    [
        (11, 5, 5, "Most people who told of this feel better"),
        (5, 11, 5, "Most people who told of this feel worse"),
        (5, 5, 11, "Most people who told of this feel about the same"),
        (10, 5, 5, "No one answer was given by most who told of this"),
        (6, 0, 0, "Most people who told of this feel better"),
        (4, 0, 0, SILENT),
    ],
)
def test_what_most_said(better, worse, same, said):
    mine, others = people(better, BETTER) + people(worse, WORSE) + people(same, SAME), people(20, WORSE)
    found = sentence(Known(mine + others, (), Rule(5)), "t", {"t": who(mine), "u": who(others)})
    assert found.startswith(said)
    assert not any(one.isdigit() for one in found), "no figure"


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param(lambda mine, others: {"t": who(mine), "u": who(mine, others[:1])}, id="a theme with one more"),
        pytest.param(lambda mine, others: {"t": who(mine), "u": who(mine[4:])}, id="a theme with four fewer"),
        pytest.param(
            lambda mine, others: {"t": who(mine), "u": who(mine[2:], others[:2])}, id="a theme with two others"
        ),
        pytest.param(lambda mine, others: {"t": who(mine, others[:-3])}, id="few are outside it"),
    ],
)
def test_silent_where_two_could_be_held_against_each_other(elsewhere):
    mine, others = people(20, BETTER), people(20, WORSE)
    themes = elsewhere(mine, others)
    known = Known(mine + others, (), Rule(5))
    assert all(sentence(known, one, themes) == SILENT for one in themes)


def test_silent_where_a_group_with_figures_holds_nearly_the_same_people():
    mine, others = people(20, BETTER, "Round one"), people(20, WORSE, "Round two")
    known = Known(mine + others, (), Rule(5))
    assert sentence(known, "t", {"t": who(mine)}) != SILENT
    assert sentence(known, "t", {"t": who(mine, others[:2])}) == SILENT


def test_the_same_people_twice_are_no_secret():
    mine, others = people(20, BETTER), people(20, WORSE)
    assert sentence(Known(mine + others, (), Rule(5)), "t", {"t": who(mine), "u": who(mine)}) != SILENT
