"""Who is [keyworker 1] in one story of a storyteller is [keyworker 1] in the next, and nobody else is."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from insight.access.reader import operator
from insight.stories.inquiry import TellerKind
from insight.stories.protect import Protection
from insight.stories.spans import Label, Span, Tier


class Detector:
    """Finds listed names, numbered by where they stand, as the real one does."""

    def detect(self, text: str) -> tuple[Span, ...]:
        found = sorted(
            (text.index(name), name) for name in ("Darren Pryce", "Mr Pryce", "Kit", "Alder House") if name in text
        )
        return tuple(
            Span(at, at + len(name), Label.PERSON, Tier.MASK, f"[friend {number}]", "test", "", entity(name))
            for number, (at, name) in enumerate(found, start=1)
        )


def entity(name: str) -> str:
    return "ORG:alder house" if name == "Alder House" else "PERSON:" + name.removeprefix("Mr ").lower()


def test_the_same_within_one_storyteller_s_stories(bank: Any, clock: Any, tell: Callable[..., str]) -> None:
    protection = Protection(bank, Detector, clock, timedelta(days=14), lambda _: None)
    with bank.writing() as work:
        teller = work.tellers.add(TellerKind.PERSON)

    def kept(words: str, storyteller: str | None = teller) -> str:
        story = tell(words=words, before_review=True, storyteller=storyteller)
        protection.detect_next("test")
        text, _ = protection.preview(operator(), story)
        protection.approve(operator(), story)
        return text

    assert kept("Darren Pryce came.") == "[friend 1] came."
    assert kept("Kit knew Mr Pryce.") == "[friend 2] knew [friend 1]."
    assert kept("Kit wrote.", None) == "[friend 1] wrote."  # somebody else's Kit
    clock.forward(days=15)
    protection.sweep()  # the names are forgotten, but no number is given twice
    assert kept("Kit rang.") == "[friend 3] rang."
