"""People divided into groups by their newest answers, and what of it may be shown: all views of them at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from insight.measure.answers import LENGTHS, STEPS, Against, Answer, Answered, TellingOf
from insight.measure.disclosure import Group, Rule, Shown, protect
from insight.measure.said import EVERYONE
from insight.measure.subtracting import Counted, hidden_in, telling
from insight.stories.inquiry import TellerKind

NO_DATE = "no date"
NOT_SAID = "not said"
KNOWN, STRANGER = "known", "stranger"


class Grouping(StrEnum):
    """What people can be counted by. Each has one natural order, and there is no order by figures."""

    INQUIRY = "inquiry"
    QUARTER = "quarter"
    TELLER = "teller"
    ASKED_BY = "asked_by"  # by somebody they knew, or by a stranger; never by whom


@dataclass(frozen=True, slots=True)
class Known:
    """All that the figures are made of: every answer, oldest first, who told us anything, and the rule."""

    answers: Sequence[Answered]
    told: Sequence[TellingOf]
    rule: Rule

    def of(self, against: Against, *, work: bool = False) -> list[Answered]:
        """The answers that are counted together."""
        return [one for one in self.answers if one.of_work is work and one.against is against]

    def most(self, *, work: bool = False) -> Against:
        """The length that most people who answered chose; of two alike, the shorter."""
        numbers = [sum(group("", self.of(one, work=work)).answers) for one in LENGTHS]
        return LENGTHS[numbers.index(max(numbers))]


def protected(known: Known, against: Against) -> tuple[Shown, dict[Grouping, tuple[Shown, ...]]]:
    """All views at once, whichever is asked for: only together can they be kept from giving one another away."""
    answered = known.of(against)
    views = {
        Grouping.INQUIRY: _groups(answered, lambda one: one.inquiry),
        Grouping.QUARTER: _groups(answered, _quarter, lambda some: _groups(some, _month)),
        Grouping.TELLER: _groups(answered, lambda one: one.teller.value, order=_as_listed),
        Grouping.ASKED_BY: _groups(answered, _asked_by, order=_known_first),
    }
    names = telling(divided(answered), known.rule)
    kept = [hidden_in(groups, some) for groups, some in zip(views.values(), names, strict=True)]
    overall, shown = protect(group(EVERYONE, answered), kept, known.rule)
    return overall, dict(zip(views, shown, strict=True))


def everybody(known: Known, against: Against) -> Shown:
    """What may be shown of everybody together. Where figures are not rounded, groups make no difference to it."""
    if known.rule.rounds:
        return protected(known, against)[0]
    return protect(group(EVERYONE, known.of(against)), (), known.rule)[0]


def divided(answered: Iterable[Answered]) -> list[list[dict[str, Counted]]]:
    """Whoever is counted in each group of each view, with what they answered."""
    some = tuple(answered)
    return [
        [_people(some, lambda one: one.inquiry)],
        [_people(some, _quarter), _people(some, _month)],
        [_people(some, lambda one: one.teller.value)],
        [_people(some, _asked_by)],
    ]


def _quarter(one: Answered | TellingOf) -> str:
    return f"{one.told_on:%Y} Q{(one.told_on.month + 2) // 3}" if one.told_on else NO_DATE


def _month(one: Answered | TellingOf) -> str:
    return f"{one.told_on:%Y-%m}" if one.told_on else NO_DATE


def _asked_by(one: Answered) -> str:
    return NOT_SAID if one.asked_by_known is None else KNOWN if one.asked_by_known else STRANGER


def _as_listed(kind: str) -> tuple[int, str]:
    return list(TellerKind).index(TellerKind(kind)), kind


def _known_first(name: str) -> tuple[int, str]:
    return (KNOWN, STRANGER, NOT_SAID).index(name), name


def _groups(
    answered: Iterable[Answered],
    name_of: Callable[[Answered], str],
    within: Callable[[Sequence[Answered]], tuple[Group, ...]] = lambda _: (),
    order: Callable[[str], tuple[int, str]] = lambda name: (name == NO_DATE, name),
) -> tuple[Group, ...]:
    by_name = _by_name(answered, name_of)
    return tuple(group(name, by_name[name], within(by_name[name])) for name in sorted(by_name, key=order))


def counted(answered: Iterable[Answered]) -> Counted:
    """Whoever is counted, each with their newest answer."""
    return frozenset((who, str(answer)) for who, answer in newest(answered).items())


def _people(answered: Iterable[Answered], name_of: Callable[[Answered], str]) -> dict[str, Counted]:
    return {name: counted(some) for name, some in _by_name(answered, name_of).items()}


def _by_name(answered: Iterable[Answered], name_of: Callable[[Answered], str]) -> dict[str, list[Answered]]:
    by_name: dict[str, list[Answered]] = {}
    for one in answered:
        by_name.setdefault(name_of(one), []).append(one)
    return by_name


def group(name: str, answered: Iterable[Answered], within: tuple[Group, ...] = ()) -> Group:
    """People by their newest answer."""
    answers = list(newest(answered).values())
    return Group(name, tuple(answers.count(step) for step in STEPS), answers.count(Answer.RATHER_NOT), within)


def newest(answered: Iterable[Answered]) -> dict[str, Answer]:
    """What each of them answered last; the answers come oldest first."""
    return {one.storyteller: one.answer for one in answered}


def told_by(told: Iterable[TellingOf], by: Grouping) -> dict[str, int]:
    """How many people told us something, by group; who asked is known only where somebody did."""
    name_of: Mapping[Grouping, Callable[[TellingOf], str]] = {
        Grouping.INQUIRY: lambda one: one.inquiry,
        Grouping.QUARTER: _quarter,
        Grouping.TELLER: lambda one: one.teller.value,
    }
    people: dict[str, set[str]] = {}
    for one in told if by in name_of else ():
        people.setdefault(name_of[by](one), set()).add(one.storyteller)
    return {name: len(some) for name, some in people.items()}
