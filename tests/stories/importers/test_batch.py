"""Which rows come in, and how dates, feelings and tellers are read from free words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.errors import BadInput
from insight.stories.importers import batch
from insight.stories.importers.batch import Found, Refusal, Row, judge, read_date, read_feeling, teller_kind
from insight.stories.importers.columns import columns_of


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-04", date(2025, 3, 4)),
        ("2025-03-04T10:11:12", date(2025, 3, 4)),
        ("2025-03-04 00:00:00", date(2025, 3, 4)),
        ("04/03/2025", date(2025, 3, 4)),
        ("4/3/25", date(2025, 3, 4)),
        ("4.3.2025", date(2025, 3, 4)),
        ("31/12/2024 14:05", date(2024, 12, 31)),
        ("4 March 2025", date(2025, 3, 4)),
        ("4th of Mar 2025", date(2025, 3, 4)),
        ("Tuesday, 4th March 2025", date(2025, 3, 4)),
        ("4-Mar-25", date(2025, 3, 4)),
        ("March 4, 2025", date(2025, 3, 4)),
        ("Sept. 2024", date(2024, 9, 1)),
        ("12/31/2024", None),
        ("30 February 2025", None),
        ("mayhem 2025", None),
        ("last week", None),
        ("2025", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_read_as_people_in_the_uk_write_it(written: str | None, day: date | None) -> None:
    assert read_date(written) == day


@given(st.text())
def test_no_cell_makes_the_readers_fail(cell: str) -> None:
    read_date(cell)
    read_feeling(cell)
    assert teller_kind(cell) in {"person", "worker", "manager", "commissioner", "family"}


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_is_read_in_each_way_of_writing_it(day: date) -> None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%B %d, %Y"):
        assert read_date(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("written", "feeling"),
    [
        ("1", "much_worse"), (" 2 ", "worse"), ("3", "same"), ("4.0", "better"), ("5", "much_better"),
        ("up_and_down", "up_and_down"), ("rather_not", "rather_not"),
        ("0", None), ("6", None), ("4.5", None), ("fine", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_a_feeling_is_an_answer_of_ours_or_nothing(written: str | None, feeling: str | None) -> None:
    assert read_feeling(written) == feeling


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (None, "person"), ("", "person"), ("person using services", "person"), ("Client of a key worker", "person"),
        ("woman, 40s", "person"), ("service user", "person"),
        ("worker", "worker"), ("Keyworker, two years", "worker"), ("family support worker", "worker"),
        ("night staff", "worker"), ("GP", "worker"), ("Outreach nurse", "worker"), ("cleaner", "worker"),
        ("Service manager", "manager"), ("CEO", "manager"), ("Head of housing", "manager"),
        ("commissioner", "commissioner"), ("commissioning manager", "commissioner"),
        ("mum", "family"), ("grandmother of a resident", "family"), ("family member", "family"), ("carer", "family"),
    ],
)  # fmt: skip
def test_free_words_about_the_teller_become_one_of_five_kinds(words: str | None, kind: str) -> None:
    assert teller_kind(words) == kind


@pytest.mark.parametrize(
    ("story", "why"),
    [
        (Found(1), "there is no text in it"),
        (Found(1, " \n\t"), "there is no text in it"),
        (Found(1, "a" * (batch.MAX_TEXT + 1)), "longer than 200,000"),
        (Found(1, "went\0home"), "unreadable characters"),
        (Found(1, "went home", teller="a\0b"), "unreadable characters"),
        (Found(1, "went \udc81 home"), "letters cannot be read"),
        (Found(1, "went home", ref="r" * 201), "“ref” is longer"),
        (Found(1, "went home", storyteller="r" * 201), "“storyteller” is longer"),
        (Found(1, "went home", fault="its page is torn"), "its page is torn"),
    ],
)
def test_a_row_that_cannot_come_in_says_why_without_its_text(story: Found, why: str) -> None:
    [refused] = judge([story])
    assert isinstance(refused, Refusal)
    assert why in refused.why
    assert "home" not in repr(refused)


def test_the_same_text_twice_is_refused_with_the_number_of_the_first() -> None:
    first, second, other = judge(
        [Found(3, "I was  heard.\n"), Found(5, "I was heard.", ref="b"), Found(6, "I was not.")]
    )
    assert isinstance(first, Row)
    assert second == Refusal(5, "b", "the same text as row 3")
    assert isinstance(other, Row)


def test_a_row_comes_in_exactly_as_written_and_never_shows_its_text() -> None:
    [row] = judge([Found(1, " Ok \r\n so ", " a1 ", "4/3/2025", "t" * 300, "4", " four words ")])
    assert isinstance(row, Row)
    assert row.text.reveal() == " Ok \n so "
    assert (row.ref, row.told_on, row.feeling, row.storyteller) == ("a1", date(2025, 3, 4), "better", "four words")
    assert row.teller == "t" * batch.MAX_CELL
    assert "Ok" not in repr(row)


def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MAX_ROWS", 2)
    with pytest.raises(BadInput, match="more than 2 rows"):
        list(judge(Found(n, f"story {n}") for n in range(3)))


def test_wrong_columns_are_named_and_so_is_the_needed_one() -> None:
    with pytest.raises(BadInput, match=r"no column named “text”.*The columns are: story, when"):
        columns_of(["Story", "When", ""])


def test_a_story_in_the_place_of_the_header_is_not_repeated() -> None:
    with pytest.raises(BadInput) as refused:
        columns_of(["Shaz told me she slept in the car park", "2025"])
    assert "Shaz" not in str(refused.value)
