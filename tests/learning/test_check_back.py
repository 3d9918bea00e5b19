"""Check-back: what is taken along, what is counted, and what so few answers could tell of anybody."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document

from insight.errors import BadInput, NotFound
from insight.learning.learned import CheckBackAnswer
from insight.share.theme_card_document import ASKED
from insight.stories.consent import Consent

TODAY = date(2026, 6, 15)
TODAY_AT = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
YES, NO, MORE = CheckBackAnswer


@pytest.fixture
def theme(tell, a_theme):
    return a_theme("Waiting", tell("He waited at the door."))


@pytest.mark.parametrize(
    ("said", "people", "answers"),
    [
        ((0, 0, 0), None, (None, None, None)),
        ((3, 1, 0), None, (None, None, None)),
        ((6, 0, 0), 6, (6, 0, 0)),
        ((6, 5, 7), 18, (6, 5, 7)),
        ((9, 2, 0), 11, (None, None, 0)),
        ((9, 2, 6), 17, (9, None, None)),
    ],
)
def test_few_answers_are_not_counted(in_room, ines, theme, said, people, answers):
    for kind, number in zip(CheckBackAnswer, said, strict=True):
        for _ in range(number):
            in_room.check_back.answer(ines, theme, TODAY, kind, "")
    found = in_room.check_back.about(ines, theme)
    assert (found.asked, found.people, tuple(found.answers.values())) == (sum(said) > 0, people, answers)


def test_what_they_missed_is_kept_in_words(in_room, ines, theme):
    for kind, missing in ((MORE, " The cold. "), (NO, "It was the council."), *((kind, "") for kind in (MORE, NO) * 4)):
        in_room.check_back.answer(ines, theme, TODAY, kind, missing)
    assert in_room.check_back.about(ines, theme).missing == ("It was the council.", "The cold.")
    for wrong in ("Shaz said", "m" * 1_001):
        with pytest.raises(BadInput):
            in_room.check_back.answer(ines, theme, TODAY, MORE, wrong)
    with pytest.raises(BadInput):
        in_room.check_back.answer(ines, theme, TODAY + timedelta(days=1), YES, "")


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ((0, 1, 1), ()),
        ((4, 0, 0), ()),
        ((9, 2, 0), ()),
        ((9, 2, 6), ("yes",)),
        ((6, 5, 7), ("missing", "no", "yes")),
    ],
)
def test_what_they_missed_is_shown_only_where_the_answer_is_counted(in_room, ines, theme, said, missing):
    for kind, words, number in zip((YES, NO, MORE), ("yes", "no", "missing"), said, strict=True):
        for at in range(number):
            in_room.check_back.answer(ines, theme, TODAY, kind, "" if at else words)
    assert in_room.check_back.about(ines, theme).missing == missing


def test_a_slip_is_taken_out_on_the_same_day(in_room, ines, sol, theme, clock):
    slip = in_room.check_back.answer(ines, theme, TODAY, NO, "")
    with pytest.raises(NotFound):
        in_room.check_back.take_out(sol, theme, slip)
    in_room.check_back.take_out(ines, theme, slip)
    assert not in_room.check_back.about(ines, theme).asked
    later = in_room.check_back.answer(ines, theme, TODAY, NO, "")
    clock.forward(days=1)
    assert in_room.check_back.of_today(ines, theme) == ()
    with pytest.raises(NotFound):
        in_room.check_back.take_out(ines, theme, later)


@pytest.mark.parametrize(
    ("consent", "quote"),
    [
        (Consent(inside=True, room=True, quotes=True), "He waited"),
        (Consent(inside=True, room=True), ""),
        (Consent(inside=True, quotes=True), ""),
    ],
)
def test_a_card_holds_what_may_be_read_out(in_room, bank, ines, tell, a_theme, consent, quote):
    theme = a_theme("Waiting", story := tell("He waited at the door.", consent=consent))
    with bank.writing() as work:
        work.builds.finish(work.builds.begin("m", TODAY_AT), "settled", "", 1, 1, None, TODAY_AT)
        work.themes.keep_quotes(theme, [(work.passages.ids_of(story)[0], 0, 9)])
    assert [(one.heading, one.quote) for one in in_room.check_back.cards(ines)] == [("Waiting", quote)]
    written = [one.text for one in Document(BytesIO(in_room.check_back.document(ines, theme))).paragraphs]
    assert written[1] == "Waiting"
    assert (f"“{quote}”" in written) is bool(quote)
    assert ASKED in written
    with bank.reading() as work:
        assert next((one.what, one.subject) for one in work.records.entries(5)) == ("theme_card_taken", theme)
    with pytest.raises(NotFound):
        in_room.check_back.document(ines, "nothing")
