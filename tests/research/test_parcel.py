"""What a file holds and what it lacks, for work inside and to go outside."""

from dataclasses import replace
from datetime import date

import pytest

from insight.research.parcel import BETWEEN, Parcel, Way, inside, outside
from insight.research.study import Memo, Study, codebook
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.story import Part, Stretch, Whose
from tests.research.made import AT, TODAY, a_code, a_story, a_study, noted

WORDS = "They kept ringing until I picked up. I had switched it off. Then she came."
RINGING, CAME = (0, 36), (60, 74)
TRUST = a_code("Trust")


def out(study: Study, small_number: int = 1, hidden: tuple[str, ...] = (), quotable: str = "abcdef") -> Parcel:
    return outside(study, frozenset(quotable), lambda typed: typed in hidden, small_number, TODAY)


def test_inside_holds_all_of_it_but_suggestions() -> None:
    study = a_study(a_story(WORDS), codes=(TRUST,), codings=(("Trust", "a", *RINGING), ("Trust", "a", *CAME)))
    waiting = replace(study.codings[1], suggested=True)
    parcel = inside(replace(study, codings=(study.codings[0], waiting), left_out=2, changed=1), TODAY)
    assert [one.words for one in parcel.excerpts] == ["They kept ringing until I picked up."]
    assert str(parcel.study.stories[0].text) == WORDS
    assert parcel.left_out == (
        "2 stories are not open to you.",
        "1 quote or code is on words that have changed since.",
        "1 code from elsewhere is a suggestion that nobody has taken yet.",
    )
    assert parcel.first_lines[0] == "For work inside the alliance."


def test_a_quote_and_codes_on_the_same_words_are_one_excerpt() -> None:
    codes = (TRUST, a_code("Warmth"))
    codings = (("Warmth", "a", *RINGING), ("Trust", "a", *RINGING))
    study = noted(a_study(a_story(WORDS), quotes=(("a", *RINGING),), codes=codes, codings=codings), "Strong.")
    [one] = inside(study, TODAY).excerpts
    assert (one.codes, one.notes, one.whose) == (("Trust", "Warmth"), ("Strong.",), "their words")


def test_outside_is_what_was_quoted_and_coded_and_not_a_word_more() -> None:
    study = a_study(
        a_story(WORDS), a_story("Nobody quoted this.", "b"), quotes=(("a", *CAME),), codes=(TRUST,),
        codings=(("Trust", "a", *RINGING), ("Trust", "a", 5, 17)),
    )  # fmt: skip
    parcel = out(study)
    [story] = parcel.study.stories
    assert str(story.text) == f"They kept ringing until I picked up.{BETWEEN}Then she came."
    assert [one.words for one in parcel.excerpts] == [
        "They kept ringing until I picked up.", "kept ringing", "Then she came.",
    ]  # fmt: skip
    assert {one.whose for one in parcel.excerpts} == {"their words"}
    assert parcel.study.people == {"ines": "Researcher 1", "kit": "Researcher 2"}
    assert parcel.study.collection.reason == ""


@pytest.mark.parametrize(
    ("story", "why"),
    [
        pytest.param(a_story(WORDS, told_about=True), "1 story is told about somebody by another person.", id="about"),
        pytest.param(
            a_story(WORDS, "z"), "1 story may be shared outside, but not quoted word for word.", id="not quoted now"
        ),
        pytest.param(
            a_story(WORDS, whose=Whose.OUR_NOTES), "1 quote or code is not wholly in people's own words.", id="notes"
        ),
        pytest.param(
            a_story(WORDS, consent=Consent(inside=True, outside=True)),
            "1 quote or code is not wholly in people's own words.", id="never asked about quoting",
        ),
    ],
)  # fmt: skip
def test_what_may_not_be_quoted_outside_stays_with_its_reason(story, why: str) -> None:
    parcel = out(a_study(story, quotes=((story.id, *RINGING),)))
    assert (parcel.excerpts, parcel.study.stories, parcel.study.quotes) == ((), (), ())
    assert why in parcel.left_out


def test_a_quote_that_reaches_into_our_notes_stays() -> None:
    story = a_story(WORDS)
    parts = (Stretch(0, 59, Part.STORY, Whose.THEIR_WORDS), Stretch(59, 74, Part.STORY, Whose.OUR_NOTES))
    study = a_study(replace(story, stretches=parts), quotes=(("a", *RINGING), ("a", 37, 74)))
    assert [one.words for one in out(study).excerpts] == ["They kept ringing until I picked up."]
    assert [one.whose for one in inside(study, TODAY).excerpts] == ["their words", "their words and our notes"]


