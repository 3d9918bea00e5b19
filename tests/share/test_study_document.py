"""A collection as a Word document, opened again."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.research.parcel import inside, outside
from insight.research.study import Memo
from insight.share.study_document import study_document
from insight.stories.consent import Consent
from tests.research.made import AT, TODAY, a_code, a_story, a_study, noted

WORDS = "They kept ringing until I picked up. Then she came."
STUDY = noted(
    a_study(
        a_story(WORDS),
        a_story("I waited nine weeks.", "b", Consent(inside=True)),
        quotes=(("a", 0, 36), ("b", 0, 20)),
        codes=(a_code("Trust", description="When it holds."), a_code("by phone", parent="Trust")),
        codings=(("by phone", "a", 0, 36),),
        memos=(Memo("m", "Trust", None, "Is it ours?", "kit", AT),),
    ),
    "Strong.", "",
)  # fmt: skip


def paragraphs(made: bytes) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in Document(BytesIO(made)).paragraphs]


def test_the_first_page_says_what_it_is_for_and_what_was_left_out() -> None:
    made = paragraphs(study_document(inside(replace(STUDY, left_out=1), TODAY)))
    assert [text for _, text in made[:5]] == [
        "Being listened to", "For work inside the alliance.",
        "It stays inside the alliance. Keep it where only you can read it, and delete it when you are done.",
        "Made on 15 June 2026. People may change their mind: make it again before you use it later.",
        "Why it was made: To show the council.",
    ]  # fmt: skip
    at = made.index(("Heading 1", "What was left out"))
    assert made[at + 1] == ("List Bullet", "1 story is not open to you.")
    document = Document(BytesIO(study_document(inside(STUDY, TODAY))))
    assert document.sections[0].footer.paragraphs[0].text == "For work inside the alliance."
    core = document.core_properties
    assert (core.author, core.last_modified_by, core.comments, core.title) == ("", "", "", "")


def test_quotes_stand_by_code_and_by_story_each_with_its_source() -> None:
    made = paragraphs(study_document(inside(STUDY, TODAY)))
    quote = ("Quote", "They kept ringing until I picked up.")
    by_code = made.index(("Heading 3", "by phone"))
    assert made[by_code + 1 : by_code + 4] == [
        quote,
        ("Normal", "Story 1. Someone using services, summer 2026; their words; may be read out in a room; may be "
         "shared outside; may be quoted word for word."),
        ("Normal", "Note: Strong."),
    ]  # fmt: skip
    assert ("Normal", "When it holds.") in made
    assert made[made.index(("Heading 2", "Without a code")) + 1] == ("Quote", "I waited nine weeks.")
    by_story = made.index(("Heading 2", "Story 1"))
    assert made[by_story + 2 : by_story + 4] == [quote, ("Normal", "Their words. Codes: by phone.")]
    assert ("Normal", "Someone using services, summer 2026: only to be read inside.") in made
    assert made[-2:] == [("Normal", "Is it ours?"), ("Normal", "Kit, on Trust")]


def test_outside_nothing_else_is_in_it() -> None:
    made = paragraphs(study_document(outside(STUDY, frozenset("a"), lambda _: False, 1, TODAY)))
    said = "\n".join(text for _, text in made)
    assert "They kept ringing" in said
    for word in ("nine weeks", "Strong", "Is it ours", "Kit", "Ines", "council"):
        assert word not in said


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
@pytest.mark.filterwarnings("ignore")
def test_any_words_come_out_as_they_went_in(words: str) -> None:
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if not words.strip():
        return
    study = a_study(a_story(words), quotes=(("a", 0, len(words)),))
    made = paragraphs(study_document(inside(study, TODAY)))
    [quoted, _] = [text for style, text in made if style == "Quote"]
    kept = "".join(one for one in words.strip() if one.isprintable() and one != "\ufffd")
    assert "".join(one for one in quoted if one.isprintable() and one != "\ufffd") == kept
