"""Until when something has to be answered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.governance.asked import FOI_WORKING_DAYS, KIND_WORDS, OUTCOME_WORDS, Kind, Outcome, due_on


@pytest.mark.parametrize(
    ("kind", "received", "due"),
    [
        (Kind.REMOVAL, date(2026, 6, 3), date(2026, 7, 3)),
        (Kind.OBJECTION, date(2026, 12, 15), date(2027, 1, 15)),
        (Kind.COPY, date(2026, 1, 31), date(2026, 2, 28)),
        (Kind.COPY, date(2028, 1, 31), date(2028, 2, 29)),
        (Kind.CORRECTION, date(2026, 3, 31), date(2026, 4, 30)),
        (Kind.LOST_CARD, date(2026, 11, 30), date(2026, 12, 30)),
        (Kind.COMPLAINT, date(2026, 1, 31), date(2026, 3, 2)),
        (Kind.POLICE, date(2026, 6, 3), date(2026, 6, 3)),
        (Kind.COURT, date(2026, 6, 6), date(2026, 6, 6)),
        (Kind.FOI, date(2026, 6, 1), date(2026, 6, 29)),  # a Monday to a Monday, four weeks on
        (Kind.FOI, date(2026, 6, 6), date(2026, 7, 3)),  # a Saturday: counting begins on Monday
    ],
)
def test_until_when(kind, received, due):
    assert due_on(kind, received) == due


@given(st.sampled_from(Kind), st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_it_is_never_before_it_came_nor_later_than_the_law_allows(kind, received):
    due = due_on(kind, received)
    assert received <= due <= received + timedelta(days=31)
    if kind is Kind.FOI:
        days = [received + timedelta(days=number) for number in range(1, (due - received).days + 1)]
        assert sum(day.weekday() < 5 for day in days) == FOI_WORKING_DAYS
        assert due.weekday() < 5


def test_each_kind_and_each_end_has_words():
    assert set(KIND_WORDS) == set(Kind)
    assert set(OUTCOME_WORDS) == set(Outcome)
