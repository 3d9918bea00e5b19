"""Back from something that is tried to the passages that prompted it, and forward to what people told since."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.learning.before_after import BeforeAfter, before_and_after
from insight.learning.citation import Cited, CitedBy, Stretch
from insight.learning.citing import cite
from insight.learning.experiments import not_ended
from insight.learning.own_rooms import called
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.themes.kept import Placed
from insight.themes.shown import Shown, shown


@dataclass(frozen=True, slots=True)
class Prompted:
    """What prompted it, as far as may be shown: passages, how many are left out, and its themes' names by id.

    `chosen`: somebody said which themes it is about; otherwise they are those in which the passages lie.
    """

    passages: tuple[Cited, ...]
    left_out: int
    themes: dict[str, str]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Since:
    """Stories told since it began on the same themes, newest first, by the passage nearest to a theme, up to a limit.

    `more` are older ones that are not shown, and `left_out` those that may not be read out in a room. `feeling` is
    how people felt before and since, where that may be said.
    """

    passages: tuple[Shown, ...]
    more: int
    left_out: int
    feeling: tuple[BeforeAfter, ...]


class Traces:
    """What something that is tried stands on, and what came after it.

    Where it is read `together`, there are no words of a story but those that may be read out in a room, whoever sits
    there; otherwise those that the reader may read.
    """

    def __init__(self, bank: Bank, clock: Callable[[], datetime], small_number: int) -> None:
        """Figures about fewer than `small_number` people are not shown."""
        self._bank = bank
        self._clock = clock
        self._small_number = small_number

    def cite(self, reader: Reader, wanted: str, because: Stretch) -> bool:
        """Another stretch of a story that the reader may read prompted this (see `citing.cite`)."""
        require(reader, Action.LEARN)
        within, now = self._within(reader), self._clock()
        with self._bank.writing() as work:
            not_ended(work, wanted, within)
            new = cite(work, reader.id, within, wanted, CitedBy.EXPERIMENT, because, now)
            if new:
                work.records.write(reader.id, "trying_prompted", wanted, now)
        return new

    def back(self, reader: Reader, wanted: str, *, together: bool = True) -> Prompted:
        """What prompted it."""
        require(reader, Action.LEARN)
        within, today = self._within(reader), self._clock().date()
        with self._bank.reading() as work:
            work.experiments.get(wanted, within)
            passages = work.citations.cited([wanted], within).get(wanted, ())
            all_of_them = work.citations.how_many([wanted]).get(wanted, 0)
            chosen = work.citations.themes_of([wanted]).get(wanted, frozenset())
            about = (chosen or _themes_under(work, passages)) & work.themes.counted(within).keys()
            kept = [one for one in (*work.themes.all(), *work.themes.marked()) if one.id in about]
            named = called(work, reader, kept, today, together=together)
        shown_here = tuple(one for one in passages if not together or one.story.facts.for_a_room(today))
        return Prompted(shown_here, all_of_them - len(shown_here), named, bool(chosen))

    def since(self, reader: Reader, wanted: str, limit: int, *, together: bool = True) -> Since:
        """What was told since it began on the same themes; stories without a day are in neither time."""
        require(reader, Action.LEARN)
        within, today = self._within(reader), self._clock().date()
        with self._bank.reading() as work:
            one = work.experiments.get(wanted, within)
            if one.since is None:
                return Since((), 0, 0, ())
            prompted = work.citations.cited([wanted], within).get(wanted, ())
            about = work.citations.themes_of([wanted]).get(wanted) or _themes_under(work, prompted)
            placings = [each for theme in sorted(about) for each in work.theme_views.placings(within, theme)]
            before = {each.citation.story for each in prompted}
            told: dict[str, tuple[date, str, float, bool]] = {}
            for each in sorted(placings, key=lambda each: -each.fit):
                if each.told_on is not None and each.told_on > one.since and each.story not in before:
                    told.setdefault(each.story, (each.told_on, each.passage, each.fit, each.weak))
            open_here = {
                one.id for one in work.stories.some(sorted(told), within) if not together or one.facts.for_a_room(today)
            }
            newest = sorted((one for story, one in told.items() if story in open_here), reverse=True)
            kept = work.passages.some([passage for _, passage, _, _ in newest[:limit]], within)
            placed = [Placed(kept[passage], fit, weak) for _, passage, fit, weak in newest[:limit] if passage in kept]
            stories = {each.story for each in placings}
            answered = work.feelings.answered(within)
            passages = shown(work, within, placed)
            rule = rule_in(work, self._small_number)
        felt = before_and_after(answered, stories, one.since, rule)
        return Since(passages, len(newest) - len(passages), len(told) - len(newest), felt)

    def _within(self, reader: Reader) -> Scope:
        return scope(reader, today=self._clock().date())


def _themes_under(work: Work, passages: Iterable[Cited]) -> frozenset[str]:
    """The themes in which these stretches lie now."""
    touched = [
        passage
        for one in passages
        for passage, (start, end) in work.theme_views.passages_of(one.citation.story).items()
        if start < one.citation.end and one.citation.start < end
    ]
    return frozenset(move.was_in for move in work.themes.where(touched).values() if move.was_in is not None)
