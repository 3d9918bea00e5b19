"""Prompts as they are typed, checked and compared."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.errors import BadInput
from insight.stories.inquiry import Prompt, Stage, TellerKind
from insight.stories.prompts import LONGEST, MOST_PROMPTS, TELLERS, as_lines, checked, compare, from_lines, in_order

D, DREAM = Stage.DISCOVERY, Stage.DREAM
WORDS = st.lists(st.text(string.ascii_letters + "?'’é", min_size=1, max_size=6), max_size=5).map(" ".join)
PROMPTS = st.builds(
    Prompt,
    st.just(""),
    st.sampled_from(Stage),
    WORDS.filter(bool),
    WORDS,
    st.sampled_from(TELLERS),
)


@given(st.lists(PROMPTS, max_size=8))
def test_what_is_drawn_in_the_boxes_is_read_back_as_it_was(prompts):
    read = [
        one
        for stage in Stage
        for teller in TELLERS
        for one in from_lines(as_lines(prompts, stage, teller), stage, teller)
    ]
    assert tuple(read) == in_order(prompts)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("What helped?", [("What helped?", "")]),
        ("  What   helped? |  Wait a\tlittle. ", [("What helped?", "Wait a little.")]),
        ("What helped? |", [("What helped?", "")]),
        ("\n\nWhat helped?\r\n\nAnd then?\n", [("What helped?", ""), ("And then?", "")]),
        ("", []),
    ],
)
def test_a_line_is_a_question_and_its_tip(typed, read):
    assert [(one.text, one.tip) for one in from_lines(typed, D, None)] == read


@pytest.mark.parametrize(
    ("prompts", "why"),
    [
        ([], "no question yet"),
        ([Prompt("", D, f"Question {number}?") for number in range(MOST_PROMPTS + 1)], "up to 40"),
        ([Prompt("", D, "x" * (LONGEST + 1))], "longer than 300"),
        ([Prompt("", D, "Why?", "x" * (LONGEST + 1))], "longer than 300"),
        (from_lines(" | only a tip", D, None), "no question before its tip"),
        ([Prompt("", D, "Why?"), Prompt("", D, " why? ")], "stands twice under “Discovery”"),
    ],
)
def test_what_cannot_be_kept_is_told(prompts, why):
    with pytest.raises(BadInput, match=why):
        checked(prompts)


def test_as_many_and_as_long_as_may_be_are_kept_in_order():
    prompts = [Prompt("", stage, f"{number} " + "x" * (LONGEST - 3)) for stage in Stage for number in range(10)]
    assert checked(reversed(prompts))[0].stage is D
    assert len(checked(prompts)) == MOST_PROMPTS
    twice = [Prompt("", D, "Why?"), Prompt("", D, "Why?", "", TellerKind.WORKER), Prompt("", DREAM, "Why?")]
    assert checked(reversed(twice)) == tuple(twice)


WELL, SHORTER = "What went well for you here?", "What went well for you?"
BEFORE = (
    Prompt("1", D, WELL),
    Prompt("2", D, "What got in the way?"),
    Prompt("3", DREAM, "And?"),
)


@pytest.mark.parametrize(
    ("after", "added", "removed", "changed"),
    [
        (BEFORE, [], [], []),
        ([Prompt("", D, WELL, "A tip."), *BEFORE[1:]], [], [], []),
        (BEFORE[:2], [], ["And?"], []),
        ([*BEFORE, Prompt("", D, "Who stayed?")], ["Who stayed?"], [], []),
        ([Prompt("", D, SHORTER), *BEFORE[1:]], [], [], [(WELL, SHORTER)]),
        ([*BEFORE[:2], Prompt("", Stage.DESIGN, "And?")], [], [], [("And?", "And?")]),
        ([*BEFORE[:2], Prompt("", DREAM, "And?", "", TellerKind.WORKER)], [], [], [("And?", "And?")]),
        ([Prompt("", D, "Who stayed?")], ["Who stayed?"], [one.text for one in BEFORE], []),
    ],
)  # fmt: skip
def test_two_versions_are_compared_by_text_stage_and_teller(after, added, removed, changed):
    found = compare(BEFORE, after)
    assert [one.text for one in found.added] == added
    assert [one.text for one in found.removed] == removed
    assert [(one.text, other.text) for one, other in found.changed] == changed
    assert found.same is not bool(added or removed or changed)


@given(st.lists(PROMPTS, max_size=8), st.lists(PROMPTS, max_size=8))
def test_a_comparison_is_the_same_both_ways(before, after):
    there, back = compare(before, after), compare(after, before)
    assert len(there.changed) == len(back.changed)
    assert len(there.added) == len(back.removed)
    assert len(there.added) + len(there.changed) <= len(after)
