"""Where a story could harm whoever is recognised, two people read it before it is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from insight.access.reader import Reader, Role
from insight.errors import NotAllowed, NotFound
from insight.stories.consent import Consent
from insight.stories.protect import Protection
from insight.stories.spans import Label, Span, Tier

WORDS = "Darren was charged with robbery. He cried. I sat with him."
MO = Reader("mo", "Mo", Role.INTERVIEWER)
PEER = Reader("pat", "Pat", Role.PEER_RESEARCHER)


class Detector:
    def detect(self, text: str) -> tuple[Span, ...]:
        return (Span(0, 6, Label.PERSON, Tier.MASK, "[friend 1]", "test", "a name", "PERSON:darren"),)


@pytest.fixture
def protection(bank: Any, clock: Any) -> Protection:
    return Protection(bank, Detector, clock, timedelta(days=14), lambda _: None)


@pytest.fixture
def once(tell: Callable[..., str], protection: Protection) -> str:
    """A story that its pair has approved."""
    story = tell(words=WORDS, before_review=True, brought_by="mo")
    protection.detect_next("test")
    assert protection.approve(MO, story) is False
    return story


def test_the_first_reader_is_not_the_second(protection: Protection, once: str) -> None:
    assert protection.waiting(MO) == protection.waiting_for_second(MO) == ()
    for do in (protection.second_look, protection.agree, protection.send_back, protection.approve, protection.proposal):
        with pytest.raises(NotFound):
            do(MO, once)
    assert [one.id for one in protection.waiting_for_second(PEER)] == [once]


def test_the_second_sees_what_would_be_kept_and_keeps_it(bank: Any, protection: Protection, once: str) -> None:
    text, _, risk = protection.second_look(PEER, once)
    assert text == "[friend 1] was charged with robbery. He cried. I sat with him."
    assert [text[one.start : one.end] for one in risk.telling] == ["[friend 1] was charged with robbery."]
    protection.strike_second(PEER, once, 0, text.index(" He cried"))
    protection.agree(PEER, once)
    with bank.reading() as work:
        assert work.stories.text_for_indexing(once) == "[left out] He cried. I sat with him."
        assert [one.what for one in work.records.entries(3)] == ["story_approved", "second_look", "story_looked_over"]
    with pytest.raises(NotFound):
        protection.agree(PEER, once)


def test_what_is_not_safe_goes_back(protection: Protection, once: str) -> None:
    protection.send_back(PEER, once)
    assert protection.waiting_for_second(PEER) == ()
    assert [one.id for one in protection.waiting(MO)] == [once]


def test_whom_the_teller_excluded_is_no_second_reader(
    bank: Any, protection: Protection, tell: Callable[..., str]
) -> None:
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern")
    excluding = Consent(inside=True, not_organisations=frozenset({lantern}))
    story = tell(words=WORDS, before_review=True, brought_by="mo", consent=excluding)
    protection.detect_next("test")
    protection.approve(MO, story)
    assert protection.waiting_for_second(Reader("pat", "Pat", Role.PEER_RESEARCHER, lantern)) == ()
    assert [one.id for one in protection.waiting_for_second(PEER)] == [story]


def test_an_interviewer_reads_only_what_the_pair_heard(protection: Protection, once: str) -> None:
    assert protection.waiting_for_second(Reader("other", "Other", Role.INTERVIEWER)) == ()
    with pytest.raises(NotAllowed):
        protection.waiting_for_second(Reader("m", "M", Role.MEMBER))
