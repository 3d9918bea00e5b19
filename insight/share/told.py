"""Have we told them: what stories led to, and how many of those who told have heard of it since."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.measure.disclosure import Group, protect
from insight.measure.rule import Rule
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.research.collecting import own_subgroups
from insight.share.given import LedTo, Named, ToldHow
from insight.share.may_go import NAMELESS, MayGo
from insight.share.share_back import GaveOut
from insight.stories.holder import holder


@dataclass(frozen=True, slots=True)
class Line:
    """Something that stories led to, and from how many people; how many of them have heard is said for all together.

    `group` is the sub-group whose it is, if this reader is one of it; empty for none.
    """

    what: Named | GaveOut
    group: str
    people: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everybody whose stories led to something that one reader may know of, and the things one by one.

    `told` is how many have heard, where the small-number rule lets it be said, and `anybody` whether any have; `None`
    where so few told us that this would point at somebody as well.
    """

    people: int
    told: int | None
    anybody: bool | None
    lines: tuple[Line, ...]


class ToldBack:
    """The ledger of who has been told."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], small_number: int) -> None:
        """Over a bank; figures below `small_number` are not told, unless the steward chose otherwise."""
        self._bank = bank
        self._clock = clock
        self._small_number = small_number

    def ledger(self, reader: Reader) -> Ledger:
        """What stories that this reader may read led to, the newest first: their sub-groups' things and everybody's."""
        require(reader, Action.GIVE_BACK)
        within = scope(reader, today=self._clock().date())
        with self._bank.reading() as work:
            stories = {one.id: one.facts.storyteller for one in work.stories.some(work.given.in_use(), within)}
            groups = own_subgroups(work, within)
            things = [
                replace(one, what=self._as_seen(work, reader, one.what, groups))
                for one in _led_to(work, stories)
                if _open(one.what, groups)
            ]
            told = work.given.told(frozenset(stories.values()))
            rule = rule_in(work, self._small_number)
        things.sort(key=lambda one: max(one.stories.values()), reverse=True)
        since = [_since(one.stories, stories) for one in things]
        everybody: dict[str, date] = {}
        for one in since:
            for teller, day in one.items():
                everybody[teller] = max(day, everybody.get(teller, day))
        heard = _heard(everybody, told)
        return Ledger(
            len(everybody),
            _sayable(heard, len(everybody), rule),
            heard > 0 if len(everybody) >= rule.hidden_below else None,
            tuple(
                Line(one.what, _group(one.what, groups), len(people)) for one, people in zip(things, since, strict=True)
            ),
        )

    def _as_seen(self, work: Work, reader: Reader, what: Named | GaveOut, groups: Mapping[str, str]) -> Named | GaveOut:
        """What is said of it: of another sub-group's share-back no recipient, and its title as others read it."""
        if not isinstance(what, GaveOut) or what.subgroup is None or what.subgroup in groups:
            return what
        may = MayGo(work, reader, what.subgroup, self._clock().date())
        named = what.finished and not may.repeats(what.name)
        return replace(what, name=what.name if named else NAMELESS, to_whom="")

    def at_check_back(self, reader: Reader, code: str) -> bool:
        """Somebody is here with their card and was told; false when that is known of today already.

        `BadInput` and `NotFound` as for every card.
        """
        require(reader, Action.GIVE_BACK)
        require(reader, Action.USE_CARD)
        teller = holder(self._bank, self._clock, reader, code)
        return tell(self._bank, reader, teller, ToldHow.CHECK_BACK, self._clock())


def tell(bank: Bank, reader: Reader, teller: str, how: ToldHow, now: datetime) -> bool:
    """Keep that somebody was told, once a day; the audit does not say who. False when it is kept already."""
    with bank.writing() as work:
        new = work.given.tell(teller, how, now.date(), reader.id)
        if new:
            work.records.write(reader.id, "told_back", how.value, now)
    return new


def came_of(work: Work, stories: Collection[str], own: Collection[str]) -> tuple[Named | GaveOut, ...]:
    """What some of one person's stories led to, as far as anybody may know of it, in the order in which it came.

    `own` are all stories of that person: what repeats words of anybody else comes without its name and its lesson.
    """
    found = [one.what for one in _led_to(work, stories)]
    return tuple(_plainly(work, one, own) for one in found if isinstance(one, GaveOut) or one.finished)


def _plainly(work: Work, what: Named | GaveOut, own: Collection[str]) -> Named | GaveOut:
    typed = (what.name,) if isinstance(what, GaveOut) else (what.name, what.lesson)
    stands_on = () if isinstance(what, GaveOut) else {one.story for one in work.citations.places([what.of])}
    repeated = (work.typed_words.repeated(one, stands_on) for one in typed if one)
    if not frozenset[str]().union(*repeated) - set(own):
        return what
    return replace(what, name=NAMELESS) if isinstance(what, GaveOut) else replace(what, name="", lesson="")


def _led_to(work: Work, stories: Collection[str]) -> tuple[LedTo, ...]:
    citing = work.citations.citing(stories)
    named = work.given.named({one.of for one in citing})
    things: dict[str, Named | GaveOut] = {}
    since: dict[str, dict[str, date]] = {}
    given: dict[str, dict[str, date]] = {}
    for cited in citing:
        if (what := named.get(cited.of)) is not None:
            things.setdefault(what.of, what)
            since.setdefault(what.of, {}).setdefault(cited.story, cited.at.date())
    for document, story in work.given_out.holding_any(stories):
        key = document.share_back or document.id  # a share-back is one thing, however often it was given
        things[key] = document
        given.setdefault(key, {}).setdefault(story, document.at.date())
    return tuple(LedTo(what, since.get(key, {}) | given.get(key, {})) for key, what in things.items())


def _open(what: Named | GaveOut, groups: Mapping[str, str]) -> bool:
    """Whether it is a document that left, everybody's, or of one of these sub-groups."""
    return isinstance(what, GaveOut) or what.subgroup is None or what.subgroup in groups


def _group(what: Named | GaveOut, groups: Mapping[str, str]) -> str:
    return groups.get(what.subgroup or "", "")


def _since(stories: Mapping[str, date], tellers: Mapping[str, str]) -> dict[str, date]:
    """From which day on each teller could be told of it."""
    found: dict[str, date] = {}
    for story, day in stories.items():
        teller = tellers[story]
        found[teller] = min(day, found.get(teller, day))
    return found


def _heard(people: Mapping[str, date], told: Mapping[str, date]) -> int:
    return sum(one in told and told[one] >= day for one, day in people.items())


def _sayable(heard: int, people: int, rule: Rule) -> int | None:
    """How many have heard, as exact as it may be said, beside those who have not."""
    shown, _ = protect(Group("", (heard, people - heard), 0), (), rule)
    return None if None in shown.answers or not 0 < heard < people else shown.answers[0]
