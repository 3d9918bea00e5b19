"""The themes as people read them: the list, and one with its passages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from insight.access.gate import Action, Scope, require, scope
from insight.access.reader import Reader
from insight.ports import Bank, Work
from insight.stories.script import Use
from insight.themes.called import names
from insight.themes.kept import Counted, KeptQuote, KeptTheme, Placed
from insight.themes.shown import Shown, shown, stretch

NEVER_BUILT = "not built yet"


@dataclass(frozen=True, slots=True)
class Line:
    """A theme in the list. Numbers count what this reader may see."""

    id: str
    name: str
    named_by_people: bool
    pinned: bool
    size: int
    stories: int
    tellers: int
    words: tuple[str, ...]
    quote: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """All themes in use, how far to trust them and why, how many passages are in none, and what is set aside."""

    state: str
    reason: str
    built_at: datetime | None
    building: bool
    unplaced: int
    themes: tuple[Line, ...]
    set_aside: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """One theme with its passages, nearest the centre first."""

    line: Line
    set_aside: bool
    quotes: tuple[Shown, ...]
    passages: tuple[Shown, ...]


class Shelf:
    """Themes with lasting identities."""

    def __init__(self, bank: Bank, clock: Callable[[], datetime]) -> None:
        """Over a bank."""
        self._bank = bank
        self._clock = clock

    def list(self, reader: Reader) -> Listed:
        """The themes as this reader may see them: pinned ones first, then those told of by most stories."""
        require(reader, Action.SEE_THEMES)
        today = self._clock().date()
        within, quoting = scope(reader, today=today), scope(reader, Use.QUOTES, today=today)
        with self._bank.reading() as work:
            build = work.builds.newest()
            counted = work.themes.counted(within)
            themes = [one for one in work.themes.all() if one.id in counted]
            called = names(work, reader, themes, today)
            first = {key: many[0] for key, many in work.themes.quotes(quoting).items()}
            told = {one.passage: one.text for one in _quotes(work, quoting, tuple(first.values()))}
            telling = {key: told.get(one.passage.id) for key, one in first.items()}
            unplaced = work.themes.unplaced(within)
            running = work.builds.running() is not None
        lines = {one.id: _line(one, counted[one.id], called[one.id], telling.get(one.id)) for one in themes}
        inside = [lines[one.id] for one in themes if not one.set_aside]
        inside.sort(key=lambda one: (not one.pinned, -one.stories))
        aside = tuple(lines[one.id] for one in themes if one.set_aside)
        if build is None:
            return Listed(NEVER_BUILT, "Nobody has looked for themes yet.", None, running, unplaced, ())
        return Listed(build.state, build.reason, build.finished_at, running, unplaced, tuple(inside), aside)

    def show(self, reader: Reader, theme: str, limit: int | None = None) -> Opened:
        """One found theme with what is in it that this reader may see: all of it, or the nearest `limit` passages."""
        require(reader, Action.SEE_THEMES)
        today = self._clock().date()
        within, quoting = scope(reader, today=today), scope(reader, Use.QUOTES, today=today)
        with self._bank.reading() as work:
            kept = work.themes.get(theme)
            placed = work.themes.placed(within, theme, limit).get(theme, ())
            passages = shown(work, within, placed)
            telling = _quotes(work, quoting, work.themes.quotes(quoting, theme).get(theme, ()))
            counted = work.themes.counted(within, theme).get(theme, Counted(0, 0, 0))
            called = names(work, reader, [kept], today)[theme]
        line = _line(kept, counted, called, telling[0].text if telling else None)
        return Opened(line, kept.set_aside, telling, passages)


def _line(theme: KeptTheme, counted: Counted, name: str, quote: str | None) -> Line:
    return Line(
        id=theme.id,
        name=name,
        named_by_people=theme.human_name is not None,
        pinned=theme.pinned,
        size=counted.passages,
        stories=counted.stories,
        tellers=counted.people,
        words=theme.words,
        quote=quote,
    )


def _quotes(work: Work, quoting: Scope, quotes: Sequence[KeptQuote]) -> tuple[Shown, ...]:
    """Quotes whose stories may be quoted to this reader, as they stand in them."""
    stories = {one.id: one for one in work.stories.some([one.passage.story for one in quotes], quoting)}
    return tuple(
        stretch(
            stories[one.passage.story], Placed(one.passage, 1.0, False), one.passage.start + one.start,
            one.passage.start + one.end,
        )
        for one in quotes
        if one.passage.story in stories
    )  # fmt: skip
