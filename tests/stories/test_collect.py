"""Listening: nothing typed is lost, nothing is handed in without agreement, and nobody sees another's conversation."""

from collections.abc import Callable
from typing import Any

import pytest

from insight.access.reader import Reader, Role
from insight.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from insight.measure.answers import Answer
from insight.stories.code_words import code_words
from insight.stories.collect import LONGEST, Listening
from insight.stories.consent import Consent
from insight.stories.inquiry import Prompt, Stage, TellerKind, Way
from insight.stories.interview import Listener
from insight.stories.protect import Protection
from insight.stories.story import Part, State, Whose

PARTNER = Listener(None, "chief executive")
PROMPTS = (
    Prompt("", Stage.DISCOVERY, "What went well?"),
    Prompt("", Stage.DREAM, "And in an ideal world?"),
    Prompt("", Stage.DESIGN, "For workers only.", teller=TellerKind.WORKER),
)


class Finds:
    """A detector that finds nothing."""

    def detect(self, text: str) -> tuple[()]:
        return ()


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
    return Reader(account, "Mo", Role.INTERVIEWER)


@pytest.fixture
def opened(listening: Listening, mo: Reader) -> str:
    return listening.open(mo, listening.inquiries(mo)[0].id, PARTNER, "cleaner")


def told(listening: Listening, mo: Reader, opened: str, *, agreed: Consent | None) -> None:
    """Everything a pair fills in."""
    listening.describe(
        mo, opened, teller=TellerKind.PERSON, way=Way.PHONE, place_kind="hostel", told_about=False,
        whose=Whose.THEY_WROTE_IT,
    )  # fmt: skip
    prompts = [one.id for one in listening.questions(mo, opened)]
    listening.save(mo, opened, prompts[1], "A key of my own.", 0)
    listening.save(mo, opened, "story", "They rang\r\nuntil I answered. ", 0)
    listening.save(mo, opened, "difference", "Being rung.", 0)
    listening.feel(mo, opened, Answer.BETTER, "last summer")
    if agreed is not None:
        listening.agree(mo, opened, agreed)


def test_from_the_first_word_to_the_card(
    bank: Any, clock: Any, listening: Listening, mo: Reader, opened: str, hints: list[str]
) -> None:
    told(listening, mo, opened, agreed=Consent(inside=True, quotes=False))
    assert len(listening.questions(mo, opened)) == 2  # not the one for workers
    handed = listening.submit(mo, opened)
    assert hints == [handed.story]
    assert len(handed.code.split()) == 4
    protection = Protection(bank, Finds, clock, clock.now - clock.now, hints.append)
    protection.detect_next("test")
    proposal = protection.proposal(mo, handed.story)
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
    listening.discard(mo, opened)
    with bank.reading() as work:
        assert work.stories.count_by_state() == {}
    for table in ("storyteller", "consent", "interview", "draft", "data_key"):
        with bank.engine.connect() as connection:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0, table


def test_what_was_agreed_can_be_agreed_anew(listening: Listening, mo: Reader, opened: str, clock: Any) -> None:
    listening.agree(mo, opened, Consent(inside=True, outside=True))
    listening.agree(mo, opened, Consent(inside=True, outside=False))
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
        lambda listening, who, one: listening.feel(who, one, None, ""),
        lambda listening, who, one: listening.agree(who, one, Consent(inside=True)),
        lambda listening, who, one: listening.discard(who, one),
        lambda listening, who, one: listening.submit(who, one),
    ],
    ids=["get", "drafts", "agreed", "questions", "save", "feel", "agree", "discard", "submit"],
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
