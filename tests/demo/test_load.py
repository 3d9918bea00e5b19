"""The demo bank: whole, invented, loaded once and only into an empty bank."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from insight.access.gate import scope
from insight.access.reader import operator
from insight.clock import now
from insight.demo.load import KNOWN_CODE, PEOPLE, Demo, stories
from insight.errors import Refused
from insight.measure.answers import Answer
from insight.stories.code import CODE_PEPPER, code_hash
from insight.stories.story import State
from tests.seen import seen

TODAY = now().date()

CONTACT = re.compile(r"\b0\d{9,10}\b|[\w.]+@[\w.]+|\b[A-Z]{1,2}\d{1,2} ?\d[A-Z]{2}\b")


@pytest.fixture
def demo(bank: Any, clock: Any) -> Demo:
    return Demo(bank, clock)


def test_it_loads_whole_and_once(bank: Any, demo: Demo) -> None:
    told = list(stories())
    assert demo.load() == len(told) == 216
    assert demo.load() == 0
    with bank.reading() as work:
        assert work.stories.count_by_state() == {State.PROTECTED: 216}
        assert work.records.broken_at() is None
        found = work.stories.some(sorted(seen(work, scope(operator(), today=TODAY))), scope(operator(), today=TODAY))
    by_ref = {one.facts.ref: one for one in found}
    assert len(by_ref) == sum(one["consent"]["inside"] for one in told)
    for one in told:
        if one["ref"] not in by_ref:
            continue
        kept = by_ref[one["ref"]]
        text = str(kept.text)
        assert [text[s.start : s.end] for s in kept.stretches] == [part["text"].strip() for part in one["parts"]]
        assert kept.facts.title == one["title"]
        assert kept.facts.consent.quotes is one["consent"]["quotes"]
    assert {account.sign_in_name for account in demo.people()} == {person[0] for person in PEOPLE}


def test_the_known_code_opens_somebody_s_stories(bank: Any, demo: Demo) -> None:
    demo.load()
    with bank.reading() as work:
        teller = work.tellers.by_code(code_hash(KNOWN_CODE, work.vault.derive(CODE_PEPPER)))
        assert teller
        assert len(work.stories.of_storyteller(teller)) >= 1


def test_a_bank_with_stories_in_it_is_left_alone(demo: Demo, tell: Callable[..., str], bank: Any) -> None:
    tell()
    with pytest.raises(Refused, match="not empty"):
        demo.load()
    with bank.reading() as work:
        assert sum(work.stories.count_by_state().values()) == 1
        assert work.people.count() == 0


def test_the_stories_are_written_as_they_should_be() -> None:
    told = list(stories())
    refs = [one["ref"] for one in told]
    assert len(set(refs)) == len(refs)
    for one in told:
        assert one["feeling"] in {*Answer, "not_asked"}
        assert all(part["text"].strip() for part in one["parts"])
        assert not any(CONTACT.search(part["text"]) for part in one["parts"]), one["ref"]
        assert len({person["organisation"] for person in one["pair"]}) == 2, one["ref"]
