"""Builds of the themes: begun, watched, stopped, taken up after a kill, and shown again as each one was.

A build changes by itself only what is ordinary drift. Everything else it proposes (see `identity`), and until people
have decided, the themes that they know stay as they are.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader, system
from insight.identifiers import new_id
from insight.ports import Bank, Work
from insight.themes.building import Finder, Found, NamedTheme, find
from insight.themes.called import headings
from insight.themes.centroids import assign, in_its_story
from insight.themes.changing import BUILDER, Dresser, movable
from insight.themes.embedder import Embedder
from insight.themes.identity import Change, changes, match
from insight.themes.kept import Build, BuiltTheme, KeptTheme

# A build that was cut short this often in a row is too much for the machine: people may still ask for it.
MOST_TRIES = 2
# A proposal that people refused is not made again before the bank has grown by this much.
ASKED_AGAIN = 1.1
ACCEPTED, REFUSED = "accepted", "refused"


@dataclass(frozen=True, slots=True)
class Then:
    """A theme as an earlier build found it, counted in what this reader may see of it today."""

    number: int
    theme: str | None
    name: str
    words: tuple[str, ...]
    passages: int
    stories: int


class Stopped(Exception):  # nothing went wrong
    """Somebody asked for the build to stop."""


class Builds:
    """Looking for themes."""

    def __init__(
        self,
        bank: Bank,
        embedder: Callable[[], Embedder],
        finder: Callable[[], Finder],
        dresser: Dresser,
        clock: Callable[[], datetime],
    ) -> None:
        """`embedder` and `finder` are needed for building only."""
        self._bank = bank
        self._embedder = embedder
        self._finder = finder
        self._dresser = dresser
        self._clock = clock

    def build(self, reader: Reader) -> bool:
        """Look for themes; until it is done the old ones stay. Whether it came to its end: it can be stopped."""
        require(reader, Action.BUILD_THEMES)
        embedder = self._embedder()
        with self._bank.writing() as work:
            build = work.builds.begin(embedder.model_id, self._clock())

        def step(doing: str) -> None:
            with self._bank.writing() as telling:
                if not telling.builds.step(build, doing):
                    raise Stopped

        stopped = False
        try:
            with self._bank.reading() as work:
                within = scope(system(BUILDER), today=self._clock().date())
                found = find(work, within, embedder, self._finder(), step)
            with self._bank.writing() as work:
                self._keep(work, build, found)
                work.records.write(reader.id, "themes_built", build, self._clock(), themes=len(found.themes))
        except BaseException as error:
            stopped = isinstance(error, Stopped)
            with self._bank.writing() as work:
                work.builds.give_up(build, self._clock(), stopped=stopped)
            if not stopped:
                raise
        return not stopped

    def stop(self, reader: Reader) -> bool:
        """Ask the build that is running to stop at its next step; whether there was one."""
        require(reader, Action.BUILD_THEMES)
        with self._bank.writing() as work:
            return work.builds.ask_to_stop()

    def doing(self, reader: Reader) -> str | None:
        """What the running build is doing, in words; `None` when none runs."""
        require(reader, Action.SEE_THEMES)
        with self._bank.reading() as work:
            return work.builds.running()

    def take_up(self, reader: Reader) -> bool:
        """Give up builds that a killed worker left; whether one is to be tried again. For that worker's successor."""
        require(reader, Action.BUILD_THEMES)
        with self._bank.writing() as work:
            cut_short = work.builds.give_up_running(self._clock())
            return cut_short > 0 and work.builds.failures() <= MOST_TRIES

    def past(self, reader: Reader) -> tuple[Build, ...]:
        """Every build that came to its end, the newest first."""
        require(reader, Action.SEE_THEMES)
        with self._bank.reading() as work:
            return work.builds.all()

    def then(self, reader: Reader, build: str) -> tuple[Then, ...]:
        """What a build found, as it found it, without what was withdrawn since and what this reader may not see."""
        require(reader, Action.SEE_THEMES)
        today = self._clock().date()
        with self._bank.reading() as work:
            work.builds.get(build)
            members = work.builds.members(build, scope(reader, today=today))
            themes = work.builds.themes(build)
            called = headings(work, reader, themes, today)
        return tuple(
            Then(
                one.number, one.theme, called[one.number], one.words, len(members[one.number]),
                len({placed.passage.story for placed in members[one.number]}),
            )
            for one in themes
            if one.number in members
        )  # fmt: skip

    def _keep(self, work: Work, build: str, found: Found) -> None:
        """Record what was found; take over what is ordinary, and propose the rest."""
        now = self._clock()
        within = scope(system(BUILDER), today=now.date())
        # A build takes minutes: what was withdrawn meanwhile must not come back by it.
        here = work.passages.some([one for theme in found.themes for one, _, _ in theme.members], within)
        themes = [theme.only(here.keys()) for theme in found.themes]
        known = {one.id: one for one in work.themes.all()}
        before = {key: {one.passage.id for one in many} for key, many in work.themes.placed(within).items()}
        before = {key: before.get(key, set()) for key in known}
        sets = tuple({one for one, _, _ in theme.members} for theme in themes)
        identities = match(before, sets)
        ids = identities.ids
        pinned = {key for key, one in known.items() if one.pinned}
        asked: tuple[Change, ...] = ()
        if found.themes and known:
            asked = changes(before, sets, identities, pinned)
            asked = tuple(one for one in asked if not _refused(work, one, found.stories))
        elif found.themes:
            ids = tuple(new_id() for _ in themes)
        work.builds.record(
            build,
            [
                BuiltTheme(number, ids[number], one.name, one.name_passage, one.words, one.centroid, one.steadiness)
                for number, one in enumerate(themes)
            ],
            [(key, number, fit, weak) for number, one in enumerate(themes) for key, fit, weak in one.members],
        )
        work.builds.propose(build, asked)
        waits = {one.number for one in asked}
        waiting = {part for one in asked for part in one.themes}
        for position, (one, old) in enumerate(zip(themes, ids, strict=True)):
            if old is not None and position not in waits and old not in pinned:
                self._take_over(work, build, position, one, old, known.get(old), waiting, now)
        for key in pinned:
            self._dresser.dress(work, key)
        self._place_the_rest(work, within)
        work.builds.finish(
            build, found.state, found.reason, found.stories, found.passages, found.anchors, now, found.parameters
        )

    def _take_over(
        self, work: Work, build: str, position: int, one: NamedTheme, theme: str, known: KeptTheme | None,
        waiting: Set[str], now: datetime,
    ) -> None:  # fmt: skip
        """A theme goes on with what the build found in it; what people placed, and what waits for them, stays."""
        work.themes.keep(one.record(theme, known), position, build)
        free = movable(work, [key for key, _, _ in one.members])
        work.themes.place(theme, [each for each in one.members if each[0] in free and free[each[0]] not in waiting])
        work.themes.keep_quotes(theme, one.quotes)
        if known is None:
            work.theme_acts.note(theme, f"system:{BUILDER}", "found", "", now)

    def _place_the_rest(self, work: Work, within: Scope) -> None:
        """Passages that are in no theme, because theirs waits for people, lie meanwhile in the nearest there is."""
        embedder = self._embedder()
        themes = work.themes.all()
        if not themes:
            return
        table = work.passages.vector_table(embedder.model_id, within, whole=False)
        standing = work.themes.where([one.id for one in table.passages])
        rows = [row for row, one in enumerate(table.passages) if one.id not in standing]
        if not rows:
            return
        drawn = in_its_story(table.vectors, [one.story for one in table.passages])
        placed = assign(drawn[rows], np.stack([one.centroid for one in themes]))
        for number, theme in enumerate(themes):
            some = np.flatnonzero(placed.theme == number).tolist()
            lies = [(rows[row], float(placed.fit[row]), bool(placed.weak[row])) for row in some]
            work.themes.place(theme.id, [(table.passages[row].id, fit, weak) for row, fit, weak in lies])


def _refused(work: Work, change: Change, stories: int) -> bool:
    """Whether people said no to this not long ago. A new theme has no name by which it could be known again."""
    if not change.themes:
        return False
    for one in reversed(work.builds.proposals(decided=True)):
        if one.kind == change.kind.value and one.themes == change.themes:
            return one.decision == REFUSED and stories < ASKED_AGAIN * work.builds.get(one.build).stories
    return False
