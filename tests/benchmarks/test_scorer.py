"""The scorer's definition, case by case."""

import pytest

from benchmarks.scorer import score

TEXT = "Dr Ana Reed saw Ana at the Nest. Ana is 34."


def marked(start, end, label="PERSON", kind="direct", entity="P1"):
    return {"start": start, "end": end, "label": label, "kind": kind, "entity": entity}


def document(**extra):
    return {"id": "a", "text": TEXT, "spans": [marked(0, 11), marked(16, 19), marked(33, 36)], **extra}


def found(*pairs, tier="mask"):
    return {"a": [{"start": start, "end": end, "tier": tier} for start, end in pairs]}


@pytest.mark.parametrize(
    ("predicted", "recall"),
    [
        (found((0, 11), (16, 19), (33, 36)), 1.0),
        (found((3, 11), (16, 19), (33, 36)), 1.0),  # a title identifies nobody
        (found((0, 11), (16, 19)), 0.0),  # one mention left is the whole identity left
        (found((3, 10), (16, 19), (33, 36)), 0.0),  # so is one letter of a word
        (found((0, 11), (16, 19), (33, 36), tier="suggest"), 0.0),
        ({}, 0.0),
    ],
)
def test_an_identity_is_hidden_only_with_every_word_of_every_mention(predicted, recall):
    assert score([document()], predicted)["direct_recall"] == recall


def test_a_suggestion_counts_only_with_a_reviewer():
    figures = score([document()], found((0, 11), (16, 19), (33, 36), tier="suggest"))
    assert figures["direct_recall_with_suggestions"] == 1.0
    assert figures["docs_without_direct_leak"] == 0.0
    assert figures["docs_without_direct_leak_after_review"] == 1.0
    assert figures["offered_share"] == round(5 / 11, 4)


def test_precision_counts_letters_and_leaves_optional_stretches_out():
    nest, age = {"start": 27, "end": 31}, {"start": 40, "end": 42}
    figures = score([document(optional=[age], hard_negatives=[nest])], found((16, 19), (27, 31), (40, 42)))
    assert figures["precision"] == round(3 / 7, 4)
    assert figures["hard_negatives_hidden"] == 1.0


def test_one_direct_mention_makes_an_identity_direct():
    spans = [marked(0, 11, kind="quasi"), marked(16, 19)]
    figures = score([{"id": "a", "text": TEXT, "spans": spans}], {})
    assert (figures["direct_n"], figures["quasi_n"]) == (1, 0)


def test_structured_identifiers_are_counted_apart():
    spans = [marked(0, 11, "NHS", "direct", "N"), marked(16, 19)]
    assert score([{"id": "a", "text": TEXT, "spans": spans}], found((0, 11)))["structured_recall"] == 1.0


def test_nothing_to_count_is_none_not_nought():
    assert score([{"id": "a", "text": TEXT, "spans": []}], {})["direct_recall"] is None


def test_a_span_outside_its_text_is_an_error():
    with pytest.raises(ValueError, match="outside"):
        score([document()], found((40, 99)))
