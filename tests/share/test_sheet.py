"""What stands on the paper: for one kind of teller or all, with the script that fits their age."""

import pytest

from insight.share.sheet import ANSWER_LINES, STORY_LINES, sheet
from insight.stories.inquiry import STOP_OR_SKIP, Inquiry, QuestionSet, TellerKind
from insight.stories.script import ADULT, YOUNG
from insight.stories.starter import STARTERS

NAME, PURPOSE, PROMPTS = STARTERS[0]
INQUIRY = Inquiry("abc1", NAME, PURPOSE, QuestionSet("q", 2, PROMPTS))


@pytest.mark.parametrize("teller", [None, *TellerKind])
def test_it_asks_what_fits_its_teller(teller):
    made = sheet(INQUIRY, teller, ADULT, 2031)
    questions = [one for _, of_stage in made.stages for one in of_stage]
    fitting = [one.text for one in PROMPTS if teller is None or one.teller in (None, teller)]
    assert [one.text for one in questions] == fitting
    assert [one.lines for one in questions] == [STORY_LINES, *[ANSWER_LINES] * (len(fitting) - 1)]
    assert any(one.to for one in questions) is (teller is None)


def test_the_script_and_what_is_in_reach_come_first():
    made = sheet(INQUIRY, None, ADULT, 2031)
    assert made.said == ADULT.said(2031)
    assert made.askings == ADULT.askings
    assert STOP_OR_SKIP in made.notes
    assert "You can stop at any time." in made.notes
    young = sheet(INQUIRY, None, YOUNG, 2031)
    assert young.said != made.said
    assert len(young.askings) == 3


def test_an_inquiry_without_questions_has_a_script_all_the_same():
    assert sheet(Inquiry("i", "Old stories", "", QuestionSet("q", 1, ())), None, ADULT, 2031).stages == ()
