"""How many people tell of a theme, by who they are and when, with everything hidden that could point at somebody.

How many people a theme has is no secret: it stands in every list. Who they are and when they told is counted as
`insight.measure.disclosure` says: a group of few is hidden, together with so many others that it cannot be told from
the rest. All views of a theme are made at once, because they meet in how many people it has.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from insight.measure.disclosure import Group, Rule, Shown, protect
from insight.themes.seen import Placing, Voice, voice_of

NO_DATE = "no date"
# As few hidden figures as could be told from their sum, with what else is shown of their themes.
TELLING = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people a group has; `None` is not shown. `within` are the groups it consists of."""

    name: str
    people: int | None
    within: "tuple[Counted, ...]" = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """How many people told of something: all, by voice, by round, and by quarter with its months.

    Somebody who told in several rounds or months counts once in each. A group that nobody is in is not listed.
    """

    people: int
    voices: tuple[Counted, ...]
    rounds: tuple[Counted, ...]
    quarters: tuple[Counted, ...]

    def of(self, voice: Voice) -> int | None:
        """How many people of this voice; `None` is not shown."""
        return next((one.people for one in self.voices if one.name == voice.value), 0)


def spread(placings: Iterable[Placing], rounds: Sequence[str], rule: Rule) -> Spread:
    """Count whoever told these passages; `rounds` is the order in which rounds are listed."""
    told = sorted(placings, key=lambda one: (one.told_on or date.min, one.story))
    voice = {one.storyteller: voice_of(one.teller) for one in told}  # of somebody who is two things, the later
    people = len(voice)
    views = (
        _groups(told, lambda one: voice[one.storyteller].value, [one.value for one in Voice]),
        _groups(told, lambda one: one.inquiry, rounds),
        _groups(told, _quarter, sorted({_quarter(one) for one in told}, key=_in_time), _months),
    )
    overall = Group("", (people,), 0)
    _, shown = protect(overall, views, rule)
    voices, by_round, quarters = (tuple(_counted(one) for one in view) for view in shown)
    return Spread(people, voices, by_round, quarters)


def beside(everybody: Spread, themes: Sequence[Spread]) -> Spread:
    """What may be shown of everybody who told anything, beside these themes.

    Everybody is in a theme. So where one or two themes hide a group, and those that show it have fewer people in it
    than there are, what is left must be in the hidden ones: then no figure of everybody is shown in that view.
    """

    def kept(view: Callable[[Spread], tuple[Counted, ...]]) -> tuple[Counted, ...]:
        shown = [{one.name: one.people for one in _flat(view(theme))} for theme in themes]
        for group in _flat(view(everybody)):
            there = [one[group.name] for one in shown if group.name in one]
            told = sum(people for people in there if people is not None)
            if group.people is not None and 0 < there.count(None) <= TELLING and told < group.people:
                return tuple(_hidden(one) for one in view(everybody))
        return view(everybody)

    return Spread(
        everybody.people, kept(lambda one: one.voices), kept(lambda one: one.rounds), kept(lambda one: one.quarters)
    )


def in_order(placings: Iterable[Placing]) -> tuple[str, ...]:
    """The rounds, by when the first story of each was told."""
    first: dict[str, date] = {}
    for one in placings:
        first[one.inquiry] = min(first.get(one.inquiry, date.max), one.told_on or date.max)
    return tuple(sorted(first, key=lambda name: (first[name], name)))


def _groups(
    told: Sequence[Placing],
    name_of: Callable[[Placing], str],
    order: Sequence[str],
    within: Callable[[Sequence[Placing]], tuple[Group, ...]] = lambda _: (),
) -> tuple[Group, ...]:
    by_name: dict[str, list[Placing]] = {}
    for one in told:
        by_name.setdefault(name_of(one), []).append(one)
    return tuple(
        Group(name, (len({one.storyteller for one in by_name[name]}),), 0, within(by_name[name]))
        for name in order
        if name in by_name
    )


def _months(told: Sequence[Placing]) -> tuple[Group, ...]:
    return _groups(told, _month, sorted({_month(one) for one in told}, key=_in_time))


def _quarter(one: Placing) -> str:
    return f"{one.told_on:%Y} Q{(one.told_on.month + 2) // 3}" if one.told_on else NO_DATE


def _month(one: Placing) -> str:
    return f"{one.told_on:%Y-%m}" if one.told_on else NO_DATE


def _in_time(name: str) -> tuple[bool, str]:
    return name == NO_DATE, name


def _flat(groups: tuple[Counted, ...]) -> Iterator[Counted]:
    for one in groups:
        yield one
        yield from one.within


def _hidden(one: Counted) -> Counted:
    return Counted(one.name, None, tuple(_hidden(each) for each in one.within))


def _counted(shown: Shown) -> Counted:
    return Counted(shown.name, shown.total, tuple(_counted(one) for one in shown.within))
