"""What stories led to, in words: for whoever told them, and for those who ask whether they have been told."""

from collections.abc import Sequence

from insight.learning.citation import CitedBy
from insight.share.given import Document, Named
from insight.share.giving import KIND
from insight.share.may_go import NAMELESS
from insight.share.share_back import GaveOut
from insight.share.told import Ledger, Line
from pages.parts.lines import counted, day

TALKED = "A group talked about it, and about what to do."
TRIED = "A group is trying something because of what people told."
SHARED = "It is part of what we told others"
_GIVEN: dict[str, str] = {
    Document.CARDS: "Story cards",
    Document.SCRUTINY: "A page for scrutiny",
    KIND: NAMELESS,
}
_NAMED = {
    CitedBy.WALL: "A story that struck them",
    CitedBy.ENTRY: "What they noticed",
    CitedBy.EXPERIMENT: "Something they are trying",
    CitedBy.SHARE_BACK: NAMELESS,
}
LONGEST_NAME = 140


def led_to(came: Sequence[Named | GaveOut]) -> list[str]:
    """A line for each thing, as it is read to whoever told us: no group is named, and nothing is said twice."""
    return list(dict.fromkeys(_to_the_teller(one) for one in came))


def line_of(one: Line) -> tuple[str, str]:
    """What it is, and from how many people."""
    what = one.what
    of = f" ({one.group})" if one.group else ""
    if isinstance(what, GaveOut):
        kind = _GIVEN.get(what.kind, "A paper that was given out") + of
        to = f", for: {what.to_whom}" if what.to_whom else ""
        named = kind if what.name == NAMELESS else f"{kind}: {what.name}"
        named = f"{named}. Given out on {day(what.at.date())}{to}"
    else:
        kind = _NAMED[what.kind] + of
        named = kind if what.kind is CitedBy.WALL else f"{kind}: {_short(what.name)}"
    people = "Somebody" if one.people == 1 else counted(one.people, "person", "people")
    return named, f"{people} told us something that led to this."


def heard(ledger: Ledger) -> str:
    """How the sentence about everybody ends: how many of them have been told, as far as that may be said."""
    if ledger.anybody is None:
        return "."
    if ledger.told is not None:
        return f"; {counted(ledger.told, 'has', 'have')} been told since."
    return "; some have been told since." if ledger.anybody else "; nobody we know of has been told yet."


def _to_the_teller(one: Named | GaveOut) -> str:
    if isinstance(one, GaveOut):
        when = day(one.at.date())
        if one.kind == Document.CARDS:
            return f"It stood on a card that a group read together, {when}."
        if one.kind == Document.SCRUTINY:
            return f"It was quoted, without who you are, in a paper for the council, {when}."
        if one.kind == KIND:
            return SHARED + (f": {one.name}." if one.finished and one.name != NAMELESS else f", {when}.")
        return f"It is in a paper that others read, {when}."
    if one.kind is CitedBy.EXPERIMENT and not one.name:
        return TRIED
    if one.kind is CitedBy.EXPERIMENT:
        lesson = f" What was learned: {one.lesson}" if one.ended and one.lesson else ""
        return f"A group is trying something because of it: {one.name}. {one.outcome}{lesson}"
    if one.kind is CitedBy.SHARE_BACK:
        return f"{SHARED}: {one.name}." if one.name else f"{SHARED}."
    return TALKED


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: line.rfind(' ', 0, LONGEST_NAME)]} …"
