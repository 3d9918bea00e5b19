"""Protection: proposed by the machine, decided by a person, and the original gone when its quarantine ends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from insight.access.reader import Reader, Role, operator
from insight.errors import NotAllowed, NotFound, Refused
from insight.stories.protect import Protection, title_of
from insight.stories.received import whole
from insight.stories.spans import Label, Span, Tier
from insight.stories.story import Part, State, Stretch, Whose

WORDS = "Darren rang me at Alder House. Darren came."
MO = Reader("mo", "Mo", Role.INTERVIEWER)


def span(start: int, end: int, tier: Tier = Tier.MASK, replacement: str = "[friend 1]") -> Span:
    return Span(start, end, Label.PERSON, tier, replacement, "test", "a name", "e1")


class Detector:
    """Finds what it is told to."""

    def __init__(self) -> None:
        self.spans: tuple[Span, ...] = (span(0, 6), span(31, 37), span(18, 29, Tier.SUGGEST, "[house 1]"))

    def detect(self, text: str) -> tuple[Span, ...]:
        return self.spans


@pytest.fixture
def detector() -> Detector:
    return Detector()


@pytest.fixture
def protection(bank: Any, clock: Any, detector: Detector) -> Protection:
    return Protection(bank, lambda: detector, clock, timedelta(days=14), lambda _: None)


@pytest.fixture
def waiting(tell: Callable[..., str], protection: Protection) -> str:
    story = tell(words=WORDS, before_review=True, brought_by="mo")
    assert protection.detect_next("test") == story
    return story


def test_the_machine_proposes_and_a_person_decides(bank: Any, protection: Protection, waiting: str) -> None:
    assert [one.id for one in protection.waiting(MO)] == [waiting]
    proposal = protection.proposal(MO, waiting)
    assert proposal.original.reveal() == WORDS
    assert protection.preview(MO, waiting)[0] == "[friend 1] rang me at Alder House. [friend 1] came."
    protection.decide(MO, waiting, [one.hidden(True) for one in proposal.spans])
    text, stretches = protection.preview(MO, waiting)
    assert text == "[friend 1] rang me at [house 1]. [friend 1] came."
    assert stretches == whole(text)
    protection.approve(MO, waiting)
    with bank.reading() as work:
        assert work.stories.text_for_indexing(waiting) == text
        assert [one.what for one in work.records.entries(2)] == ["story_approved", "original_opened"]
        assert work.records.broken_at() is None


def test_what_was_decided_survives_a_second_look_of_the_machine(
    protection: Protection, waiting: str, tell: Callable[..., str]
) -> None:
    protection.decide(MO, waiting, [])
    assert protection.detect_next("test") is None  # a story is proposed once
    assert protection.proposal(MO, waiting).spans == ()


def test_a_story_is_looked_at_by_one_worker_at_a_time(
    bank: Any, clock: Any, protection: Protection, tell: Callable[..., str]
) -> None:
    story = tell(before_review=True)
    with bank.writing() as work:
        assert work.stories.claim(State.RECEIVED, "killed", clock()) == story
    assert protection.detect_next("test") is None
    clock.forward(minutes=3)  # the lease has run out: whoever had it is gone
    assert protection.detect_next("test") == story


def test_a_text_that_cannot_be_read_is_left_after_five_times(bank: Any, clock: Any, tell: Callable[..., str]) -> None:
    class Breaks:
        def detect(self, text: str) -> tuple[Span, ...]:
            raise ValueError("broken")

    protection = Protection(bank, Breaks, clock, timedelta(0), lambda _: None)
    tell(before_review=True)
    for _ in range(5):
        with pytest.raises(ValueError, match="broken"):
            protection.detect_next("test")
        clock.forward(minutes=3)
    assert protection.detect_next("test") is None
    with bank.reading() as work:
        assert work.stories.stuck() == 1


@pytest.mark.parametrize("days", [0, 1, 14])
def test_the_original_goes_when_the_quarantine_ends(
    bank: Any, clock: Any, detector: Detector, waiting: str, days: int
) -> None:
    protection = Protection(bank, lambda: detector, clock, timedelta(days=days), lambda _: None)
    protection.approve(MO, waiting)
    if days:
        clock.forward(days=days, minutes=-1)
        assert protection.sweep() == 0
        clock.forward(minutes=1)
        assert protection.sweep() == 1
    assert protection.sweep() == 0
    with bank.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sealed").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM data_key").scalar_one() == 0


def test_nothing_left_is_not_approved(protection: Protection, waiting: str) -> None:
    protection.decide(MO, waiting, [span(0, len(WORDS), replacement=" ")])
    with pytest.raises(Refused, match="nothing was changed"):
        protection.approve(MO, waiting)
    assert protection.waiting(MO)


def test_marks_outside_the_text_change_nothing(protection: Protection, waiting: str) -> None:
    before = protection.proposal(MO, waiting).spans
    with pytest.raises(Refused, match="outside the text"):
        protection.decide(MO, waiting, [span(0, len(WORDS) + 1)])
    assert protection.proposal(MO, waiting).spans == before


def test_in_whose_words_a_stretch_is(protection: Protection, waiting: str) -> None:
    protection.mark_words(MO, waiting, [Whose.OUR_NOTES])
    assert [one.whose for one in protection.preview(MO, waiting)[1]] == [Whose.OUR_NOTES]


@pytest.mark.parametrize(
    "do",
    [
        lambda protection, who, one: protection.proposal(who, one),
        lambda protection, who, one: protection.preview(who, one),
        lambda protection, who, one: protection.decide(who, one, []),
        lambda protection, who, one: protection.mark_words(who, one, [Whose.OUR_NOTES]),
        lambda protection, who, one: protection.approve(who, one),
    ],
    ids=["proposal", "preview", "decide", "mark words", "approve"],
)
def test_an_original_is_for_those_who_heard_it(protection: Protection, waiting: str, do: Callable[..., object]) -> None:
    for role in (Role.INTERVIEWER, Role.STEWARD, Role.PEER_RESEARCHER):
        with pytest.raises(NotFound):
            do(protection, Reader("other", "Other", role), waiting)
    with pytest.raises(NotAllowed):
        do(protection, Reader("mo", "Mo", Role.MEMBER), waiting)
    protection.approve(operator(), waiting)  # the local operator reviews everything, once
    with pytest.raises(NotFound):
        do(protection, operator(), waiting)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("It rained. We waited.", "It rained"),
        ("One line\nand another.", "One line"),
        ("word " * 30, "word " * 11 + "word …"),
        ("", ""),
    ],
)
def test_titles_are_the_story_s_own_first_words(text: str, title: str) -> None:
    assert title_of(text, whole(text)) == title


def test_a_title_is_not_taken_from_an_answer() -> None:
    stretches = (Stretch(0, 4, Part.ANSWER, Whose.THEIR_WORDS, "Well?"), Stretch(6, 15, Part.STORY, Whose.THEIR_WORDS))
    assert title_of("Yes.\n\nIt rained", stretches) == "It rained"
