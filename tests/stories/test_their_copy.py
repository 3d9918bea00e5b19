"""A copy of everything about one person holds what is theirs, and nobody else: not who listened, not who told too."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from insight.access.reader import Reader, Role
from insight.errors import NotAllowed
from insight.measure.answers import Answer
from insight.share.copy_document import copy_document
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.consent import Consent
from insight.stories.interview import Listener
from insight.stories.their_copy import TheirCopy

CODE = "kettle garden ferry lamp"
PAIR = Reader("mo", "Mo", Role.INTERVIEWER)


@pytest.fixture
def theirs(bank: Any, clock: Any, tell: Any) -> TheirCopy:
    """Of somebody who told twice, once in a group, with one story that waits."""
    with bank.writing() as work:
        account = work.people.add("mo", "Morgan Listener", Role.INTERVIEWER, None, clock())
        inquiry = work.inquiries.add("What people told us", "To learn.", (), clock())
        questions = work.inquiries.get(inquiry).questions.id
        group = work.interviews.open(inquiry, questions, (Listener(None, None, account),), clock())
        hearth = work.alliance.organisation("Hearth")
    agreed = Consent(
        inside=True, room=False, outside=False, quotes=True, given_on=date(2026, 6, 1), erase_on=date(2031, 12, 31),
        not_organisations=frozenset({hearth}), taken_by=account,
    )  # fmt: skip
    one = tell("She kept the kettle warm.\n\nI slept.", consent=agreed, interview=group, feeling=Answer.BETTER)
    tell("What the other one of the group said.", interview=group)
    with bank.writing() as work:
        teller = work.stories.storyteller_of(one)
        work.tellers.call(teller, "Blue")
        work.tellers.give_code(teller, code_hash(CODE, work.vault.derive(CODE_PEPPER)))
    tell("Nobody looked at this.", storyteller=teller, before_review=True, consent=agreed)
    return TheirCopy(bank, clock, copy_document)


def test_everything_of_theirs_and_nobody_else(theirs: TheirCopy, bank: Any) -> None:
    said = "\n".join(text for one in theirs.look(PAIR, CODE) for text in (one.heading, *one.lines))
    for part in (
        "She kept the kettle warm.", "I slept.", "Told on 1 June 2026", "Blue", "Not to be read by: Hearth.",
        "May we quote you word for word? Yes.", "May it be read out in a room, at a meeting? No.",
        "We keep it until 31 December 2031.", "On 1 June 2026: A bit better.", "cannot be shown",
    ):  # fmt: skip
        assert part in said
    for part in ("other one of the group", "Nobody looked at this", "Morgan", "mo\n"):
        assert part not in said
    with bank.reading() as work:
        [entry] = work.records.entries(1)
    assert (entry.what, entry.subject, entry.detail) == ("copy_given", "card", "{}")


def test_it_comes_as_a_word_file_that_names_nobody(theirs: TheirCopy) -> None:
    document = Document(BytesIO(theirs.document(PAIR, CODE)))
    assert "She kept the kettle warm." in [one.text for one in document.paragraphs]
    assert (document.core_properties.author, document.core_properties.last_modified_by) == ("", "")


def test_an_organisation_that_may_not_read_it_hands_out_no_words(theirs: TheirCopy, bank: Any) -> None:
    with bank.reading() as work:
        hearth = next(iter(work.alliance.organisations()))
    said = [line for one in theirs.look(Reader("h", "H", Role.INTERVIEWER, hearth), CODE) for line in one.lines]
    assert not any("kettle" in line for line in said)
    assert any("Ask a pair from another one." in line for line in said)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.READER, Role.SYSTEM, Role.OPERATOR])
def test_it_is_for_those_who_may_use_a_card(theirs: TheirCopy, role: Role) -> None:
    with pytest.raises(NotAllowed):
        theirs.document(Reader("x", "X", role), CODE)
