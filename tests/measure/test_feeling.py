"""People are counted once in each group, in an order that says nothing, and small groups stay unseen."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.access.reader import Reader, Role, operator
from insight.clock import now
from insight.errors import NotAllowed
from insight.measure.answers import Against, Answer, Felt, Heard, Since
from insight.measure.feeling import Feeling, Grouping, HeardRow, Missing, Row
from insight.measure.said import EVERYONE, Others
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind


@pytest.fixture
def feeling(bank):
    return Feeling(bank, now, small_number=5)


@pytest.fixture
def tell_many(tell):
    def told(number, answer, **facts):
        return [tell(feeling=answer, **facts) for _ in range(number)]

    return told


def storyteller_of(bank, story):
    with bank.reading() as work:
        return work.stories.storyteller_of(story)


def test_everyone_is_counted_by_answer(feeling, tell_many):
    for number, answer in zip((5, 6, 7, 8, 9, 10, 11), Answer, strict=True):
        tell_many(number, answer)
    assert feeling.overall(operator()) == Row(EVERYONE, 56, 45, 5, 6, 7, 8, 9, 10)


def test_an_empty_bank_has_no_groups(feeling):
    assert feeling.counts(operator(), Grouping.INQUIRY) == ()
    assert feeling.overall(operator()).answered is None


def test_somebody_counts_once_a_group_with_their_newest_answer(bank, feeling, tell, tell_many):
    tell_many(6, Answer.WORSE, told_on=date(2026, 3, 31))
    for story in tell_many(6, Answer.SAME, told_on=date(2026, 1, 5)):
        who = storyteller_of(bank, story)
        tell(feeling=Answer.BETTER, storyteller=who, told_on=date(2026, 5, 5))
        tell(feeling=Answer.WORSE, storyteller=who, told_on=date(2026, 4, 5))
        tell(feeling=Answer.MUCH_WORSE, storyteller=who, told_on=None)
    assert feeling.overall(operator()) == Row(EVERYONE, 12, 12, 0, 6, 0, 6, 0, 0)
    quarters = feeling.counts(operator(), Grouping.QUARTER)
    assert quarters == (
        Row("2026 Q1", 12, 12, 0, 6, 6, 0, 0, 0),
        Row("2026 Q2", 6, 6, 0, 0, 0, 6, 0, 0),
        Row("no date", 6, 6, 6, 0, 0, 0, 0, 0),
    )


def test_a_newest_answer_of_rather_not_say_is_asked_but_not_answered(bank, feeling, tell, tell_many):
    tell_many(8, Answer.SAME)
    for story in tell_many(5, Answer.BETTER, told_on=date(2026, 5, 1)):
        tell(feeling=Answer.RATHER_NOT, storyteller=storyteller_of(bank, story), told_on=date(2026, 6, 1))
    assert feeling.overall(operator()) == Row(EVERYONE, 13, 8, 0, 0, 8, 0, 0, 0)


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (Grouping.INQUIRY, ["Autumn", "Spring"]),
        (Grouping.QUARTER, ["2025 Q4", "2026 Q2", "no date"]),
        (Grouping.TELLER, ["person", "worker", "family"]),
    ],
)
def test_groups_stand_in_their_natural_order(feeling, tell_many, by, names):
    tell_many(9, Answer.BETTER, inquiry="Spring", teller=TellerKind.FAMILY, told_on=None)
    tell_many(5, Answer.WORSE, inquiry="Autumn", teller=TellerKind.WORKER, told_on=date(2026, 6, 30))
    tell_many(6, Answer.WORSE, inquiry="Spring", teller=TellerKind.PERSON, told_on=date(2025, 12, 31))
    tell_many(7, Answer.BETTER, inquiry="Spring", teller=TellerKind.PERSON, told_on=date(2026, 4, 1))
    assert [row.group for row in feeling.counts(operator(), by)] == names


def test_a_small_group_is_hidden_with_one_beside_it(feeling, tell_many):
    tell_many(9, Answer.BETTER, inquiry="One")
    tell_many(6, Answer.BETTER, inquiry="Two")
    tell_many(3, Answer.BETTER, inquiry="Three")
    assert feeling.overall(operator()).better == 18
    assert [
        (row.group, row.answered, row.better, row.asked) for row in feeling.counts(operator(), Grouping.INQUIRY)
    ] == [
        ("One", 9, 9, 9),
        ("Three", None, None, None),
        ("Two", None, None, None),
    ]


def test_stories_told_about_somebody_or_not_agreed_to_do_not_count(feeling, tell_many):
    tell_many(6, Answer.SAME)
    tell_many(6, Answer.WORSE, told_about=True)
    tell_many(6, Answer.WORSE, consent=Consent(inside=False))
    assert feeling.overall(operator()).answered == 6


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.READER, Role.SYSTEM])
def test_only_those_who_learn_from_it_see_it(feeling, role):
    with pytest.raises(NotAllowed):
        feeling.overall(Reader("r", "R", role))
    with pytest.raises(NotAllowed):
        feeling.counts(Reader("r", "R", role), Grouping.TELLER)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(Answer), st.integers(1, 12), st.integers(1, 3)), max_size=6))
def test_shown_groups_never_exceed_everyone(feeling, tell, told):
    """The bank fills up from example to example; what is shown of groups stays within what is shown overall."""
    for answer, month, inquiry in told:
        tell(feeling=answer, told_on=date(2026, month, 1), inquiry=f"Round {inquiry}")
    overall = feeling.overall(operator())
    for by in Grouping:
        rows = feeling.counts(operator(), by)
        for figure in ("asked", "answered", "better", "worse"):
            whole, shown = getattr(overall, figure), [getattr(row, figure) for row in rows]
            assert all(x is None or x == 0 or x >= 5 for x in shown)
            if None not in shown and whole is not None:
                assert sum(shown) == whole


OTHERS = "We asked those who were there and willing; we do not know about the others."
LEFT_OUT = "Some answers are left out, because so few people gave them that they could be known."


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            Row("x", 42, 42, 0, 7, 9, 20, 6, 0),
            f"Of 42 people who answered, 26 feel better, 9 about the same, 7 worse. {OTHERS}",
        ),
        (
            Row("x", 1042, 1042, 0, 0, 9, 1020, 6, 7),
            f"Of 1,042 people who answered, 1,026 feel better, 9 about the same, none worse, 7 up and down. {OTHERS}",
        ),
        (
            Row("x", None, 42, None, 7, 9, 20, None, 0),
            "Of 42 people who answered, at least 20 feel better, 9 about the same, at least 7 worse. "
            f"{LEFT_OUT} {OTHERS}",
        ),
        (Row("x", None, 8, None, None, None, None, None, None), f"8 people answered. {LEFT_OUT} {OTHERS}"),
        (
            Row("x", *[None] * 8),
            "Too few people answered, here or in a group beside this one, so we do not show how they feel.",
        ),
        (Row(EVERYONE, *[None] * 8), "Fewer than five people answered, so we do not show how they feel."),
    ],
)
def test_a_row_is_said_in_words(feeling, row, words):
    assert feeling.in_words(row) == words


# Times of different length, and what is kept apart.


def felt(answer, since=None, **more):
    return Felt(answer, "then", since, **more)


def test_times_of_different_length_are_never_counted_together(feeling, tell_many):
    tell_many(9, felt(Answer.BETTER, Since.MONTHS))
    tell_many(6, felt(Answer.WORSE, Since.YEARS))
    tell_many(7, felt(Answer.SAME))
    tell_many(4, felt(Answer.SAME, Since.WEEKS))
    assert feeling.overall(operator()) == Row(EVERYONE, 9, 9, 0, 0, 0, 9, 0, 0), "what most chose"
    assert feeling.overall(operator(), Against.YEARS) == Row(EVERYONE, 6, 6, 0, 6, 0, 0, 0, 0)
    assert [(one.against, one.row.answered) for one in feeling.lengths(operator())] == [
        (Against.WEEKS, None), (Against.MONTHS, 9), (Against.YEARS, 6), (Against.UNSAID, 7),
    ]  # fmt: skip
    assert feeling.counts(operator(), Grouping.TELLER, Against.UNSAID)[0].same == 7


def test_somebody_who_compared_with_two_times_counts_in_each(bank, feeling, tell, tell_many):
    for story in tell_many(6, felt(Answer.BETTER, Since.MONTHS)):
        tell(feeling=felt(Answer.WORSE, Since.YEARS), storyteller=storyteller_of(bank, story))
    assert feeling.overall(operator(), Against.MONTHS).better == 6
    assert feeling.overall(operator(), Against.YEARS).worse == 6


def test_by_a_stranger_or_somebody_they_know(feeling, tell_many):
    tell_many(8, felt(Answer.BETTER, asked_by_known=True))
    tell_many(7, felt(Answer.SAME, asked_by_known=False))
    tell_many(6, felt(Answer.WORSE))
    rows = feeling.counts(operator(), Grouping.ASKED_BY)
    assert [(row.group, row.answered) for row in rows] == [("known", 8), ("stranger", 7), ("not said", 6)]


def test_how_it_is_to_work_here_stands_by_itself(feeling, tell_many):
    tell_many(6, felt(Answer.WORSE, Since.YEAR, of_work=True), teller=TellerKind.WORKER)
    tell_many(9, felt(Answer.BETTER, Since.YEAR))
    assert feeling.overall(operator()) == Row(EVERYONE, 9, 9, 0, 0, 0, 9, 0, 0)
    assert feeling.at_work(operator()) == Row(EVERYONE, 6, 6, 0, 6, 0, 0, 0, 0)
    assert [one.against for one in feeling.lengths_at_work(operator())] == [Against.YEAR]


def test_the_length_most_chosen_at_work_is_known_where_the_figures_are_hidden(feeling, tell_many):
    tell_many(9, felt(Answer.BETTER, Since.MONTHS))
    tell_many(1, felt(Answer.WORSE, Since.MONTHS, of_work=True), teller=TellerKind.WORKER)
    tell_many(3, felt(Answer.SAME, Since.YEARS, of_work=True), teller=TellerKind.WORKER)
    first, second = feeling.lengths_at_work(operator())
    assert first.row == second.row
    assert (first.against, second.against) == (Against.MONTHS, Against.YEARS)
    assert feeling.most_chosen(operator(), at_work=True) is Against.YEARS
    assert feeling.most_chosen(operator()) is Against.MONTHS


def test_how_it_was_to_be_asked_stands_by_itself(feeling, tell_many):
    for number, heard in ((9, Heard.YES), (6, Heard.PARTLY), (2, Heard.NO), (5, Heard.RATHER_NOT)):
        tell_many(number, felt(Answer.SAME, heard=heard))
    row = feeling.heard(operator())
    assert row == HeardRow(17, 9, None, None)
    assert feeling.heard_in_words(row).startswith(
        "Of 17 people who told us how it was to be asked, 9 felt heard. Some answers are left out"
    )


@pytest.mark.parametrize(
    ("years", "rather_not", "not_asked", "missing", "words"),
    [
        pytest.param(
            7, 6, 8, Missing(6, 8, 0, None),
            ("8 people told us something and were not asked.", "6 people would rather not say."), id="told apart",
        ),
        pytest.param(
            3, 6, 8, Missing(None, None, None, 17),
            ("17 more people told us something and are not counted here. They were not asked, would rather not say, "
             "or were asked something else.",), id="else the few with years would be what is left",
        ),
        pytest.param(7, 2, 8, Missing(None, None, None, 10), None, id="few would rather not"),
        pytest.param(7, 2, 1, Missing(None, None, None, None), None, id="few at all"),
        pytest.param(7, 0, 0, Missing(0, 0, 0, None), (), id="nobody is missing"),
    ],
)  # fmt: skip
def test_who_is_not_counted(feeling, tell_many, years, rather_not, not_asked, missing, words):
    tell_many(9, felt(Answer.BETTER, Since.MONTHS))
    tell_many(years, felt(Answer.BETTER, Since.YEARS))
    tell_many(rather_not, felt(Answer.RATHER_NOT))
    tell_many(not_asked, None)
    tell_many(7, None, told_about=True)
    assert feeling.missing(operator()) == missing
    assert words is None or feeling.missing_in_words(missing) == words


@pytest.mark.parametrize(
    ("not_asked", "others"), [(0, Others.FEW), (2, Others.SOME), (9, Others.SOME), (10, Others.MOST)]
)
def test_a_group_says_how_many_are_not_in_it_no_more_exact_than_that(feeling, tell_many, not_asked, others):
    tell_many(9, Answer.BETTER)
    tell_many(not_asked, None)
    [row] = feeling.counts(operator(), Grouping.INQUIRY)
    assert row.others is others


def test_two_groups_of_nearly_the_same_people_are_not_both_shown(feeling, tell_many):
    """All of a round told in one quarter, and one person more: the quarter less the round is that person."""
    tell_many(12, Answer.BETTER, inquiry="One", told_on=date(2026, 5, 1))
    tell_many(1, Answer.BETTER, inquiry="Two", told_on=date(2026, 5, 2))
    tell_many(12, Answer.BETTER, inquiry="Two", told_on=date(2026, 1, 2))
    tell_many(12, Answer.BETTER, inquiry="Three", told_on=date(2025, 1, 2))
    rows = {row.group: row.answered for by in Grouping for row in feeling.counts(operator(), by)}
    assert not (rows["One"] and rows["2026 Q2"])
    assert rows["Three"] == 12 or rows["2025 Q1"] == 12
