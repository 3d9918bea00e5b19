"""Hiding stretches, and finding every other stretch again afterwards."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stories.mask import apply, renumber
from insight.stories.recognisers.wording import standing
from insight.stories.spans import Label, Span, Tier

SECRET = "\ue000"  # a letter nobody writes, so that what was covered can be told from all else


def span(start, end, words="person 1", *, entity="P", label=Label.PERSON, tier=Tier.MASK):
    return Span(start, end, label, tier, f"[{words}]", "test", "because", entity)


def test_hides_what_is_masked_and_leaves_what_is_suggested():
    text = "Shaz rang Jo."
    masked = apply(text, [span(0, 4, "keyworker 1"), span(10, 12, tier=Tier.SUGGEST)])
    assert masked.text == "[keyworker 1] rang Jo."


def test_a_possessive_survives():
    assert apply("Shaz's coat", [span(0, 4, "keyworker 1")]).text == "[keyworker 1]'s coat"


def test_overlapping_spans_become_one_under_the_longest():
    assert apply("Ana Reed Shaw", [span(0, 8, "doctor 1"), span(4, 13, "nurse 1")]).text == "[nurse 1]"


def test_standing_replacements_are_never_touched():
    text = "my [keyworker 1] Smith"
    assert apply(text, [span(3, 22)]).text == "my [keyworker 1][person 1]"
    assert apply("[keyworker 1]", [span(0, 13)]).text == "[keyworker 1]"


def test_a_bracket_that_is_no_replacement_protects_nothing():
    assert apply("[Shaz Reed]", [span(0, 11)]).text == "[person 1]"


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="outside"):
        apply("short", [span(2, 9)])


@pytest.mark.parametrize(
    ("stretch", "place"),
    [
        ((0, 3), (0, 3)),  # before
        ((3, 7), (3, 13)),  # the name itself
        ((5, 9), (3, 15)),  # cut by it: grows to hold the whole replacement
        ((0, 5), (0, 13)),
        ((7, 11), (13, 17)),  # after
        ((2, 3), (2, 3)),  # right up to it
    ],
)
def test_place(stretch, place):
    masked = apply("my Shaz said", [span(3, 7, "person 1")])
    assert masked.text == "my [person 1] said"
    assert masked.place(*stretch) == place


def test_renumbering_gives_one_entity_one_number_in_order_of_appearance():
    spans = [span(20, 22, entity="B"), span(0, 2, entity="A"), span(30, 32, entity="A")]
    assert [s.replacement for s in renumber(spans)] == ["[person 1]", "[person 2]", "[person 1]"]


def test_relatives_are_numbered_only_where_there_are_two():
    one = [span(0, 2, "sister", entity="A")]
    assert renumber(one)[0].replacement == "[sister]"
    two = [*one, span(5, 7, "sister", entity="B")]
    assert [s.replacement for s in renumber(two)] == ["[sister 1]", "[sister 2]"]


def test_numbers_in_the_text_are_not_given_again():
    assert renumber([span(20, 22)], ["[person 3]"])[0].replacement == "[person 4]"


def test_what_is_not_a_person_or_place_keeps_its_words():
    assert renumber([span(0, 4, "30s", label=Label.AGE)])[0].replacement == "[30s]"


@st.composite
def covered(draw):
    pairs = draw(st.lists(st.tuples(st.integers(0, 59), st.integers(1, 12)), max_size=8))
    base = draw(
        st.text(st.characters(exclude_categories=("Cs", "Co"), exclude_characters="[]"), min_size=75, max_size=90)
    )
    letters, spans = list(base), []
    for number, (start, length) in enumerate(pairs):
        spans.append(span(start, start + length, f"person {number + 1}", entity=str(number)))
        letters[start : start + length] = SECRET * length
    return "".join(letters), spans


@given(covered())
def test_no_covered_character_survives_and_no_other_is_lost(example):
    text, spans = example
    masked = apply(text, spans)
    assert SECRET not in masked.text
    rest = masked.text
    for start, end in reversed(standing(rest)):
        rest = rest[:start] + rest[end:]
    assert rest == text.replace(SECRET, "")


@given(covered())
def test_twice_is_once(example):
    text, spans = example
    masked = apply(text, spans)
    again = []
    for one in spans:
        start, end = masked.place(one.start, one.end)
        again.append(replace(one, start=start, end=end))
    assert apply(masked.text, again).text == masked.text


@given(covered(), st.integers(0, 60), st.integers(1, 15))
def test_a_place_lies_inside_and_never_cuts_a_replacement(example, start, length):
    text, spans = example
    masked = apply(text, spans)
    left, right = masked.place(start, start + length)
    assert 0 <= left <= right <= len(masked.text)
    assert not any(begin < edge < end for begin, end in standing(masked.text) for edge in (left, right))
    if not any(s.start < start + length and start < s.end for s in spans):
        assert masked.text[left:right] == text[start : start + length]
