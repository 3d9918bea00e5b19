"""Papers: for everybody of the bank, from the newest questions, with the year until which things are kept."""

import pytest

from insight.access.reader import Reader, Role
from insight.errors import NotAllowed, NotFound
from insight.share.papers import Papers
from insight.stories.inquiry import TellerKind
from insight.stories.script import YOUNG
from insight.stories.starter import STARTERS

MEMBER = Reader("m", "M", Role.MEMBER)


@pytest.fixture
def papers(bank, clock):
    return Papers(bank, clock, 5, lambda sheet: sheet.title.encode(), lambda one, until: f"{one.name} {until}".encode())


@pytest.fixture
def inquiry(bank, clock):
    with bank.writing() as work:
        return work.inquiries.add(*STARTERS[3], clock())


def test_a_guide_and_a_form_are_made_of_the_newest_questions(papers, inquiry):
    shown = papers.sheet(MEMBER, inquiry, TellerKind.PERSON, young=True)
    assert shown.said == YOUNG.said(2031)
    assert shown.to == "someone using services"
    assert papers.guide(MEMBER, inquiry, None) == b"Young adults"
    assert papers.form(MEMBER, inquiry) == b"Young adults 2031"
    with pytest.raises(NotFound):
        papers.form(MEMBER, "nothing")


@pytest.mark.parametrize("role", [Role.READER, Role.SYSTEM])
def test_nobody_else_takes_them(papers, inquiry, role):
    who = Reader("x", "X", role)
    for take in (papers.form, lambda w, i: papers.sheet(w, i, None), lambda w, i: papers.guide(w, i, None)):
        with pytest.raises(NotAllowed):
            take(who, inquiry)
