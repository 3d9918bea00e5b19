"""Listening: nothing typed is lost, nothing is handed in without agreement, and nobody sees another's conversation."""

from collections.abc import Callable
from typing import Any

import pytest

from insight.access.reader import Reader, Role
from insight.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from insight.measure.answers import Answer, Felt, Heard
from insight.stories.code_words import code_words
from insight.stories.collect import LONGEST, Listening
from insight.stories.consent import Consent
from insight.stories.inquiry import Prompt, Stage, TellerKind, Way
from insight.stories.interview import KindOfJob, Listener
from insight.stories.protect import Protection
from insight.stories.story import Part, State, Whose
from tests.conftest import set_up
from tests.detectors import FindsNothing

PARTNER = Listener(None, KindOfJob.ORGANISATION)
PROMPTS = (
    Prompt("", Stage.DISCOVERY, "What went well?"),
    Prompt("", Stage.DREAM, "And in an ideal world?"),
    Prompt("", Stage.DESIGN, "For workers only.", teller=TellerKind.WORKER),
)


@pytest.fixture
def hints() -> list[str]:
    return []


@pytest.fixture
def listening(bank: Any, clock: Any, hints: list[str]) -> Listening:
    return Listening(bank, code_words, clock, hints.append)


@pytest.fixture
def mo(bank: Any, clock: Any) -> Reader:
    with bank.writing() as work:
        account = work.people.add("mo", "Mo", Role.INTERVIEWER, None, clock())
        work.inquiries.add("Warmth", "To learn.", PROMPTS, clock())
    set_up(bank)
    return Reader(account, "Mo", Role.INTERVIEWER)


@pytest.fixture
def opened(listening: Listening, mo: Reader) -> str:
    return listening.open(mo, listening.inquiries(mo)[0].id, PARTNER, KindOfJob.KEEPING_GOING, Way.PHONE, "hostel")


def told(listening: Listening, mo: Reader, opened: str, *, agreed: Consent | None) -> None:
    """Everything a pair fills in."""
    listening.tells(mo, opened, 1, teller=TellerKind.PERSON)
    listening.words_are(mo, opened, 1, Whose.THEY_WROTE_IT)
    prompts = [one.id for one in listening.questions(mo, opened)]
    listening.save(mo, opened, prompts[1], "A key of my own.", 0)
    listening.save(mo, opened, "story", "They rang\r\nuntil I answered. ", 0)
    listening.save(mo, opened, "difference", "Being rung.", 0)
    listening.feel(mo, opened, 1, Felt(Answer.BETTER, "last summer", heard=Heard.YES))
    if agreed is not None:
        listening.agree(mo, opened, 1, agreed)


def test_from_the_first_word_to_the_card(
    bank: Any, clock: Any, listening: Listening, mo: Reader, opened: str, hints: list[str]
) -> None:
    told(listening, mo, opened, agreed=Consent(inside=True, quotes=False))
    assert len(listening.questions(mo, opened)) == 2  # not the one for workers
    handed = listening.submit(mo, opened)
    assert hints == list(handed.stories)
    [card] = handed.cards
    assert len((card.code or "").split()) == 4
    protection = Protection(bank, FindsNothing, clock, clock.now - clock.now, hints.append)
    protection.detect_next("test")
    proposal = protection.proposal(mo, handed.stories[0])
    text = proposal.original.reveal()
    assert [(text[one.start : one.end], one.part, one.whose) for one in proposal.stretches] == [
        ("A key of my own.", Part.ANSWER, Whose.THEY_WROTE_IT),
        ("They rang\nuntil I answered.", Part.STORY, Whose.THEY_WROTE_IT),
        ("Being rung.", Part.DIFFERENCE, Whose.THEY_WROTE_IT),
    ]
    assert proposal.stretches[0].prompt == "And in an ideal world?"
    with pytest.raises(NotFound):  # handed in once
        listening.submit(mo, opened)
    assert listening.unfinished(mo) == ()


def test_nothing_typed_is_overwritten(listening: Listening, mo: Reader, opened: str) -> None:
    first = listening.save(mo, opened, "story", "One.", 0)
    second = listening.save(mo, opened, "story", "One. Two.", first.revision)
    with pytest.raises(Conflict):
        listening.save(mo, opened, "story", "Another screen.", first.revision)
    assert listening.drafts(mo, opened)["story"].text == "One. Two."
    assert second.revision > first.revision


@pytest.mark.parametrize("field", ["", "feelings", "nosuch"])
def test_there_are_only_so_many_places_to_write(listening: Listening, mo: Reader, opened: str, field: str) -> None:
    with pytest.raises(BadInput):
        listening.save(mo, opened, field, "x", 0)


