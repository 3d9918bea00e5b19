"""The Word document, read back: A4, large, with the script first and lines to write on."""

import io

import pytest
from docx import Document
from docx.shared import Mm, Pt

from insight.share.guide import guide
from insight.share.sheet import sheet
from insight.stories.inquiry import Inquiry, Prompt, QuestionSet, Stage, TellerKind
from insight.stories.script import ADULT
from insight.stories.starter import STARTERS

NAME, PURPOSE, PROMPTS = STARTERS[0]


def written(prompts=PROMPTS, teller=None):
    made = sheet(Inquiry("abc1", NAME, PURPOSE, QuestionSet("q", 2, prompts)), teller, ADULT, 2031)
    return Document(io.BytesIO(guide(made)))


def lines(document) -> list[str]:
    return [one.text for one in document.paragraphs]


def test_the_first_page_is_the_script_with_boxes():
    said = lines(written())
    questions = said.index("Discovery: what is good already")
    for line in ADULT.said(2031):
        assert line in said[:questions]
    for asking in ADULT.askings:
        [asked] = [one for one in said[:questions] if one.startswith(asking.question)]
        assert asked.count("☐") == 2
        assert asking.note in asked
    assert "You can stop at any time." in said[:questions]
    document = written()
    heading = next(one for one in document.paragraphs if one.text.startswith("Discovery"))
    assert heading.paragraph_format.page_break_before


@pytest.mark.parametrize("teller", [None, *TellerKind])
def test_every_question_has_room_below_it(teller):
    document = written(teller=teller)
    said = lines(document)
    for prompt in PROMPTS:
        found = [place for place, line in enumerate(said) if line.endswith(prompt.text)]
        assert len(found) == (1 if teller is None or prompt.teller in (None, teller) else 0)
        for place in found:
            below = place + (2 if prompt.tip else 1)
            assert said[below].count("\t") >= 5
            assert document.paragraphs[place].paragraph_format.keep_with_next
            assert document.paragraphs[below].paragraph_format.keep_together


def test_it_is_large_and_a4_and_names_nobody():
    document = written()
    section = document.sections[0]
    assert (section.page_width, section.page_height) == (
        pytest.approx(Mm(210), abs=999),
        pytest.approx(Mm(297), abs=999),
    )
    assert document.styles["Normal"].font.size == Pt(14)
    assert (document.core_properties.author, document.core_properties.comments) == ("", "")
    assert "You can skip any question" in section.footer.paragraphs[0].text


@pytest.mark.parametrize("text", ["<w:br/> & so?", "=1+1?", "Was it “good”? ☐"])
def test_a_question_is_written_as_it_is(text):
    assert text in lines(written((Prompt("", Stage.DREAM, text),)))