def test_what_we_wrote_stays_inside_and_names_that_repeat_somebody_too() -> None:
    codes = (a_code("Kept ringing", description="As they said."), TRUST)
    memos = (Memo("m", None, "a", "He sounds tired.", "ines", AT),)
    study = noted(
        a_study(a_story(WORDS), quotes=(("a", *RINGING),), codes=codes, memos=memos, name="The phone"), "Why?"
    )
    parcel = out(study, hidden=("Kept ringing", "As they said.", "The phone"))
    assert [(one.name, one.description) for one in parcel.study.codes] == [("A code", ""), ("Trust", "")]
    assert parcel.study.collection.name == "A collection"
    assert (parcel.study.memos, parcel.excerpts[0].notes) == ((), ())
    assert parcel.left_out == (
        "3 reasons, notes and memos are ours: what we wrote stays inside.",
        "1 name of a code repeated words that may not go outside.",
    )


def test_outside_a_kind_of_teller_and_a_season_are_told_only_where_enough_share_them() -> None:
    person, worker = TellerKind.PERSON, TellerKind.WORKER
    spring, summer = date(2026, 4, 1), date(2026, 7, 1)
    told = [(person, summer), (person, summer), (person, spring), (worker, summer)]
    stories = [
        a_story(WORDS, id, teller=teller, told_on=day) for id, (teller, day) in zip("abcd", told, strict=True)
    ]  # fmt: skip
    study = a_study(*stories, quotes=tuple((one.id, *RINGING) for one in stories))
    assert [one.line for one in out(study, 2).sources.values()] == [
        "Someone using services, summer 2026", "Someone using services, summer 2026", "Someone using services",
        "Somebody",
    ]  # fmt: skip
    twice = [replace(one, facts=replace(one.facts, storyteller="the same")) for one in stories[:2]]
    study = a_study(*twice, quotes=tuple((one.id, *RINGING) for one in twice))
    assert {one.line for one in out(study, 2).sources.values()} == {"Somebody"}


@pytest.mark.parametrize(
    ("consent", "facts", "uses"),
    [
        (Consent(inside=True), {}, "only to be read inside."),
        (Consent(inside=True, room=True), {}, "may be read out in a room."),
        (
            Consent(inside=True, room=True, outside=True, quotes=True), {},
            "may be read out in a room; may be shared outside; may be quoted word for word.",
        ),
        (
            Consent(inside=True, room=True, outside=True, quotes=True), {"told_about": True},
            "may be read out in a room.",
        ),
        (Consent(inside=True, outside=True), {"unsigned": True}, "only to be read inside."),
        (Consent(inside=True, outside=True, review_on=TODAY), {}, "only to be read inside."),
    ],
)  # fmt: skip
def test_each_source_says_what_it_may_be_used_for(consent: Consent, facts: dict, uses: str) -> None:
    parcel = inside(a_study(a_story(WORDS, consent=consent, **facts)), TODAY)
    assert parcel.sources["a"].uses == uses


def test_nobody_is_called_by_a_name_they_chose() -> None:
    for parcel in (inside(a_study(a_story(WORDS)), TODAY), out(a_study(a_story(WORDS), quotes=(("a", *RINGING),)))):
        assert "Sunny" not in repr(parcel.sources)


def test_codes_stand_below_their_parents_in_their_order() -> None:
    codes = (a_code("b", parent="a"), a_code("c"), a_code("a"), a_code("d", parent="b"), a_code("e", parent="gone"))
    assert [(depth, one.name) for depth, one in codebook(codes)] == [(0, "c"), (0, "a"), (1, "b"), (2, "d"), (0, "e")]
    circle = (a_code("x", parent="y"), a_code("y", parent="x"))
    assert {one.name for _, one in codebook(circle)} == {"x", "y"}


def test_the_two_ways_have_their_words() -> None:
    assert [out(a_study()).way, inside(a_study(), TODAY).way] == [Way.OUTSIDE, Way.INSIDE]
    assert out(a_study()).first_lines[:2] == (
        "To go outside.", "It holds only what may be shared outside and quoted word for word.",
    )  # fmt: skip