def test_too_long_a_text_leaves_what_was_saved(listening: Listening, mo: Reader, opened: str) -> None:
    listening.save(mo, opened, "story", "x" * LONGEST, 0)
    with pytest.raises(BadInput, match="is kept"):
        listening.save(mo, opened, "story", "x" * (LONGEST + 1), 1)
    assert len(listening.drafts(mo, opened)["story"].text) == LONGEST


@pytest.mark.parametrize(
    ("agreed", "says"), [(None, "Ask for their agreement first"), (Consent(inside=False), "did not agree")]
)
def test_without_agreement_nothing_is_handed_in(
    listening: Listening, mo: Reader, opened: str, agreed: Consent | None, says: str
) -> None:
    told(listening, mo, opened, agreed=agreed)
    with pytest.raises(Refused, match=says):
        listening.submit(mo, opened)
    assert listening.drafts(mo, opened)["story"].text


def test_nothing_written_is_nothing_to_hand_in(listening: Listening, mo: Reader, opened: str) -> None:
    told(listening, mo, opened, agreed=Consent(inside=True))
    for field, draft in listening.drafts(mo, opened).items():
        if field != "difference":
            listening.save(mo, opened, field, " \n", draft.revision)
    with pytest.raises(Refused, match="Nothing has been written down yet"):
        listening.submit(mo, opened)


def test_discarding_leaves_nobody_behind(bank: Any, listening: Listening, mo: Reader, opened: str) -> None:
    told(listening, mo, opened, agreed=Consent(inside=False))
    listening.leave(mo, opened, 1)
    with bank.reading() as work:
        assert work.stories.count_by_state() == {}
    for table in ("storyteller", "consent", "interview", "telling", "draft", "data_key"):
        with bank.engine.connect() as connection:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0, table


def test_what_was_agreed_can_be_agreed_anew(listening: Listening, mo: Reader, opened: str, clock: Any) -> None:
    listening.agree(mo, opened, 1, Consent(inside=True, outside=True))
    listening.agree(mo, opened, 1, Consent(inside=True, outside=False))
    agreed = listening.agreed(mo, opened)
    assert agreed is not None
    assert (agreed.inside, agreed.outside, agreed.taken_by, agreed.given_on) == (True, False, mo.id, clock.now.date())


@pytest.mark.parametrize(
    "do",
    [
        lambda listening, who, one: listening.get(who, one),
        lambda listening, who, one: listening.drafts(who, one),
        lambda listening, who, one: listening.agreed(who, one),
        lambda listening, who, one: listening.questions(who, one),
        lambda listening, who, one: listening.save(who, one, "story", "x", 0),
        lambda listening, who, one: listening.feel(who, one, 1, None),
        lambda listening, who, one: listening.agree(who, one, 1, Consent(inside=True)),
        lambda listening, who, one: listening.leave(who, one, 1),
        lambda listening, who, one: listening.tells(who, one, 1, teller=TellerKind.FAMILY),
        lambda listening, who, one: listening.somebody_else(who, one, TellerKind.PERSON),
        lambda listening, who, one: listening.another_story(who, one, 1),
        lambda listening, who, one: listening.came_back(who, one, 1, "somebody"),
        lambda listening, who, one: listening.submit(who, one),
    ],
    ids=[
        "get",
        "drafts",
        "agreed",
        "questions",
        "save",
        "feel",
        "agree",
        "leave",
        "tells",
        "more",
        "story",
        "back",
        "submit",
    ],
)
def test_a_conversation_is_its_pair_s_alone(listening: Listening, opened: str, do: Callable[..., object]) -> None:
    with pytest.raises(NotFound):
        do(listening, Reader("other", "Other", Role.INTERVIEWER), opened)
    with pytest.raises(NotAllowed):
        do(listening, Reader("s", "Steward", Role.STEWARD), opened)


def test_stories_in_review_are_the_state_s(bank: Any, listening: Listening, mo: Reader, opened: str) -> None:
    told(listening, mo, opened, agreed=Consent(inside=True))
    listening.submit(mo, opened)
    with bank.reading() as work:
        assert work.stories.count_by_state() == {State.RECEIVED: 1}


