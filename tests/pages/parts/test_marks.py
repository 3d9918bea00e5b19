"""What the browser sends about a review becomes typed spans, or is refused whole."""

import hashlib

import pytest

from insight.errors import BadInput
from insight.stories.spans import Label, Span, Tier
from pages.parts.marks import _KINDS, REVIEWER, _decided
from pages.parts.offsets import Utf16Offsets

TEXT = "🙂 Shaz sat down at Harbour House."
STAMP = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
PROPOSED = [Span(2, 6, Label.PERSON, Tier.MASK, "[keyworker 1]", "names", "a name", "p1")]
SHAZ = {"start": 3, "end": 7, "label": "PERSON", "hide": False, "entity": "p1", "replacement": "[keyworker 1]"}
HOUSE = {"start": 20, "end": 33, "label": "PLACE", "hide": True, "entity": "added 1", "replacement": "[place 1]"}


def decided(spans, stamp=STAMP):
    return _decided({"stamp": stamp, "turn": 3, "spans": spans}, STAMP, Utf16Offsets(TEXT), PROPOSED)


def test_a_decision_keeps_what_was_known_and_names_the_reviewer_for_what_was_added():
    spans, turn = decided([SHAZ, HOUSE])
    assert turn == 3
    assert spans is not None
    shaz, house = spans
    assert (shaz.start, shaz.end, shaz.tier, shaz.source, shaz.reason) == (2, 6, Tier.SUGGEST, "names", "a name")
    assert (TEXT[house.start : house.end], house.tier, house.source) == ("Harbour House", Tier.MASK, REVIEWER)


@pytest.mark.parametrize("sent", [None, {}, {"stamp": "another text", "turn": 1, "spans": []}, "nonsense"])
def test_what_is_not_about_this_text_is_no_decision(sent):
    assert _decided(sent, STAMP, Utf16Offsets(TEXT), PROPOSED) == (None, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 4, "end": 4},
        {"start": -3},
        {"end": 999},
        {"label": "NOBODY"},
        {"start": "three"},
        {"entity": None, "start": None},
    ],
)
def test_one_span_that_does_not_fit_refuses_the_whole_decision(wrong):
    with pytest.raises(BadInput) as refused:
        decided([{**SHAZ, **wrong}, HOUSE])
    assert "Shaz" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_spans_that_lie_over_each_other_are_refused():
    with pytest.raises(BadInput):
        decided([SHAZ, {**SHAZ, "end": 9}])


def test_every_label_has_a_place_in_the_list_beside_the_story():
    assert {kind["label"] for kind in _KINDS} == set(Label)
    assert all(kind["stand_in"] for kind in _KINDS if kind["ask"])
