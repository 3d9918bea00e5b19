"""Seeing the themes: on the wall of a room, on a map, over time, by who speaks, and what nobody has read yet.

Every figure counts storytellers, and what could point at somebody is hidden. How somebody feels is in none of it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import numpy as np

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.errors import NotFound
from insight.measure.small_numbers import rule_in
from insight.ports import Bank, Work
from insight.stories.script import Use
from insight.stories.story import ProtectedStory
from insight.themes.chart import Dot, Spot, ThemeMap, between, centres_apart, sampled
from insight.themes.counted import Spread, beside, in_order, spread
from insight.themes.kept import KeptQuote, plain_name
from insight.themes.seen import Column, HardlyRead, Placing, Row, Said, Voice, voice_of
from insight.themes.shelf import Listed

# Of each voice in a theme, as many passages as can be read side by side.
SAID_BY_EACH = 2


class Names(Protocol):
    """What lists the themes under the names that a reader may see."""

    def list(self, reader: Reader) -> Listed:
        """The themes as this reader may see them."""


@dataclass(frozen=True, slots=True)
class Told:
    """A theme, or everything together, and how many people told of it, by voice and over time."""

    theme: str
    name: str
    spread: Spread


class Seeing:
    """The themes, as they can be looked at."""

    def __init__(self, bank: Bank, names: Names, clock: Callable[[], datetime], small_number: int) -> None:
        """Groups of fewer than `small_number` people are not shown, unless the steward chose otherwise."""
        self._bank = bank
        self._names = names
        self._clock = clock
        self._small_number = small_number

    def wall(self, reader: Reader) -> tuple[Row, ...]:
        """The themes as a room may read them. Whoever said a quote or a name agreed that it is read out in a room.

        Nobody knows who sits there: words that some organisation or team may not read are not on the wall.
        """
        require(reader, Action.SEE_THEMES)
        listed = self._names.list(reader)
        today = self._today()
        with self._bank.reading() as work:
            themes = {one.id: one for one in work.themes.all()}
            quotes = work.themes.quotes(scope(reader, Use.ROOM, today=today))
            named_after = work.theme_views.named_after()
            wanted = {one.passage.story for many in quotes.values() for one in many} | set(named_after.values())
            found = work.stories.some(sorted(wanted), scope(reader, Use.ROOM, today=today))
        stories = {one.id: one for one in found if one.facts.for_a_room(today)}
        rows = []
        for line in listed.themes:
            whose = named_after.get(line.id)
            name = line.name if whose is None or whose in stories else plain_name(themes[line.id].words)
            quote = _quote(quotes.get(line.id, ()), stories)
            rows.append(Row(line.id, name, quote, line.stories, line.tellers))
        return tuple(rows)

    def map(self, reader: Reader) -> ThemeMap:
        """Themes that are alike lie near one another, and each passage between those that it is like."""
        require(reader, Action.SEE_THEMES)
        names = {one.id: one.name for one in self._names.list(reader).themes}
        with self._bank.reading() as work:
            within = self._within(reader)
            build = work.builds.newest()
            themes = [one for one in work.themes.all() if one.id in names and one.centroid.size]
            if build is None or not themes:
                return ThemeMap((), (), 0, 0)
            placed = [one for one in work.theme_views.placings(within) if one.theme in names]
            table = work.passages.vector_table(build.model, within, whole=False)
        row = {one.id: at for at, one in enumerate(table.passages)}
        place = {one.id: at for at, one in enumerate(themes)}
        shown = [one for one in placed if one.passage in row and one.theme in place]
        shown.sort(key=lambda one: place[one.theme or ""])
        centroids = np.stack([one.centroid for one in themes])
        places = centres_apart(centroids)
        some = [shown[at] for at in sampled(len(shown))]
        where = between(table.vectors[[row[one.passage] for one in some]], centroids, places).tolist() if some else []
        spots = tuple(
            Spot(at + 1, one.id, names[one.id], float(places[at, 0]), float(places[at, 1]), _number(placed, one.id))
            for at, one in enumerate(themes)
        )
        dots = tuple(
            Dot(one.passage, one.theme or "", round(across, 4), round(up, 4))
            for one, (across, up) in zip(some, where, strict=True)
        )
        return ThemeMap(spots, dots, len({one.passage for one in placed}), len({one.storyteller for one in placed}))

    def said(self, reader: Reader, passage: str) -> Said:
        """One passage. `NotFound`: there is none, or it is not open to the reader."""
        require(reader, Action.SEE_THEMES)
        with self._bank.reading() as work:
            found = read(work, [passage], self._within(reader))
        if not found:
            raise NotFound("There is no such passage, or it is not open to you.")
        return found[0]

    def told(self, reader: Reader) -> tuple[Told, ...]:
        """How many people told of what: everything together first, without an id, and then each theme."""
        require(reader, Action.SEE_THEMES)
        lines = self._names.list(reader).themes
        with self._bank.reading() as work:
            placings = work.theme_views.placings(self._within(reader))
            rule = rule_in(work, self._small_number)
        rounds = in_order(placings)
        of = {line.id: [one for one in placings if one.theme == line.id] for line in lines}
        each = [Told(line.id, line.name, spread(of[line.id], rounds, rule)) for line in lines]
        everybody = beside(spread(placings, rounds, rule), [one.spread for one in each])
        return Told("", "Everybody who told us", everybody), *each

    def voices(self, reader: Reader, theme: str) -> tuple[Column, ...]:
        """What each voice says in one theme: its nearest passages, each of another person, side by side."""
        require(reader, Action.SEE_THEMES)
        with self._bank.reading() as work:
            work.themes.get(theme)
            within = self._within(reader)
            placings = work.theme_views.placings(within, theme)
            counted = spread(placings, in_order(placings), rule_in(work, self._small_number))
            nearest = {voice: _of_each([one for one in placings if voice_of(one.teller) is voice]) for voice in Voice}
            found = {one.passage: one for one in read(work, [p for many in nearest.values() for p in many], within)}
        return tuple(
            Column(voice, counted.of(voice), tuple(found[one] for one in nearest[voice] if one in found))
            for voice in Voice
        )

    def hardly_read(self, reader: Reader, limit: int) -> HardlyRead:
        """What no theme holds well, and what was opened least, so that somebody reads it; each story once.

        A story stands for itself by its first passage, or by the one that no theme holds.
        """
        require(reader, Action.SEE_THEMES)
        with self._bank.reading() as work:
            within = self._within(reader)
            placings = work.theme_views.placings(within)
            times = work.theme_views.openings(within)
            held = {one.passage for one in placings if one.theme is not None and not one.weak}
            outside = [one for one in placings if one.passage not in held]
            outside.sort(key=lambda one: (times.get(one.story, 0), one.fit, one.passage))
            no_theme = read(work, _a_story_each(outside)[:limit], within)
            shown = {one.facts.id for one in no_theme}
            longest = sorted(times, key=lambda story: (times[story], story))
            first = [
                next((one.id for one in work.passages.of_story(story, within)), None)
                for story in [one for one in longest if one not in shown][:limit]
            ]
            least = read(work, [one for one in first if one is not None], within)
        unopened = sum(not number for number in times.values())
        return HardlyRead(no_theme, len({one.passage for one in outside}), least, unopened, len(times))

    def _within(self, reader: Reader) -> Scope:
        return scope(reader, today=self._today())

    def _today(self) -> date:
        return self._clock().date()


def read(
    work: Work, passages: Sequence[str], within: Scope, mark: Callable[[str], tuple[int, int] | None] = lambda _: None
) -> tuple[Said, ...]:
    """The words of these passages, in their order, as far as the scope admits; `mark` says which of them to mark."""
    kept = work.passages.some(passages, within)
    stories = {one.id: one for one in work.stories.some(sorted({one.story for one in kept.values()}), within)}
    said = []
    for one in (kept[passage] for passage in passages if passage in kept):
        text = str(stories[one.story].text)[one.start : one.end]
        said.append(Said(one.id, stories[one.story].facts, text, one.start, mark(text)))
    return tuple(said)


def _quote(quotes: Sequence[KeptQuote], stories: dict[str, ProtectedStory]) -> str:
    """The first quote of which the teller agreed that it is quoted, and read out in a room."""
    for one in quotes:
        story, at = stories.get(one.passage.story), one.passage.start
        if story is not None and story.quotable(at + one.start, at + one.end):
            return str(story.text)[at + one.start : at + one.end]
    return ""


def _number(placed: Iterable[Placing], theme: str) -> int:
    return sum(one.theme == theme for one in placed)


def _of_each(placings: Iterable[Placing]) -> list[str]:
    """The nearest passages, each of another person."""
    first: dict[str, str] = {}
    for one in placings:
        first.setdefault(one.storyteller, one.passage)
    return list(first.values())[:SAID_BY_EACH]


def _a_story_each(placings: Iterable[Placing]) -> list[str]:
    first: dict[str, str] = {}
    for one in placings:
        first.setdefault(one.story, one.passage)
    return list(first.values())
