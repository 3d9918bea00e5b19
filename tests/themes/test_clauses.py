"""Clauses: words that stand alone as a heading, and nothing that points at somebody or hangs in the air."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.themes.clauses import FEWEST_WORDS, MOST_WORDS, clauses, heading


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Nobody made me tell it again.", ["Nobody made me tell it again"]),
        ("and then nobody made me tell it again", ["Nobody made me tell it again"]),
        ("so i waited three hours", ["I waited three hours"]),
        ("They knew my name, and they never asked for a form.",
         ["They knew my name", "They never asked for a form"]),
    ],
)  # fmt: skip
def test_what_people_said_becomes_a_heading(said: str, expected: list[str]) -> None:
    assert [clause.text for clause in clauses(said)] == expected


@pytest.mark.parametrize(
    "said",
    [
        "I told [keyworker 1] everything.",  # a replacement
        "I told Lorna everything.",  # a name that slipped through
        "I waited 3 hours there.",  # a figure
        "We waited all of Tuesday.",  # a day
        "They put me in the",  # a loose end
        "I wanted to die then.",  # belongs beside its content note
        "I was a bus driver then.",  # who one story is about
        "Too short.",
        "It was the very longest of all the many weeks that anybody there could remember having",
        "the grey corridor upstairs",  # nothing happens in it
        "",
    ],
)
def test_what_cannot_stand_alone_is_left_out(said: str) -> None:
    assert clauses(said) == ()


def test_a_whole_sentence_about_everybody_reads_better_than_a_torn_off_end() -> None:
    whole, torn = clauses("Nobody asked me anything.")[0], clauses("It rained, walked past the window")[-1]
    assert whole.shape > torn.shape


@given(st.text(alphabet=st.sampled_from("iI was not heard, then. [x1] Bob\n’'-?"), max_size=200))
def test_headings_are_short_plain_and_begin_with_a_capital(said: str) -> None:
    for clause in clauses(said):
        assert len(clause.text.split()) >= FEWEST_WORDS
        assert len([word for word in clause.text.split() if word.strip("-'’,")]) <= MOST_WORDS + 2
        assert clause.text[0] == clause.text[0].upper()
        assert not set("[]\n.?0123456789") & set(clause.text)
        assert heading(clause.text) == clause.text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("He goes we can't assess you in drink.", "We can't assess you in drink"),
        ("It means I cannot have the money.", "I cannot have the money"),
        ("I said no.", None),
    ],
)
def test_what_was_said_stands_without_who_said_it(said: str, expected: str | None) -> None:
    assert [clause.text for clause in clauses(said)] == ([expected] if expected else [])
