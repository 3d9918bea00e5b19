"""A text as typed opens for a reason, for half an hour, to one steward, and another sees it."""

from collections.abc import Callable
from typing import Any

import pytest

from insight.access.reader import Reader, Role, operator
from insight.errors import Conflict, NotAllowed, NotFound, Refused
from insight.stories.consent import Consent
from insight.stories.originals import Originals
from insight.stories.safeguarding import Reason

OLA, PAT = (Reader(name.lower(), name, Role.STEWARD, "harbour") for name in ("Ola", "Pat"))
WORDS = "Darren rang me."


@pytest.fixture
def originals(bank: Any, clock: Any) -> Originals:
    return Originals(bank, clock)


@pytest.fixture
def story(tell: Callable[..., str]) -> str:
    return tell(WORDS, before_review=True)


def audited(bank: Any) -> list[tuple[str, str, str]]:
    with bank.reading() as work:
        return [(one.by, one.what, one.subject) for one in reversed(work.records.entries(20))]


def test_it_opens_for_half_an_hour_to_who_asked(bank: Any, clock: Any, originals: Originals, story: str) -> None:
    with pytest.raises(NotAllowed):
        originals.text(OLA, story)
    originals.open(OLA, story, Reason.DANGER)
    assert originals.text(OLA, story).reveal() == WORDS
    with pytest.raises(NotAllowed):
        originals.text(PAT, story)
    clock.forward(minutes=29)
    originals.text(OLA, story)
    clock.forward(minutes=1)
    with pytest.raises(NotAllowed):
        originals.text(OLA, story)
    looks = [("ola", "original_opened", story)] * 2
    assert audited(bank)[-3:] == [("ola", "original_asked_for", story), *looks]


def test_another_steward_sees_it_before_the_next(originals: Originals, story: str, tell: Callable[..., str]) -> None:
    opened = originals.open(OLA, story, Reason.TELLER)
    another = tell("Somebody else rang.", before_review=True)
    with pytest.raises(Conflict):
        originals.open(OLA, another, Reason.TELLER)
    with pytest.raises(Refused):
        originals.see(OLA, opened.id)
    originals.see(PAT, opened.id)
    [seen] = originals.openings(OLA)
    assert (seen.by, seen.seen_by, seen.reason) == ("ola", "pat", Reason.TELLER)
    with pytest.raises(Conflict):
        originals.see(PAT, opened.id)
    originals.open(OLA, another, Reason.LOST)


def test_what_is_gone_or_kept_from_a_steward_s_organisation_does_not_open(
    bank: Any, originals: Originals, tell: Callable[..., str]
) -> None:
    with bank.writing() as work:
        harbour = work.alliance.organisation("Harbour")
    excluded = tell(WORDS, before_review=True, consent=Consent(inside=True, not_organisations=frozenset({harbour})))
    excluding = Reader("ola", "Ola", Role.STEWARD, harbour)
    for gone in (excluded, tell("Approved long ago."), "nothing"):
        with pytest.raises(NotFound):
            originals.open(excluding, gone, Reason.LAW)


@pytest.mark.parametrize("reader", [operator(), *(Reader("r", "R", role) for role in Role if role is not Role.STEWARD)])
def test_it_is_for_stewards_alone(originals: Originals, story: str, reader: Reader) -> None:
    for verb in (
        lambda: originals.open(reader, story, Reason.LAW), lambda: originals.text(reader, story),
        lambda: originals.openings(reader), lambda: originals.see(reader, "x"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            verb()