def test_a_group_has_permissions_of_its_own_each(
    bank: Any, listening: Listening, mo: Reader, opened: str, hints: list[str]
) -> None:
    told(listening, mo, opened, agreed=Consent(inside=True, outside=True))
    second = listening.somebody_else(mo, opened, TellerKind.FAMILY)
    third = listening.somebody_else(mo, opened, TellerKind.WORKER)
    listening.agree(mo, opened, second, Consent(inside=True, outside=False))
    listening.call(mo, opened, second, "  Nan   Bright ")
    listening.save(mo, opened, f"{second}.story", "I held her coat.", 0)
    listening.save(mo, opened, f"{third}.story", "Nobody may keep this.", 0)
    listening.agree(mo, opened, third, Consent(inside=False))
    with pytest.raises(Refused, match="did not agree"):
        listening.submit(mo, opened)
    listening.leave(mo, opened, third)
    assert set(listening.drafts(mo, opened)) & {f"{third}.story"} == set()
    handed = listening.submit(mo, opened)
    assert [card.place for card in handed.cards] == [1, second]
    assert len({card.code for card in handed.cards}) == 2
    assert hints == list(handed.stories)
    with bank.reading() as work:
        tellers = [work.stories.storyteller_of(story) for story in handed.stories]
        assert [work.tellers.called(teller) for teller in tellers] == ["", "Nan Bright"]
        assert [card.agreed.outside for card in handed.cards] == [True, False]
    with bank.engine.connect() as connection:  # the one who said no has left nothing
        for table, number in (("storyteller", 2), ("consent", 2), ("telling", 0), ("draft", 0)):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == number, table


def test_leaving_takes_only_the_words_of_that_person(listening: Listening, mo: Reader, opened: str) -> None:
    told(listening, mo, opened, agreed=None)
    second = listening.somebody_else(mo, opened, TellerKind.PERSON)
    listening.save(mo, opened, f"{second}.difference", "A lift home.", 0)
    listening.leave(mo, opened, 1)
    assert list(listening.drafts(mo, opened)) == [f"{second}.difference"]
    assert listening.get(mo, opened).telling(1).place == second


def test_several_stories_of_one_person_come_in_apart(bank: Any, listening: Listening, mo: Reader, opened: str) -> None:
    told(listening, mo, opened, agreed=Consent(inside=True))
    listening.another_story(mo, opened, 1)
    listening.another_story(mo, opened, 1)
    listening.save(mo, opened, "story.3", "And then the dog came.", 0)
    [card] = listening.submit(mo, opened).cards
    assert len(card.stories) == 2  # an empty page is no story
    with bank.reading() as work:
        words = [work.vault.fetch(story, "original") for story in card.stories]
        assert words[0] is not None
        assert words[0].endswith("Being rung.")
        assert words[1] == "And then the dog came."
    with bank.engine.connect() as connection:
        felt = connection.exec_driver_sql("SELECT story, felt_heard FROM feeling").all()
    assert [tuple(row) for row in felt] == [(card.stories[0], "yes")]


def test_whoever_comes_back_keeps_their_card(bank: Any, listening: Listening, mo: Reader, opened: str) -> None:
    told(listening, mo, opened, agreed=Consent(inside=True))
    [first] = listening.submit(mo, opened).cards
    with bank.reading() as work:
        teller = work.stories.storyteller_of(first.stories[0])
    again = listening.open(mo, listening.inquiries(mo)[0].id, PARTNER)
    listening.came_back(mo, again, 1, teller)
    told(listening, mo, again, agreed=Consent(inside=True))
    [second] = listening.submit(mo, again).cards
    assert second.code is None
    with bank.reading() as work:
        assert work.stories.storyteller_of(second.stories[0]) == teller


def test_a_worker_is_asked_about_work_and_kept_apart(bank: Any, listening: Listening, mo: Reader, opened: str) -> None:
    told(listening, mo, opened, agreed=Consent(inside=True))
    listening.tells(mo, opened, 1, teller=TellerKind.WORKER)
    listening.feel(mo, opened, 1, Felt(Answer.WORSE))
    listening.submit(mo, opened)
    with bank.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT of_work FROM feeling").scalar_one() == 1


def test_one_story_of_a_conversation_can_go_and_the_other_stays(
    bank: Any, listening: Listening, mo: Reader, opened: str
) -> None:
    told(listening, mo, opened, agreed=Consent(inside=True))
    listening.another_story(mo, opened, 1)
    listening.save(mo, opened, "story.2", "And then the dog came.", 0)
    first, second = listening.submit(mo, opened).stories
    for story, left in ((first, 1), (second, 0)):
        with bank.writing() as work:
            work.stories.delete(story)
            work.interviews.forget(opened)
        with bank.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM interview").scalar_one() == left


def test_the_questions_stay_those_of_the_beginning(bank: Any, listening: Listening, mo: Reader, opened: str) -> None:
    before = listening.questions(mo, opened)
    with bank.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO question_set (id, inquiry, version, frozen) SELECT 'next', inquiry, 2, 0 FROM question_set"
        )
    assert listening.questions(mo, opened) == before


def test_taps_leave_one_version_of_what_was_agreed(bank: Any, listening: Listening, mo: Reader, opened: str) -> None:
    for inside in (None, True, False, True):
        listening.agree(mo, opened, 1, Consent(inside=inside))
    with bank.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM consent").scalar_one() == 1
    agreed = listening.agreed(mo, opened)
    assert agreed is not None
    assert agreed.erase_on == listening.kept_until()
