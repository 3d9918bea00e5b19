"""Better or worse beside one theme: what made the difference in words, and then what most people said, if anything.

How many gave which answer is not told of a theme. Themes overlap, and whoever reads knows whose story is in which: two
that hold the same people but for one, each with its figures, would tell what that one person said. So there is one
sentence, no more exact than "most"; and it is silent where few people answered, in the theme or outside it, and where
the theme holds nearly the same people as another theme or as any group whose figures are shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from insight.access.gate import Action, require, scope
from insight.access.reader import Reader
from insight.measure.answers import Answer, Answered
from insight.measure.counting import Known, counted, divided
from insight.measure.feeling import Difference, said_of
from insight.measure.said import AGAINST_WORDS, THE_OTHERS
from insight.measure.small_numbers import rule_in
from insight.measure.subtracting import Counted, nearly_the_same
from insight.ports import Bank
from insight.stories.filters import Filters
from insight.stories.inquiry import TellerKind
from insight.stories.story import Part

FEEL = {
    "feel better": (Answer.BETTER, Answer.MUCH_BETTER),
    "feel worse": (Answer.WORSE, Answer.MUCH_WORSE),
    "feel about the same": (Answer.SAME,),
    "say that it goes up and down": (Answer.UP_AND_DOWN,),
}
SILENT = (
    "We do not say how people who told of this feel. They are so few, here or beside another group, that somebody "
    "could be known."
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What made the difference, as people in a theme said it, and one sentence about how they are."""

    differences: tuple[Difference, ...]
    sentence: str


class FeelingOfThemes:
    """How people are, on the page of a theme: one theme at a time, and nothing to set themes in order by."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime], small_number: int) -> None:
        """Nothing is said of fewer than `small_number` people, unless the steward chose otherwise."""
        self._bank = bank
        self._clock = clock
        self._small_number = small_number

    def about(self, reader: Reader, theme: str, limit: int) -> Beside:
        """One theme, with as many as `limit` of what people said made the difference, newest first."""
        require(reader, Action.SEE_FEELING)
        within = scope(reader, today=self._clock().date())
        with self._bank.reading() as work:
            answers = sorted(work.feelings.answered(within), key=lambda one: one.told_on or date.min)
            known = Known(answers, (), rule_in(work, self._small_number))
            people: dict[str, set[str]] = {}
            for one in work.theme_views.placings(within):
                people.setdefault(one.theme or "", set()).add(one.storyteller)
            tellers = [kind for kind in TellerKind if not kind.works]
            told = work.stories.with_part(Part.DIFFERENCE, within, limit, tellers, Filters(theme=theme))
        return Beside(said_of(told, limit), sentence(known, theme, people))


def sentence(known: Known, theme: str, people: Mapping[str, set[str]]) -> str:
    """What most people in a theme said, or that it is not said; `people` are those in every theme, by its id."""
    against = known.most()
    answered = known.of(against)
    of = {one: _theirs(answered, some) for one, some in people.items()}
    mine = of.pop(theme, frozenset())
    elsewhere = [counted(answered), *of.values()]
    elsewhere += [some for view in divided(answered) for parts in view for some in parts.values()]
    number = _answering(mine)
    others = _answering(counted(answered) - mine)
    if number < known.rule.hidden_below or known.rule.hides(others):
        return SILENT
    if any(nearly_the_same(mine, other, known.rule) for other in elsewhere):
        return SILENT
    said = _most(mine, number)
    most = f"Most people who told of this {said}" if said else "No one answer was given by most who told of this"
    return f"{most}, compared with {AGAINST_WORDS[against]}. {THE_OTHERS}"


def _theirs(answered: Sequence[Answered], some: set[str]) -> Counted:
    return counted(one for one in answered if one.storyteller in some)


def _answering(some: Counted) -> int:
    return sum(answer != Answer.RATHER_NOT for _, answer in some)


def _most(some: Counted, number: int) -> str:
    return next((said for said, which in FEEL.items() if 2 * sum(one in which for _, one in some) > number), "")
