"""Reading: as far as consent reaches, and audited."""

from collections.abc import Callable
from typing import Any

import pytest

from insight.access.gate import scope
from insight.access.reader import Reader, Role, operator
from insight.clock import now
from insight.errors import NotAllowed, NotFound
from insight.stories.consent import Consent
from insight.stories.inquiry import TellerKind
from insight.stories.read import Reading

MEMBER = Reader("m1", "Jean", Role.MEMBER, "lantern")
READER = Reader("r1", "Council", Role.READER)


@pytest.fixture
def reading(bank: Any, clock: Any) -> Reading:
    return Reading(bank, clock)


def test_who_opened_which_is_audited(bank: Any, tell: Callable[..., str], reading: Reading) -> None:
    story = tell(words="It was a good day.")
    assert str(reading.story(MEMBER, story).text) == "It was a good day."
    with bank.reading() as work:
        newest = work.records.entries(1)[0]
    assert (newest.by, newest.what, newest.subject) == ("m1", "story_opened", story)


def test_how_often_a_story_was_opened_is_counted(bank: Any, tell: Callable[..., str], reading: Reading) -> None:
    often, never = tell(words="It was a good day."), tell(words="It was a bad day.")
    for reader in (MEMBER, MEMBER, operator()):
        reading.story(reader, often)
    with pytest.raises(NotAllowed):
        reading.story(READER, never)
    with bank.reading() as work:
        assert work.theme_views.openings(scope(MEMBER, today=now().date())) == {often: 3, never: 0}


@pytest.mark.parametrize(
    ("consent", "may"),
    [
        (Consent(inside=True), True),
        (Consent(inside=False, quotes=True), False),
        (Consent(), False),
        (Consent(inside=True, not_organisations=frozenset({"lantern"})), False),
    ],
    ids=["inside", "no", "unknown", "not by Lantern"],
)
def test_consent_decides_each_read(
    bank: Any, tell: Callable[..., str], reading: Reading, consent: Consent, may: bool
) -> None:
    if consent.not_organisations:
        with bank.writing() as work:
            lantern = work.alliance.organisation("Lantern")
        consent = Consent(inside=True, not_organisations=frozenset({lantern}))
        reader = Reader("m1", "Jean", Role.MEMBER, lantern)
    else:
        reader = MEMBER
    story = tell(consent=consent)
    assert set(reading.some(reader, [story, "nosuch"])) == ({story} if may else set())
    if not may:
        with pytest.raises(NotFound, match="not open to you"):
            reading.story(reader, story)


def test_a_story_before_review_is_read_by_nobody(tell: Callable[..., str], reading: Reading) -> None:
    story = tell(before_review=True)
    with pytest.raises(NotFound):
        reading.story(operator(), story)


def test_readers_of_share_backs_read_no_stories(tell: Callable[..., str], reading: Reading) -> None:
    story = tell()
    with pytest.raises(NotAllowed):
        reading.story(READER, story)
    with pytest.raises(NotAllowed):
        reading.some(READER, [story])


def test_whoever_knows_a_teller_is_shown_nothing_more_of_theirs(
    bank: Any, tell: Callable[..., str], reading: Reading
) -> None:
    with bank.writing() as work:
        teller = work.tellers.add(TellerKind.PERSON)
        jean = Reader(work.people.add("jean", "Jean", Role.MEMBER, None, now()), "Jean", Role.MEMBER)
    first, second = (tell(words, storyteller=teller) for words in ("It was a good day.", "And a better night."))
    other = tell("Somebody else was there.")
    reading.stand_aside(jean, first)
    assert set(reading.some(jean, [first, second, other])) == {other}
    assert set(reading.some(MEMBER, [first, second, other])) == {first, second, other}
    assert reading.stood_aside(jean) == 1
    with pytest.raises(NotFound):
        reading.story(jean, second)
    with bank.reading() as work:
        newest = work.records.entries(1)[0]
    assert (newest.what, newest.subject) == ("stood_aside", jean.id)  # not whom they know
    reading.stand_back(jean)
    assert set(reading.some(jean, [first, second, other])) == {first, second, other}
