"""A story that somebody thinks they know leaves view at once, is made safe, and comes back."""

from collections.abc import Callable
from typing import Any

import pytest

from insight.access.reader import Reader, Role, operator
from insight.errors import NotAllowed, NotFound
from insight.stories.consent import Consent
from insight.stories.read import Reading
from insight.stories.recognised import Recognised
from insight.stories.story import State

MEMBER = Reader("m1", "Jean", Role.MEMBER)
STEWARD = Reader("s1", "Ola", Role.STEWARD)
WORDS = "She is the harbour master's widow with the parrot. Everybody was kind to her that year."


@pytest.fixture
def hinted() -> list[str]:
    return []


@pytest.fixture
def recognised(bank: Any, clock: Any, hinted: list[str]) -> Recognised:
    return Recognised(bank, clock, hinted.append, lambda: hinted.append("flushed") is None)


@pytest.fixture
def reading(bank: Any, clock: Any) -> Reading:
    return Reading(bank, clock)


def test_it_leaves_everybody_s_view(tell: Callable[..., str], recognised: Recognised, reading: Reading) -> None:
    story = tell()
    recognised.say(MEMBER, story)
    for reader in (MEMBER, STEWARD, operator()):
        with pytest.raises(NotFound):
            reading.story(reader, story)
    assert reading.standing(operator()) == {State.PROTECTED: 1}
    with pytest.raises(NotFound):  # a second press tells nobody that it is there
        recognised.say(MEMBER, story)


def test_those_who_look_again_strike_what_gave_it_away(
    bank: Any, tell: Callable[..., str], recognised: Recognised, reading: Reading, hinted: list[str]
) -> None:
    story = tell(words=WORDS)
    recognised.say(MEMBER, story)
    assert [one.id for one in recognised.waiting(STEWARD)] == [story]
    assert str(recognised.look(STEWARD, story).story.text) == WORDS
    with bank.reading() as work:
        generation = work.records.generation()
    recognised.strike(STEWARD, story, 0, WORDS.index(" Everybody"))
    assert hinted == ["flushed", story]
    recognised.give_back(STEWARD, story)
    assert str(reading.story(MEMBER, story).text) == "[left out] Everybody was kind to her that year."
    assert recognised.waiting(STEWARD) == ()
    with bank.reading() as work:
        assert work.records.generation() == generation + 1  # an index that holds the old words is thrown away
        assert work.passages.ids_of(story) == ()
        assert work.reviews.counts() == {("", "recognised"): 1}
        said = [one.what for one in work.records.entries(5)]
    assert said == ["story_opened", "story_given_back", "story_struck", "story_opened", "story_held"]


def test_nobody_else_sees_what_is_held(tell: Callable[..., str], recognised: Recognised, bank: Any) -> None:
    with bank.writing() as work:
        lantern = work.alliance.organisation("Lantern")
    story = tell(consent=Consent(inside=True, not_organisations=frozenset({lantern})))
    recognised.say(MEMBER, story)
    for role in (Role.MEMBER, Role.PEER_RESEARCHER, Role.INTERVIEWER, Role.READER):
        for do in (recognised.look, recognised.give_back, lambda who, one: recognised.strike(who, one, 0, 3)):
            with pytest.raises(NotAllowed):
                do(Reader("x", "X", role), story)
    excluded = Reader("s2", "Sam", Role.STEWARD, lantern)
    assert recognised.waiting(excluded) == ()
    with pytest.raises(NotFound):
        recognised.look(excluded, story)


def test_only_what_is_held_is_given_back_or_struck(tell: Callable[..., str], recognised: Recognised) -> None:
    story = tell()
    for do in (recognised.look, recognised.give_back, lambda who, one: recognised.strike(who, one, 0, 3)):
        with pytest.raises(NotFound):
            do(STEWARD, story)
