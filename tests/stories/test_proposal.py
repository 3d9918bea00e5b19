"""Striking, the log of changes, and counting what was missed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.access.reader import Reader, Role
from insight.errors import Refused
from insight.stories.mask import apply
from insight.stories.proposal import LEFT_OUT, Proposal, load, missed
from insight.stories.protect import Protection
from insight.stories.received import whole
from insight.stories.spans import Label, Span, Tier
from insight.stories.text import Original

MO = Reader("mo", "Mo", Role.INTERVIEWER)
WORDS = "Shaz came. I told Shaz of the fair at Elmfane. She laughed."


def span(start: int, end: int, label: Label = Label.PERSON, tier: Tier = Tier.MASK, words: str = "[friend 1]") -> Span:
    return Span(start, end, label, tier, words, "test", "why", f"{label}:{start}")


MACHINE = (span(0, 4), span(18, 22), span(29, 33, Label.EVENT, Tier.SUGGEST, "[event 1]"))


def test_a_sentence_is_struck_where_it_stands_in_the_original() -> None:
    proposal = Proposal("s", Original(WORDS), MACHINE, whole(WORDS))
    text, _ = proposal.outcome()
    start, end = text.index("I told"), text.index(" She")
    after = apply(WORDS, proposal.struck(start, end)).text
    assert after == f"[friend 1] came. {LEFT_OUT} She laughed."


@pytest.mark.parametrize("words", ["", "  "])
def test_nothing_is_not_struck(words: str) -> None:
    proposal = Proposal("s", Original("a" + words + " b"), (), whole("a b"))
    with pytest.raises(Refused, match="nothing to strike"):
        proposal.struck(1, 1 + len(words))


@given(st.data())
def test_whatever_is_struck_is_gone_and_the_rest_stays(data: st.DataObject) -> None:
    proposal = Proposal("s", Original(WORDS), MACHINE[:2], whole(WORDS))
    text, _ = proposal.outcome()
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    after = apply(WORDS, proposal.struck(start, end)).text
    assert LEFT_OUT in after
    assert "Shaz" not in after
    before, behind = after.split(LEFT_OUT)
    assert text.startswith(before)
    assert text.endswith(behind)


def test_changes_are_logged_without_words_and_misses_counted(bank: Any, clock: Any, tell: Callable[..., str]) -> None:
    class Detector:
        def detect(self, text: str) -> tuple[Span, ...]:
            return MACHINE

    protection = Protection(bank, Detector, clock, timedelta(days=1), lambda _: None)
    story = tell(words=WORDS, before_review=True, brought_by="mo")
    protection.detect_next("test")
    added = Span(38, 45, Label.PLACE, Tier.MASK, "[place 1]", "reviewer", "", "added 1")
    protection.decide(MO, story, [MACHINE[0].hidden(False), MACHINE[1], MACHINE[2].hidden(True), added])
    said = [(one.what, one.label, one.times) for one in protection.changes(MO, story)]
    assert sorted(said) == [("added", Label.PLACE, 1), ("left in", Label.PERSON, 1), ("taken out", Label.EVENT, 1)]
    with bank.reading() as work:
        counts = missed(work, load(work, story))
    assert counts == {
        ("PERSON", "proposed"): 2, ("PERSON", "taken away"): 1, ("EVENT", "accepted"): 1, ("PLACE", "added"): 1,
    }  # fmt: skip
    text, _ = protection.preview(MO, story)
    protection.strike(MO, story, text.index("She"), len(text))
    protection.approve(MO, story)
    with bank.reading() as work:
        assert work.reviews.counts()["PLACE", "added"] == 1
        assert work.reviews.counts()["", "stories"] == 1
        assert ("EVENT", "added") not in work.reviews.counts()  # what a teller strikes, no machine missed
