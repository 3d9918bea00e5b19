"""The seams between services: which kinds of hand-over people speak of, with the themes there and their words."""

from collections.abc import Callable, Sequence
from datetime import datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import NotFound
from insight.measure.disclosure import Group, Rule, protect
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.themes.hand_overs import RULES, Place, hand_overs
from insight.themes.seeing import Names, read
from insight.themes.seen import HandOvers, KeptHandOver, Leaving, OpenedSeam, Said, Seam

# By which rules hand-overs were looked for in everything that is indexed.
READ_BY = "hand_overs_read_by"


class Seams:
    """Hand-overs that people speak of, by kinds of place."""

    def __init__(self, bank: Bank, names: Names, clock: Callable[[], datetime], small_number: int) -> None:
        """Kinds of hand-over that fewer than `small_number` people speak of are shown without their number."""
        self._bank = bank
        self._names = names
        self._clock = clock
        self._small_number = small_number

    def list(self, reader: Reader) -> HandOvers:
        """Every kind of hand-over that somebody speaks of, in the order of kinds of place, never of figures."""
        require(reader, Action.SEE_THEMES)
        within = self._within(reader)
        with self._bank.reading() as work:
            found = work.theme_views.hand_overs(within)
            everybody = {one.storyteller for one in work.theme_views.placings(within)}
            return _counted(found, len(everybody), rule_in(work, self._small_number))

    def show(self, reader: Reader, from_place: Place, to_place: Place) -> OpenedSeam:
        """One kind of hand-over, the newest passages first. `NotFound`: nobody whom the reader reads speaks of it."""
        require(reader, Action.SEE_THEMES)
        within = self._within(reader)
        with self._bank.reading() as work:
            found = work.theme_views.hand_overs(within)
            mine = [one.passage for one in found if (one.from_place, one.to_place) == (from_place, to_place)]
            said = _a_story_each(read(work, mine, within, lambda text: _where(text, from_place, to_place)))
            themes = {one.theme for one in work.theme_views.placings(within) if one.passage in set(mine)}
            rule = rule_in(work, self._small_number)
        for leaving in _counted(found, 0, rule).leaving:
            for seam in leaving.seams:
                if (seam.from_place, seam.to_place) == (from_place, to_place):
                    names = tuple(one.name for one in self._names.list(reader).themes if one.id in themes)
                    return OpenedSeam(seam, names, said)
        raise NotFound("Nobody speaks of this, or it is not open to you.")

    def catch_up(self, reader: Reader) -> int:
        """Look for hand-overs in every story, when other rules looked for them before; in how many stories."""
        require(reader, Action.INDEX)
        with self._bank.reading() as work:
            if work.records.value(READ_BY) == str(RULES):
                return 0
            stories = work.theme_views.indexed()
        for story in stories:
            with self._bank.writing() as work:
                note(work, story)
        with self._bank.writing() as work:
            work.records.set(READ_BY, str(RULES))
        return len(stories)

    def _within(self, reader: Reader) -> Scope:
        return scope(reader, today=self._clock().date())


def note(work: Work, story: str) -> None:
    """Keep what a story's passages say of hand-overs, in place of what was kept before; for whoever indexes it."""
    words = work.stories.text_for_indexing(story)
    if words is None:
        return  # withdrawn meanwhile
    places = work.theme_views.passages_of(story)
    work.theme_views.keep_hand_overs({one: hand_overs(words[start:end]) for one, (start, end) in places.items()})


def _counted(found: Sequence[KeptHandOver], of_people: int, rule: Rule) -> HandOvers:
    """People by where they leave and, within that, by where they come to: counted together, as they are related."""
    groups = _groups(found, lambda one: one.from_place, lambda some: _groups(some, lambda one: one.to_place))
    overall, (shown,) = protect(_group("", found), (groups,), rule)
    leaving = tuple(
        Leaving(
            Place(one.name),
            one.total,
            tuple(Seam(Place(one.name), Place(to.name), to.total) for to in one.within),
        )
        for one in shown
    )
    return HandOvers(overall.total, of_people, leaving)


def _where(text: str, from_place: Place, to_place: Place) -> tuple[int, int] | None:
    for one in hand_overs(text):
        if (one.from_place, one.to_place) == (from_place, to_place):
            return one.start, one.end
    return None


def _a_story_each(said: Sequence[Said]) -> tuple[Said, ...]:
    """Passages overlap: of those that say the same, the one in which most follows."""
    first = {one.facts.id: one for one in sorted(said, key=lambda one: one.mark or (0, 0), reverse=True)}
    return tuple(one for one in said if first[one.facts.id] is one)


def _group(name: str, found: Sequence[KeptHandOver], within: tuple[Group, ...] = ()) -> Group:
    return Group(name, (len({one.storyteller for one in found}),), 0, within)


def _groups(
    found: Sequence[KeptHandOver],
    place_of: Callable[[KeptHandOver], Place],
    within: Callable[[Sequence[KeptHandOver]], tuple[Group, ...]] = lambda _: (),
) -> tuple[Group, ...]:
    by = {place: [one for one in found if place_of(one) is place] for place in Place}
    return tuple(_group(place.value, some, within(some)) for place, some in by.items() if some)
